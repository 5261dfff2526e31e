/** Every name that the manifest and the code share; a test holds the two equal. */

export const PREFIX = 'atlasExportBuckets';
export const VIEW = 'atlasExportBuckets.projects';
/** Scheme of the read-only documents that show one export bucket. */
export const SCHEME = 'atlas-export-bucket';
/** Scheme of the read-only documents that show a page of a list as it came. */
export const RAW_SCHEME = 'atlas-raw-response';
/** The view type of the tabs that show one export bucket. */
export const DETAILS = 'atlasExportBuckets.details';
/** Second argument of the command that opens details: a row was clicked, and the tree keeps the focus. */
export const PREVIEW = 'preview';
/** Context key: `signedOut` or `ready`, unset until the credentials have been read. */
export const STATE = 'atlasExportBuckets.state';
/** The kind of tab that shows all of them at a glance. */
export const OVERVIEW = 'atlasExportBuckets.overview';
/** Context key: true while everything below some rows is being loaded. */
export const LOADING = 'atlasExportBuckets.loading';

/** Context key: whether export buckets of some providers alone are shown. */
export const FILTERED = 'atlasExportBuckets.filtered';
/** Context key: whether all projects of some credential are loaded, so that they can be sorted. */
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
  openRow: 'atlasExportBuckets.openRow',
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

/** The menu of the commands that copy a reference of one kind. */
export const COPY_AS_MENU = 'atlasExportBuckets.copyAs';

export const SETTINGS = {
  pageSize: 'pageSize',
  requestTimeout: 'requestTimeout',
  apiVersion: 'apiVersion',
} as const;
