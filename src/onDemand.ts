/**
 * What is loaded when a command needs it first, and not with the extension: one file of its own in the VSIX. Whoever
 * uses it says `import('…/onDemand')`.
 */
export { addProject } from './commands/addProject';
export { filterByProvider, sortList, sortProjects } from './commands/arrangeLists';
export { exportList } from './commands/exportList';
export { findExportBucket } from './commands/findExportBucket';
export { manageCredentials } from './commands/manageCredentials';
export { pickExportScopes } from './commands/pickExportScopes';
export { openConsole, referenceCommands } from './commands/referenceCommands';
export { addCredential } from './credentials/addCredential';
export { updateSecret } from './credentials/updateSecret';
export { DetailsPanel } from './details/detailsPanel';
export { OverviewPanel } from './overview/overviewPanel';
