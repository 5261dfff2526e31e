/** The names that the manifest and the code share. A test checks that they are equal. */

export const PREFIX = 'atlasExportBuckets';
export const VIEW = 'atlasExportBuckets.projects';
/** URI scheme of the read-only documents with one export bucket. */
export const SCHEME = 'atlas-export-bucket';
/** URI scheme of the read-only documents with a raw response. */
export const RAW_SCHEME = 'atlas-raw-response';
/** View type of the tabs with the details of an export bucket. */
export const DETAILS = 'atlasExportBuckets.details';
/** Second argument of the command that opens details after a click on a row. The tree keeps the focus. */
export const PREVIEW = 'preview';
/** Context key: `signedOut` or `ready`; unset until the credentials are read. */
export const STATE = 'atlasExportBuckets.state';
/** View type of the overview tab. */
export const OVERVIEW = 'atlasExportBuckets.overview';
/** Context key: whether *Load All* or *Load Everything* is running. */
export const LOADING = 'atlasExportBuckets.loading';

/** Context key: whether the provider filter is active. */
export const FILTERED = 'atlasExportBuckets.filtered';
/** Context key: whether the projects of a credential are all loaded and so can be sorted. */
export const SORTABLE = 'atlasExportBuckets.sortable';

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
  find: 'atlasExportBuckets.find',
  loadAll: 'atlasExportBuckets.loadAll',
  loadEverything: 'atlasExportBuckets.loadEverything',
  stopLoading: 'atlasExportBuckets.stopLoading',
  retry: 'atlasExportBuckets.retry',
  copyBucketId: 'atlasExportBuckets.copyBucketId',
  copyProjectId: 'atlasExportBuckets.copyProjectId',
  copySelectedIds: 'atlasExportBuckets.copySelectedIds',
  openDetails: 'atlasExportBuckets.openDetails',
  openJson: 'atlasExportBuckets.openJson',
  copyAs: 'atlasExportBuckets.copyAs',
  copyAsUri: 'atlasExportBuckets.copyAsUri',
  copyAsArn: 'atlasExportBuckets.copyAsArn',
  copyAsCliDescribe: 'atlasExportBuckets.copyAsCliDescribe',
  copyAsCliCreateJob: 'atlasExportBuckets.copyAsCliCreateJob',
  copyAsCliApi: 'atlasExportBuckets.copyAsCliApi',
  copyAsTerraformResource: 'atlasExportBuckets.copyAsTerraformResource',
  copyAsTerraformDataSource: 'atlasExportBuckets.copyAsTerraformDataSource',
  copyAsTerraformSchedule: 'atlasExportBuckets.copyAsTerraformSchedule',
  copyAsCurlBearer: 'atlasExportBuckets.copyAsCurlBearer',
  copyAsCurlDigest: 'atlasExportBuckets.copyAsCurlDigest',
  copyAsGoSdk: 'atlasExportBuckets.copyAsGoSdk',
  insertAtCursor: 'atlasExportBuckets.insertAtCursor',
  compareSelected: 'atlasExportBuckets.compareSelected',
  showRawResponse: 'atlasExportBuckets.showRawResponse',
  nextRawPage: 'atlasExportBuckets.nextRawPage',
  previousRawPage: 'atlasExportBuckets.previousRawPage',
  openCloudConsole: 'atlasExportBuckets.openCloudConsole',
  openProject: 'atlasExportBuckets.openProject',
  openAtlas: 'atlasExportBuckets.openAtlas',
  pinProject: 'atlasExportBuckets.pinProject',
  unpinProject: 'atlasExportBuckets.unpinProject',
  sort: 'atlasExportBuckets.sort',
  sortProjects: 'atlasExportBuckets.sortProjects',
  filterByProvider: 'atlasExportBuckets.filterByProvider',
  clearFilter: 'atlasExportBuckets.clearFilter',
  exportList: 'atlasExportBuckets.exportList',
  exportAll: 'atlasExportBuckets.exportAll',
  showOverview: 'atlasExportBuckets.showOverview',
  openSettings: 'atlasExportBuckets.openSettings',
  showLog: 'atlasExportBuckets.showLog',
} as const;

/** The *Copy As* submenu. */
export const COPY_AS_MENU = 'atlasExportBuckets.copyAs';

export const SETTINGS = {
  pageSize: 'pageSize',
  requestTimeout: 'requestTimeout',
  apiVersion: 'apiVersion',
} as const;
