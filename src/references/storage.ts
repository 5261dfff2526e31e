import { parseUrl } from '../atlas/url';
import { ATLAS_FOR_GOVERNMENT_ORIGIN } from '../atlas/origin';
import { quoteUrl } from './quoting';
import type { ReferenceSubject } from './reference';

/**
 * Where the bucket is, as its provider's tools take it: `s3://…`, `https://….blob.core.windows.net/…`, `gs://…`.
 * @returns undefined for a provider that is not known, and for a service URL that is not one of Azure
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
 * The name of an S3 bucket among all resources of AWS; undefined for other providers.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function bucketArn(subject: ReferenceSubject): string | undefined {
  return subject.bucket.cloudProvider === 'AWS'
    ? `arn:${awsPartition(subject)}:s3:::${quoteUrl(subject.bucket.bucketName)}`
    : undefined;
}

const AWS_CONSOLES = {
  aws: 'https://console.aws.amazon.com',
  'aws-us-gov': 'https://console.amazonaws-us-gov.com',
  'aws-cn': 'https://console.amazonaws.cn',
} as const;

/**
 * The page of the bucket in its provider's console. Azure's has a page for a container only with the subscription and
 * the resource group, which Atlas does not tell, so there it is the list of storage accounts.
 * @returns undefined for a provider that is not known
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

/** The page of a project in Atlas. */
export function atlasProjectPage({ origin, projectId }: Pick<ReferenceSubject, 'origin' | 'projectId'>): string {
  return `${origin}/v2/${quoteUrl(projectId)}#/clusters`;
}

/** By the bucket's region; before Atlas has filled that in, by the Atlas that it is registered in. */
function awsPartition({ bucket, origin }: ReferenceSubject): keyof typeof AWS_CONSOLES {
  const region = awsRegion(bucket.region);
  if (region === undefined) {
    return origin === ATLAS_FOR_GOVERNMENT_ORIGIN ? 'aws-us-gov' : 'aws';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** Atlas writes regions in two ways: as AWS does, and as in `US_GOV_WEST_1`. */
function awsRegion(region: string | undefined): string | undefined {
  return region === undefined || region === '' ? undefined : region.toLowerCase().replaceAll('_', '-');
}

const AZURE_BLOBS = /^[a-z0-9-]+(\.z\d+)?\.blob(\.storage)?\.(core\.windows\.net|core\.usgovcloudapi\.net|azure\.net)$/;

function azureContainer(serviceUrl: string | undefined, container: string): string | undefined {
  const url = azureUrl(serviceUrl);
  if (url === undefined) {
    return undefined;
  }
  const isWithContainer = url.pathname !== '/';
  const path = isWithContainer ? url.pathname.replace(/\/+$/, '').split('/').map(requoted) : ['', quoteUrl(container)];
  return `https://${url.host}${path.join('/')}`;
}

/** A part of a path that may be encoded, encoded so that it means nothing but itself to a shell either. */
function requoted(part: string): string {
  try {
    return quoteUrl(decodeURIComponent(part));
  } catch {
    return quoteUrl(part);
  }
}

function isAzureGovernment(serviceUrl: string | undefined): boolean {
  return azureUrl(serviceUrl)?.hostname.endsWith('.usgovcloudapi.net') ?? false;
}

function azureUrl(serviceUrl: string | undefined): URL | undefined {
  const url = serviceUrl === undefined ? undefined : parseUrl(serviceUrl);
  return url?.protocol === 'https:' && AZURE_BLOBS.test(url.hostname) ? url : undefined;
}
