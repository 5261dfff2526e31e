import type { ExportBucket } from '../../atlas/models';
import { exportBucketNodeId, projectNodeId } from '../../model/nodes';
import { shownName } from '../../text/invisible';
import type { Language } from '../../text/language';
import type { Cell } from '../protocol';
import type { ProjectExports } from './projectExports';

/** Returns the cell with a project, which reveals its row in the tree. */
export function projectCell({ project, credentialId }: ProjectExports, { l10n }: Language): Cell {
  const name = shownName(project.name);
  return {
    text: name,
    row: projectNodeId(credentialId, project.id),
    description: l10n.t('Show {0} in the tree', name),
  };
}

/** Returns the row of an export bucket in the tree, and what a button that reveals it does. */
export function rowOf(
  { project, credentialId }: ProjectExports,
  { _id, bucketName }: ExportBucket,
  { l10n }: Language,
): { readonly row: string; readonly description: string } {
  return {
    row: exportBucketNodeId(credentialId, project.id, _id),
    description: l10n.t('Show {0} ({1}) in the tree', shownName(bucketName), shownName(project.name)),
  };
}
