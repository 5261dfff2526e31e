import { l10n, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import * as v from 'valibot';
import { Credentials } from './credentials/credentials';
import type { Subscription } from './credentials/credentialSecrets';
import { CredentialStore } from './credentials/credentialStore';
import { environmentCredential } from './credentials/environment';
import { requestLog } from './host/log';
import { PREFIX, SETTINGS } from './manifest';
import { addedProjects, type AddedProjects } from './model/addedProjects';
import { Organizations } from './model/organizations';
import { PinnedProjects } from './model/pinnedProjects';
import { Acknowledgements, type Acknowledge } from './host/acknowledgements';
import { logUnexpected } from './host/reportErrors';
import { readSettings, type Settings } from './host/settings';

const Manifest = v.object({ version: v.string() });

/** Holds what every feature uses: credentials, added and pinned projects, settings, and the log. */
export interface Core extends Subscription {
  readonly context: Pick<ExtensionContext, 'extensionUri' | 'globalState' | 'globalStorageUri'>;
  readonly channel: LogOutputChannel;
  readonly settings: Settings;
  readonly store: CredentialStore;
  readonly credentials: Credentials;
  readonly added: AddedProjects;
  readonly pinned: PinnedProjects;
  readonly organizations: Organizations;
  readonly acknowledge: Acknowledge;
  /** Logs an error that no row shows. */
  readonly report: (error: unknown) => void;
  /** Calls `listener` when the API version setting changes. */
  readonly onDidChangeApiVersion: (listener: () => void) => Subscription;
}

/** Creates the core. Sends no request. */
export function createCore({
  secrets,
  globalState,
  globalStorageUri,
  extension,
  extensionUri,
}: ExtensionContext): Core {
  const channel = window.createOutputChannel(l10n.t('Atlas Export Buckets'), { log: true });
  const report = (error: unknown): void => {
    logUnexpected(channel, error);
  };
  const settings = readSettings();
  const log = requestLog(channel);
  const userAgent = `atlas-export-buckets/${v.parse(Manifest, extension.packageJSON).version}`;
  const store = new CredentialStore(secrets, globalState);
  const credentials = new Credentials(
    store,
    environmentCredential(process.env, l10n.t('Environment')),
    async (origin, keys) => {
      const [{ AtlasClient }, { default: fetch }] = await Promise.all([import('./atlas/client'), import('node-fetch')]);
      return new AtlasClient({ origin, keys, fetch, log, userAgent, settings });
    },
    report,
  );
  const added = addedProjects(globalState);
  const pinned = new PinnedProjects(globalState);
  const acknowledgements = new Acknowledgements();

  /** Loads the changes that other windows have stored. */
  const loadChanges = (): void => {
    pinned.refresh();
    added.refresh();
    store.refresh().catch(report);
  };
  loadChanges();
  const focus = window.onDidChangeWindowState(({ focused }) => {
    if (focused) {
      loadChanges();
    }
  });
  return {
    context: { extensionUri, globalState, globalStorageUri },
    channel,
    settings,
    store,
    credentials,
    added,
    pinned,
    organizations: new Organizations(credentials),
    acknowledge: acknowledgements.acknowledge,
    report,
    onDidChangeApiVersion: (listener) =>
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${PREFIX}.${SETTINGS.apiVersion}`)) {
          listener();
        }
      }),
    dispose: () => {
      for (const part of [focus, store, credentials, added, pinned, acknowledgements, channel]) {
        part.dispose();
      }
    },
  };
}
