import { roleIdOf, type ExportBucket } from '../atlas/models';
import { azureUrl } from './azureUrl';

/** The references that not every export bucket has. */
interface AvailableReferences {
  readonly uri: boolean;
  readonly arn: boolean;
  readonly terraformResource: boolean;
  readonly consolePage: boolean;
}

/** Returns which references an export bucket has, without the code that writes them, which each row would load. */
export function availableReferences(bucket: ExportBucket): AvailableReferences {
  const isAzure = bucket.cloudProvider === 'AZURE';
  const isKnown = isAzure || bucket.cloudProvider === 'AWS' || bucket.cloudProvider === 'GCP';
  return {
    uri: isKnown && (!isAzure || azureUrl(bucket.serviceUrl) !== undefined),
    arn: bucket.cloudProvider === 'AWS',
    terraformResource: isKnown && roleIdOf(bucket) !== undefined && (!isAzure || bucket.serviceUrl !== undefined),
    consolePage: isKnown,
  };
}
