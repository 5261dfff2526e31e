import { Disposable, l10n } from 'vscode';
import type { App } from '../app';
import type { Subscription } from '../credentials/credentialSecrets';
import { uiLanguage } from '../host/uiLanguage';
import { COMMANDS_OF } from '../manifest';
import type { Reveal } from '../tree/revealRow';
import type { ExportsStore } from './health/exportsStore';
import type { ProjectKey } from './health/projectKey';
import { SharedStore } from './sharedStore';

/** What other features use of the checks of exports. */
export interface Exports extends Subscription {
  /** Returns the store of the responses about exports. */
  readonly store: () => Promise<ExportsStore>;
}

/**
 * Registers the commands that check exports, and adds what they found to the tooltips of projects.
 * @param onForget called after the responses of a project were discarded
 */
export function registerExports(app: App, reveal: Reveal, onForget: (key: ProjectKey) => void): Exports {
  const { credentials, tree } = app;
  const shared = new SharedStore(uiLanguage(), onForget);
  // The rows are not updated when a response arrives: VS Code forgets the selection while it reads a row again.
  tree.rows.addFacts((project) => {
    const summary = shared.summaryOf(project);
    return summary === undefined ? [] : [[l10n.t('Exports'), summary]];
  });
  const subscriptions = Disposable.from(
    app.onDidRefresh((row) => {
      if (row?.kind === 'project') {
        shared.forget({ credentialId: row.parent.credential.id, projectId: row.project.id });
      } else {
        shared.forgetAll(row?.credential.id);
      }
    }),
    credentials.onDidChange((id, what) => {
      if (what !== 'name' || credentials.find(id) === undefined) {
        shared.forgetAll(id);
      }
    }),
    app.commands.register(COMMANDS_OF.exports, async () => {
      const [{ checkCommands }, store] = await Promise.all([import('./checkCommands'), shared.load()]);
      return checkCommands(app, store, reveal);
    }),
  );
  return { store: () => shared.load(), dispose: () => void subscriptions.dispose() };
}
