/** The names that the manifest and the code share. A test checks that they match. */

export const PREFIX = 'atlasExportBuckets';
/** The publisher and the name of the extension, which links to it contain. */
export const EXTENSION_ID = 'atlas-export-buckets.atlas-export-buckets';
export const VIEW = 'atlasExportBuckets.projects';
/** The scheme of the read-only documents of export buckets. */
export const SCHEME = 'atlas-export-bucket';
/** The scheme of the read-only documents of raw responses. */
export const RAW_SCHEME = 'atlas-raw-response';
/** The scheme of the report of a check of IDs. */
export const CHECK_SCHEME = 'atlas-id-check';
/** The view type of the details tabs. */
export const DETAILS = 'atlasExportBuckets.details';
/** Second argument of the command that opens details when a row is clicked, so that the tree keeps the focus. */
export const PREVIEW = 'preview';
/** Context key: `signedOut` or `ready`; not set before the credentials are loaded. */
export const STATE = 'atlasExportBuckets.state';
/** Context key: true if Atlas lists no projects for the only credential, and none was added. */
export const NO_PROJECTS = 'atlasExportBuckets.noProjects';
/** Context key: true if the user has added a credential, which can be removed. */
export const STORED = 'atlasExportBuckets.stored';
/** Context key: true if this version can read one of them, so that it can be changed. */
export const CHANGEABLE = 'atlasExportBuckets.changeable';
/** The view type of the overview tab. */
export const OVERVIEW = 'atlasExportBuckets.overview';
/** The view type of the tab with the state of exports. */
export const EXPORTS = 'atlasExportBuckets.exports';
/** Context key: true while _Load All_ or _Load Everything_ runs. */
export const LOADING = 'atlasExportBuckets.loading';

/** Context key: true if the view has a message about lists that could not be loaded. */
export const LOAD_FAILED = 'atlasExportBuckets.loadFailed';

/** Context key: true if a provider filter is active. */
export const FILTERED = 'atlasExportBuckets.filtered';
/** Context key: true if all projects of a credential are loaded, so that they can be sorted. */
export const SORTABLE = 'atlasExportBuckets.sortable';

/** Context keys: the paths of the open raw responses that have a next or a previous page. */
export const RAW_WITH_NEXT = 'atlasExportBuckets.rawWithNext';
export const RAW_WITH_PREVIOUS = 'atlasExportBuckets.rawWithPrevious';

/** Context key: the paths of the visible files that have IDs of Atlas. */
export const FILES_WITH_IDS = 'atlasExportBuckets.filesWithIds';

/** The walkthrough, as the command of VS Code that opens it takes it. */
export const WALKTHROUGH = `${EXTENSION_ID}#getStarted`;

export const COMMANDS = {
  addCredential: 'atlasExportBuckets.addCredential',
  manageCredentials: 'atlasExportBuckets.manageCredentials',
  checkAccess: 'atlasExportBuckets.checkAccess',
  renameCredential: 'atlasExportBuckets.renameCredential',
  changeBaseUrl: 'atlasExportBuckets.changeBaseUrl',
  addProject: 'atlasExportBuckets.addProject',
  addProjectTo: 'atlasExportBuckets.addProjectTo',
  removeProject: 'atlasExportBuckets.removeProject',
  openKeyPage: 'atlasExportBuckets.openKeyPage',
  updateSecret: 'atlasExportBuckets.updateSecret',
  removeCredential: 'atlasExportBuckets.removeCredential',
  refresh: 'atlasExportBuckets.refresh',
  refreshNode: 'atlasExportBuckets.refreshNode',
  openRow: 'atlasExportBuckets.openRow',
  loadMore: 'atlasExportBuckets.loadMore',
  find: 'atlasExportBuckets.find',
  findIdUnderCursor: 'atlasExportBuckets.findIdUnderCursor',
  checkIdsInFile: 'atlasExportBuckets.checkIdsInFile',
  checkIdsInWorkspace: 'atlasExportBuckets.checkIdsInWorkspace',
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
  copyAsBucketId: 'atlasExportBuckets.copyAsBucketId',
  copyAsBucketName: 'atlasExportBuckets.copyAsBucketName',
  copyAsRoleId: 'atlasExportBuckets.copyAsRoleId',
  copyAsLink: 'atlasExportBuckets.copyAsLink',
  copyAsJson: 'atlasExportBuckets.copyAsJson',
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
  copyAsGrants: 'atlasExportBuckets.copyAsGrants',
  insertAtCursor: 'atlasExportBuckets.insertAtCursor',
  compareSelected: 'atlasExportBuckets.compareSelected',
  showRawResponse: 'atlasExportBuckets.showRawResponse',
  nextRawPage: 'atlasExportBuckets.nextRawPage',
  previousRawPage: 'atlasExportBuckets.previousRawPage',
  openCloudConsole: 'atlasExportBuckets.openCloudConsole',
  openProject: 'atlasExportBuckets.openProject',
  openAccessManager: 'atlasExportBuckets.openAccessManager',
  openAccessList: 'atlasExportBuckets.openAccessList',
  collapseAll: 'atlasExportBuckets.collapseAll',
  dismissMessage: 'atlasExportBuckets.dismissMessage',
  pinProject: 'atlasExportBuckets.pinProject',
  unpinProject: 'atlasExportBuckets.unpinProject',
  sort: 'atlasExportBuckets.sort',
  sortProjects: 'atlasExportBuckets.sortProjects',
  filterByProvider: 'atlasExportBuckets.filterByProvider',
  clearFilter: 'atlasExportBuckets.clearFilter',
  exportList: 'atlasExportBuckets.exportList',
  exportAll: 'atlasExportBuckets.exportAll',
  showOverview: 'atlasExportBuckets.showOverview',
  checkExports: 'atlasExportBuckets.checkExports',
  checkAllExports: 'atlasExportBuckets.checkAllExports',
  clearRemembered: 'atlasExportBuckets.clearRemembered',
  openSettings: 'atlasExportBuckets.openSettings',
  getStarted: 'atlasExportBuckets.getStarted',
  showLog: 'atlasExportBuckets.showLog',
} as const;

/** The submenu of the commands that copy references of one kind. */
export const COPY_AS_MENU = 'atlasExportBuckets.copyAs';

export const SETTINGS = {
  pageSize: 'pageSize',
  requestTimeout: 'requestTimeout',
  apiVersion: 'apiVersion',
  fileHints: 'files.hints',
  fileDiagnostics: 'files.diagnostics',
  rememberLists: 'rememberLists',
  agentTools: 'agentTools',
} as const;

/** The tools for language models, which see these names. */
export const TOOLS = {
  find: 'find_atlas_export_buckets',
  describe: 'describe_atlas_export_bucket',
  checkExports: 'check_atlas_exports',
} as const;
