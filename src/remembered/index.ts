import { Disposable, EventEmitter, l10n, workspace, type Event } from 'vscode';
import type { App } from '../app';
import type { Subscription } from '../credentials/credentialSecrets';
import { COMMANDS_OF, PREFIX, SETTINGS } from '../manifest';
import type { RememberedLists } from '../model/remembered/rememberedLists';

/** The lists that are remembered on this machine, as other features use them. */
export interface RememberedFeature extends Subscription {
  /** Returns the remembered lists. Their code is loaded with the first list, and no file is read before `read`. */
  readonly lists: () => Promise<RememberedLists>;
  /** Fires after the user has cleared everything that was remembered. */
  readonly onDidClear: Event<void>;
}

/** Remembers loaded lists, and registers the command and the setting that clear them. */
export function registerRemembered(app: App): RememberedFeature {
  const { commands, credentials, onDidLoad, report, settings } = app;
  const cleared = new EventEmitter<void>();
  const opened: { lists?: Promise<RememberedLists> } = {};
  const lists = (): Promise<RememberedLists> =>
    (opened.lists ??= import('./openLists').then(({ openLists }) => openLists(app)));

  /** Runs work that the user doesn't wait for. */
  const inBackground = (work: (remembered: RememberedLists) => unknown): void => {
    lists().then(work).catch(report);
  };
  const subscriptions = Disposable.from(
    cleared,
    onDidLoad((node) => {
      inBackground((remembered) => {
        remembered.record(node);
      });
    }),
    credentials.onDidChange((id) => {
      if (credentials.find(id) === undefined) {
        inBackground((remembered) => remembered.removeCredential(id));
      }
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${PREFIX}.${SETTINGS.rememberLists}`) && !settings.rememberLists()) {
        inBackground((remembered) => remembered.clear());
      }
    }),
    commands.register(COMMANDS_OF.remembered, async () => {
      const remembered = await lists();
      return {
        // Loaded lists stay in the view.
        clearRemembered: async () => {
          await remembered.clear();
          cleared.fire();
          app.acknowledge(l10n.t('Remembered lists cleared'));
        },
      };
    }),
  );
  return {
    lists,
    onDidClear: cleared.event,
    dispose: () => {
      subscriptions.dispose();
      opened.lists?.then((remembered) => {
        remembered.dispose();
      }, report);
    },
  };
}
