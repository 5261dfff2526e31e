import { ATLAS_FOR_GOVERNMENT_ORIGIN } from '../atlas/origin';
import { azureUrl, isAzureGovernment } from './azureUrl';
import { quoteUrl } from './quoting';
import type { ReferenceSubject } from './reference';

/**
 * Returns the URI of a bucket as its provider's tools use it: `s3://…`, `https://….blob.core.windows.net/…`, `gs://…`.
 * @returns undefined for an unknown provider, and for a service URL that is not an Azure URL
 */
export function storageUri({ bucket }: ReferenceSubject): string | undefined {
  switch (bucket.cloudProvider) {
    case 'AWS':
      return `s3://${quoteUrl(bucket.bucketName)}`;
    case 'AZURE':
      return azureContainer(bucket.serviceUrl, bucket.bucketName);
    case 'GCP':
      return `gs://${quoteUrl(bucket.bucketName)}`;
    default:
      return undefined;
  }
}

/**
 * Returns the ARN of an S3 bucket; undefined for other providers.
 * @param roleArn an ARN in the partition of the role that writes to the bucket, if known
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function bucketArn(subject: ReferenceSubject, roleArn?: string): string | undefined {
  return subject.bucket.cloudProvider === 'AWS'
    ? `arn:${awsPartition(subject, roleArn)}:s3:::${quoteUrl(subject.bucket.bucketName)}`
    : undefined;
}

const AWS_CONSOLES = {
  aws: 'https://console.aws.amazon.com',
  'aws-us-gov': 'https://console.amazonaws-us-gov.com',
  'aws-cn': 'https://console.amazonaws.cn',
} as const;

/**
 * Returns the URL of a bucket in its provider's console. For Azure, it is the list of storage accounts: the URL of a
 * container needs the subscription and the resource group, which Atlas doesn't report.
 * @returns undefined for an unknown provider
 */
export function consolePage(subject: ReferenceSubject): string | undefined {
  const { bucket } = subject;
  switch (bucket.cloudProvider) {
    case 'AWS': {
      const region = awsRegion(bucket.region);
      const query = region === undefined ? '' : `?region=${quoteUrl(region)}`;
      return `${AWS_CONSOLES[awsPartition(subject)]}/s3/buckets/${quoteUrl(bucket.bucketName)}${query}`;
    }
    case 'AZURE': {
      const portal = isAzureGovernment(bucket.serviceUrl) ? 'https://portal.azure.us' : 'https://portal.azure.com';
      const tenant = bucket.tenantId === undefined ? '' : `@${quoteUrl(bucket.tenantId)}/`;
      return `${portal}/#${tenant}browse/Microsoft.Storage%2FStorageAccounts`;
    }
    case 'GCP':
      return `https://console.cloud.google.com/storage/browser/${quoteUrl(bucket.bucketName)}`;
    default:
      return undefined;
  }
}

/** Returns the URL of a project in Atlas. */
export function atlasProjectPage({ origin, projectId }: Pick<ReferenceSubject, 'origin' | 'projectId'>): string {
  return `${origin}/v2/${quoteUrl(projectId)}#/clusters`;
}

type AwsPartition = keyof typeof AWS_CONSOLES;

/**
 * Returns the AWS partition of a bucket by its region. If Atlas hasn't reported the region yet, the partition is that of
 * the role, which can't write to another one, or that of the base URL.
 */
function awsPartition({ bucket, origin }: ReferenceSubject, roleArn?: string): AwsPartition {
  const region = awsRegion(bucket.region);
  if (region === undefined) {
    return partitionOf(roleArn) ?? (origin === ATLAS_FOR_GOVERNMENT_ORIGIN ? 'aws-us-gov' : 'aws');
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

function partitionOf(arn: string | undefined): AwsPartition | undefined {
  const partitions: readonly AwsPartition[] = ['aws', 'aws-us-gov', 'aws-cn'];
  return partitions.find((partition) => arn?.startsWith(`arn:${partition}:`));
}

/** Returns the AWS name of a region, which Atlas also writes as in `US_GOV_WEST_1`. */
function awsRegion(region: string | undefined): string | undefined {
  return region === undefined || region === '' ? undefined : region.toLowerCase().replaceAll('_', '-');
}

function azureContainer(serviceUrl: string | undefined, container: string): string | undefined {
  const url = azureUrl(serviceUrl);
  if (url === undefined) {
    return undefined;
  }
  const path = url.pathname.split('/').filter((part) => part !== '');
  return `https://${url.host}/${path.length === 0 ? quoteUrl(container) : path.map(requoted).join('/')}`;
}

/** Encodes a part of a path that may already be encoded, so that it contains no shell syntax. */
function requoted(part: string): string {
  try {
    return quoteUrl(decodeURIComponent(part));
  } catch {
    return quoteUrl(part);
  }
}
