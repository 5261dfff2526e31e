import { l10n, type MarkdownString } from 'vscode';
import { providerName, roleIdOf } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import type { LoadedList } from '../model/loadedList';
import type { ExportBucketNode, ProjectNode, TreeNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { dateAndTime } from '../text/wording';
import type { RowState } from './rowState';
import { markdown } from './markdown';
import { describeListFailure } from './messageItems';
import { explained } from '../failures/failure';

/** Returns the tooltip of a credential, a project or an export bucket. Sends no request. */
export function resolveTooltip(
  node: TreeNode,
  { list, facts }: Pick<RowState, 'list' | 'facts'>,
): MarkdownString | undefined {
  switch (node.kind) {
    case 'project':
      return table([
        [l10n.t('Project'), node.project.name],
        [l10n.t('Project ID'), node.project.id],
        [l10n.t('Organization ID'), node.project.orgId],
        [l10n.t('Created'), dateAndTime(registeredAt(node.project.id))],
        [l10n.t('Credential'), node.parent.credential.name],
        [l10n.t('Problem'), problemOf(node, list)],
        ...facts,
      ]);
    case 'exportBucket':
      return exportBucketTooltip(node);
    case 'credential':
      return table([
        [l10n.t('Credential'), node.credential.name],
        [l10n.t('Base URL'), node.credential.origin],
        [node.credential.method === 'apiKey' ? l10n.t('Public key') : l10n.t('Client ID'), node.credential.keyId],
      ]);
    case 'loadMore':
    case 'failure':
    case 'empty':
    case 'unreadable':
    case 'filtered':
      return undefined;
  }
}

/** Returns why the export buckets of a project could not be loaded; undefined if nothing failed. */
function problemOf(node: ProjectNode, list: LoadedList | undefined): string | undefined {
  const failure = list?.failure;
  if (failure === undefined) {
    return undefined;
  }
  return explained(describeListFailure(node, failure), l10n);
}

function exportBucketTooltip({ bucket, parent: { project } }: ExportBucketNode): MarkdownString {
  const networking = bucket.requirePrivateNetworking;
  return table([
    [l10n.t('Name'), bucket.bucketName],
    [l10n.t('Bucket ID'), bucket._id],
    [l10n.t('Provider'), providerName(bucket)],
    [l10n.t('Role ID'), roleIdOf(bucket)],
    [l10n.t('Region'), bucket.region],
    [
      l10n.t('Private networking'),
      networking === undefined ? undefined : networking ? l10n.t('required') : l10n.t('not required'),
    ],
    [l10n.t('Service URL'), bucket.serviceUrl],
    [l10n.t('Tenant ID'), bucket.tenantId],
    [l10n.t('Registered'), dateAndTime(registeredAt(bucket._id))],
    [l10n.t('Project'), project.name],
    [l10n.t('Project ID'), project.id],
  ]);
}

/** Returns a line for each name that has a value. */
export function table(rows: readonly (readonly [name: string, value: string | undefined])[]): MarkdownString {
  return markdown(
    rows.flatMap(([name, value]) => (value === undefined ? [] : [l10n.t('{0}: {1}', name, visibleText(value))])),
  );
}
