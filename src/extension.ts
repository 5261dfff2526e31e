import type { ExtensionContext } from 'vscode';
import { registerAgents } from './agents';
import type { App } from './app';
import { registerBucketList } from './bucketList';
import { registerContextKeys } from './contextKeys';
import { registerCopyAs } from './copyAs';
import { createCore } from './core';
import { registerDetails } from './details';
import { registerDocuments } from './documents';
import { registerEditor } from './editor';
import { registerExports } from './exports';
import { registerFind } from './find';
import { registerLinks } from './links';
import { registerOverview } from './overview';
import { registerRemembered } from './remembered';
import { registerSettingsAndLog } from './settingsAndLog';
import { registerSignIn } from './signIn';
import { registerTree } from './tree';

/** Builds the core and registers the features; sends no request. */
export function activate(context: ExtensionContext): void {
  const core = createCore(context);
  const projects = registerTree(core);
  const app: App = { ...core, ...projects };
  const details = registerDetails(app, () => exports.store());
  const exports = registerExports(app, details.reveal, ({ projectId }) => {
    details.findings.forgetProject(projectId);
  });
  const remembered = registerRemembered(app);
  context.subscriptions.push(
    core,
    projects,
    registerContextKeys(app),
    registerSignIn(app),
    registerFind(app, details.open, remembered.lists),
    remembered,
    exports,
    details,
    registerDocuments(app),
    registerCopyAs(app, details.roleOf),
    registerBucketList(app),
    registerOverview(app, details),
    registerEditor(app, details.open, remembered),
    registerLinks(app, details.open),
    registerAgents(app, remembered.lists),
    registerSettingsAndLog(app),
  );
}
