import { roleIdOf, type ExportBucket } from '../atlas/models';
import { availableReferences } from '../references/available';

/**
 * Returns the context value of an export bucket's row: `exportBucket`, followed by one word for each command that works
 * for this bucket only because of its provider or fields. The menus of the manifest match these words.
 */
export function exportBucketContext(bucket: ExportBucket): string {
  const { uri, arn, terraformResource, consolePage } = availableReferences(bucket);
  const contextValue =
    'exportBucket' +
    (uri ? ' uri' : '') +
    (arn ? ' arn' : '') +
    (roleIdOf(bucket) === undefined ? '' : ' role') +
    (terraformResource ? ' terraform' : '') +
    (consolePage ? ' console' : '');
  return contextValue;
}
