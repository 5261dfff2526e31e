import { parseUrl } from '../atlas/url';

const AZURE_BLOBS = /^[a-z0-9-]+(\.z\d+)?\.blob(\.storage)?\.(core\.windows\.net|core\.usgovcloudapi\.net|azure\.net)$/;

/** Returns the name of the storage account of an Azure URL; undefined for any other URL. */
export function azureStorageAccount(serviceUrl: string | undefined): string | undefined {
  return azureUrl(serviceUrl)?.hostname.split('.')[0];
}

export function isAzureGovernment(serviceUrl: string | undefined): boolean {
  return azureUrl(serviceUrl)?.hostname.endsWith('.usgovcloudapi.net') ?? false;
}

/** Returns the URL of a container or storage account; undefined if it isn't an Azure URL. */
export function azureUrl(serviceUrl: string | undefined): URL | undefined {
  const url = serviceUrl === undefined ? undefined : parseUrl(serviceUrl);
  return url?.protocol === 'https:' && AZURE_BLOBS.test(url.hostname) ? url : undefined;
}
