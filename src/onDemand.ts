/**
 * What is loaded when a command needs it first, and not with the extension: one file of its own in the VSIX. Whoever
 * uses it says `import('…/onDemand')`.
 */
export { commandHandlers } from './commands/commandHandlers';
export { DetailsPanel } from './details/detailsPanel';
export { OverviewPanel } from './overview/overviewPanel';
