/** Every name that the manifest and the code share; a test holds the two equal. */

export const PREFIX = 'atlasExportBuckets';
export const VIEW = 'atlasExportBuckets.projects';
/** Scheme of the read-only documents that show one export bucket. */
export const SCHEME = 'atlas-export-bucket';
/** Context key: `signedOut` or `ready`, unset until the credentials have been read. */
export const STATE = 'atlasExportBuckets.state';

export const COMMANDS = {
  addCredential: 'atlasExportBuckets.addCredential',
  manageCredentials: 'atlasExportBuckets.manageCredentials',
  addProject: 'atlasExportBuckets.addProject',
  removeProject: 'atlasExportBuckets.removeProject',
  openKeyPage: 'atlasExportBuckets.openKeyPage',
  updateSecret: 'atlasExportBuckets.updateSecret',
  removeCredential: 'atlasExportBuckets.removeCredential',
  refresh: 'atlasExportBuckets.refresh',
  refreshNode: 'atlasExportBuckets.refreshNode',
  loadMore: 'atlasExportBuckets.loadMore',
  retry: 'atlasExportBuckets.retry',
  copyBucketId: 'atlasExportBuckets.copyBucketId',
  copyProjectId: 'atlasExportBuckets.copyProjectId',
  copySelectedIds: 'atlasExportBuckets.copySelectedIds',
  openDetails: 'atlasExportBuckets.openDetails',
  openAtlas: 'atlasExportBuckets.openAtlas',
  openSettings: 'atlasExportBuckets.openSettings',
  showLog: 'atlasExportBuckets.showLog',
} as const;

export const SETTINGS = {
  pageSize: 'pageSize',
  requestTimeout: 'requestTimeout',
  apiVersion: 'apiVersion',
} as const;
