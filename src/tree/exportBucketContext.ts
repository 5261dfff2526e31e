import { roleIdOf } from '../atlas/models';
import { credentialOf, type ExportBucketNode } from '../model/nodes';
import { bucketArn, consolePage, storageUri } from '../references/storage';
import { terraformResource } from '../references/terraform';

/**
 * Returns the context value of an export bucket's row: `exportBucket`, followed by one word for each command that works
 * for this bucket only because of its provider or fields. The menus of the manifest match these words.
 */
export function exportBucketContext(node: ExportBucketNode): string {
  const { bucket, parent } = node;
  const subject = { bucket, projectId: parent.project.id, origin: credentialOf(node).origin };
  const contextValue =
    'exportBucket' +
    (storageUri(subject) === undefined ? '' : ' uri') +
    (bucketArn(subject) === undefined ? '' : ' arn') +
    (roleIdOf(bucket) === undefined ? '' : ' role') +
    (terraformResource(subject) === undefined ? '' : ' terraform') +
    (consolePage(subject) === undefined ? '' : ' console');
  return contextValue;
}
