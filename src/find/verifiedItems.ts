import { l10n } from 'vscode';
import type { ExportBucketNode } from '../model/nodes';
import { visibleChoice } from '../text/sinks';
import { describeListFailure } from '../tree/messageItems';
import { textItem, type FindItem } from './findItems';

/** The key of the item that says that a remembered export bucket is gone or could not be loaded. */
export const VERIFIED = 'verified';

/** Returns the item that says that a remembered export bucket, or its project, no longer exists. */
export function goneItem({ bucket, parent }: ExportBucketNode, what: 'exportBucket' | 'project'): FindItem {
  const project = visibleChoice(parent.project.name);
  return what === 'exportBucket'
    ? textItem(
        VERIFIED,
        l10n.t('{0} no longer exists', visibleChoice(bucket.bucketName)),
        'warning',
        l10n.t('It is no longer in {0}, and no longer remembered.', project),
      )
    : textItem(
        VERIFIED,
        l10n.t('{0} was deleted or is no longer accessible', project),
        'warning',
        l10n.t('The project and its export buckets are no longer remembered.'),
      );
}

/** Returns the item that says that a remembered export bucket could not be requested, and why. */
export function notVerifiedItem(node: ExportBucketNode, error: Error): FindItem {
  const label = l10n.t('Could not load {0}', visibleChoice(node.bucket.bucketName));
  return textItem(VERIFIED, label, 'warning', describeListFailure(node.parent, error).label);
}
