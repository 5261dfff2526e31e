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
/** The view type of the overview tab. */
export const OVERVIEW = 'atlasExportBuckets.overview';
/** The view type of the tab with the state of exports. */
export const EXPORTS = 'atlasExportBuckets.exports';
/** Second argument of the command that opens details when a row is clicked, so that the tree keeps the focus. */
export const PREVIEW = 'preview';

/** Context key: `signedOut` or `ready`; not set before the credentials are loaded. */
export const STATE = 'atlasExportBuckets.state';
/** Context key: true if Atlas lists no projects for the only credential, and none was added. */
export const NO_PROJECTS = 'atlasExportBuckets.noProjects';
/** Context key: true if the user has added a credential, which can be removed. */
export const STORED = 'atlasExportBuckets.stored';
/** Context key: true if the user has added a credential that this version can read, so that it can be changed. */
export const CHANGEABLE = 'atlasExportBuckets.changeable';
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

/** The commands of each feature, without the prefix of their IDs. */
export const COMMANDS_OF = {
  signIn: [
    'addCredential',
    'manageCredentials',
    'checkAccess',
    'renameCredential',
    'changeBaseUrl',
    'addProject',
    'addProjectTo',
    'removeProject',
    'openKeyPage',
    'updateSecret',
    'removeCredential',
    'openAccessManager',
    'openAccessList',
  ],
  tree: [
    'refresh',
    'refreshNode',
    'openRow',
    'loadMore',
    'loadAll',
    'loadEverything',
    'stopLoading',
    'dismissMessage',
    'collapseAll',
    'retry',
  ],
  arrange: ['pinProject', 'unpinProject', 'sort', 'sortProjects', 'filterByProvider', 'clearFilter'],
  find: ['find'],
  remembered: ['clearRemembered'],
  copyAs: [
    'copyBucketId',
    'copyProjectId',
    'copySelectedIds',
    'copyAs',
    'copyAsBucketId',
    'copyAsBucketName',
    'copyAsRoleId',
    'copyAsLink',
    'copyAsJson',
    'copyAsUri',
    'copyAsArn',
    'copyAsCliDescribe',
    'copyAsCliCreateJob',
    'copyAsCliApi',
    'copyAsTerraformResource',
    'copyAsTerraformDataSource',
    'copyAsTerraformSchedule',
    'copyAsCurlBearer',
    'copyAsCurlDigest',
    'copyAsGoSdk',
    'copyAsGrants',
    'insertAtCursor',
    'openCloudConsole',
    'openProject',
  ],
  documents: ['openJson', 'compareSelected', 'showRawResponse', 'nextRawPage', 'previousRawPage'],
  details: ['openDetails'],
  bucketList: ['exportList', 'exportAll'],
  overview: ['showOverview'],
  exports: ['checkExports', 'checkAllExports'],
  editor: ['findIdUnderCursor'],
  checks: ['checkIdsInFile', 'checkIdsInWorkspace'],
  settingsAndLog: ['openSettings', 'getStarted', 'showLog'],
} as const;

/** The name of a command of a feature. */
export type CommandOf<Feature extends keyof typeof COMMANDS_OF> = (typeof COMMANDS_OF)[Feature][number];

/** The IDs of the commands. */
export const COMMANDS = prefixed(Object.values(COMMANDS_OF).flat());

/** The submenu of the commands that copy references of one kind. */
export const COPY_AS_MENU = 'atlasExportBuckets.copyAs';

/** The settings without the prefix of their IDs. */
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

/** Returns the IDs of commands by their names without the prefix. */
function prefixed<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>>;
function prefixed(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, `${PREFIX}.${name}`]));
}
