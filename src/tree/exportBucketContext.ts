import { roleIdOf, type ExportBucket } from '../atlas/models';
import { azureUrl } from '../references/azureUrl';

/**
 * Returns the context value of an export bucket's row: `exportBucket`, followed by one word for each command that works
 * for this bucket only because of its provider or fields. The menus of the manifest match these words. A row doesn't
 * write the references to find out which exist, because each start of VS Code would load the code that writes them.
 */
export function exportBucketContext(bucket: ExportBucket): string {
  const { cloudProvider, serviceUrl } = bucket;
  const hasRole = roleIdOf(bucket) !== undefined;
  const isAzure = cloudProvider === 'AZURE';
  const isKnown = isAzure || cloudProvider === 'AWS' || cloudProvider === 'GCP';
  const contextValue =
    'exportBucket' +
    (isKnown && (!isAzure || azureUrl(serviceUrl) !== undefined) ? ' uri' : '') +
    (cloudProvider === 'AWS' ? ' arn' : '') +
    (hasRole ? ' role' : '') +
    (isKnown && hasRole && (!isAzure || serviceUrl !== undefined) ? ' terraform' : '') +
    (isKnown ? ' console' : '');
  return contextValue;
}
