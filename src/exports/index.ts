import { Disposable } from 'vscode';
import type { App } from '../app';
import type { Subscription } from '../credentials/credentialSecrets';
import type { ExportsStore } from './health/exportsStore';

/** What other features use of the checks of exports. */
export interface Exports extends Subscription {
  /** Returns what was read about exports. */
  readonly store: () => Promise<ExportsStore>;
}

/** Registers the commands that check exports. */
export function registerExports(app: App): Exports {
  let store: ExportsStore | undefined;
  const load = async (): Promise<ExportsStore> => {
    const { ExportsStore: Store } = await import('./health/exportsStore');
    store ??= new Store();
    return store;
  };
  const subscriptions = Disposable.from(
    app.onDidRefresh((row) => {
      if (row?.kind === 'project') {
        store?.forget({ credentialId: row.parent.credential.id, projectId: row.project.id });
      } else {
        store?.forgetAll(row?.credential.id);
      }
    }),
    app.credentials.onDidChange((id, what) => {
      if (what !== 'name' || app.credentials.find(id) === undefined) {
        store?.forgetAll(id);
      }
    }),
    app.commands.register(['checkExports', 'checkAllExports'], async () => {
      const [{ checkCommands }, loaded] = await Promise.all([import('./checkCommands'), load()]);
      return checkCommands(app, loaded);
    }),
  );
  return { store: load, dispose: () => void subscriptions.dispose() };
}
