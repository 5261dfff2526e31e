import { commands, l10n, MarkdownString, window, workspace, type ExtensionContext } from 'vscode';
import * as v from 'valibot';
import { Acknowledgements } from './acknowledgements';
import { providerName, type Project } from './atlas/models';
import { registerCommands } from './commands';
import { createOverview } from './overview/createOverview';
import { LastEditor } from './copyAs/lastEditor';
import { Organizations } from './model/organizations';
import { PinnedProjects } from './model/pinnedProjects';
import { Credentials } from './credentials/credentials';
import { CredentialStore } from './credentials/credentialStore';
import { environmentCredential } from './credentials/environment';
import { RememberedProjects } from './model/addedProjects';
import { DetailsPanels } from './details/detailsPanels';
import { ExportBucketDocuments } from './documents/exportBucketDocuments';
import { RawResponses } from './documents/rawResponses';
import {
  COMMANDS,
  DETAILS,
  FILTERED,
  OVERVIEW,
  PREFIX,
  RAW_SCHEME,
  SCHEME,
  SETTINGS,
  SORTABLE,
  STATE,
  VIEW,
} from './manifest';
import { requestLog } from './log';
import { logUnexpected } from './reportErrors';
import { readSettings } from './settings';
import { Arrangements } from './tree/arrangements';
import { credentialNode, exportBucketNodeId } from './model/nodes';
import { ProjectsTree } from './tree/projectsTree';
import { ViewMessage } from './tree/viewMessage';
import { visibleText } from './text/visibleText';
import { joined } from './text/wording';
import { plainText } from './text/sinks';
import { collationLocale, uiLanguage } from './uiLanguage';

const Manifest = v.object({ version: v.string() });

/** Builds everything and ties it together; asks nothing of the network. */
export function activate({ secrets, globalState, subscriptions, extension, extensionUri }: ExtensionContext): void {
  const channel = window.createOutputChannel(l10n.t('Atlas Export Buckets'), { log: true });
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
    (error) => {
      logUnexpected(channel, error);
    },
  );
  const remembered = new RememberedProjects(globalState);
  const pinned = new PinnedProjects(globalState);
  const organizations = new Organizations(credentials);
  const arrangements = new Arrangements(pinned, collationLocale());
  const tree = new ProjectsTree(credentials, arrangements, {
    pageSize: () => settings.pageSize(),
    rememberedProjects: (credentialId) => remembered.of(credentialId),
    report: (failure) => {
      logUnexpected(channel, failure);
    },
  });
  const view = window.createTreeView(VIEW, { treeDataProvider: tree, canSelectMany: true, showCollapseAll: true });
  const message = new ViewMessage(view);
  const documents = new ExportBucketDocuments(credentials, ({ credentialId, projectId, exportBucketId }) => {
    const row = tree.rows.find({ id: exportBucketNodeId(credentialId, projectId, exportBucketId) });
    return row?.kind === 'exportBucket' ? row.bucket : undefined;
  });

  const rawResponses = new RawResponses(credentials);
  const readOnly = {
    isReadonly: new MarkdownString(l10n.t('This is what Atlas answers; it cannot be changed here.')),
    isCaseSensitive: true,
  };

  const acknowledgements = new Acknowledgements();
  const { acknowledge } = acknowledgements;
  const details = new DetailsPanels({
    acknowledge,
    extensionUri,
    credentials,
    language: uiLanguage(),
    report: (failure) => {
      logUnexpected(channel, failure);
    },
    act: (action, row) => {
      void commands.executeCommand(COMMANDS[action], row);
    },
  });

  const overview = createOverview({
    extensionUri,
    tree,
    arrangements,
    view,
    credentials,
    organizations,
    language: uiLanguage(),
    report: (failure) => {
      logUnexpected(channel, failure);
    },
  });

  const lastEditor = new LastEditor();

  const lookForChanges = (): void => {
    pinned.refresh();
    remembered.refresh();
    store.refresh().catch((error: unknown) => {
      logUnexpected(channel, error);
    });
  };

  /** Brings what is kept of pinned and added projects up to date. */
  const updateProjects = (credentialId: string, loaded: readonly Project[]): void => {
    Promise.all([pinned.update(credentialId, loaded), remembered.update(credentialId, loaded)]).catch(
      (error: unknown) => {
        logUnexpected(channel, error);
      },
    );
  };

  const showState = (): void => {
    const [first, ...others] = credentials.list();
    const readOnly = first?.source === 'environment' ? l10n.t('read-only') : '';
    view.description = others.length === 0 ? plainText(joined([visibleText(first?.name ?? ''), readOnly])) : '';
    void commands.executeCommand('setContext', STATE, first === undefined ? 'signedOut' : 'ready');
  };
  showState();

  const showFilter = (): void => {
    const providers = [...(arrangements.providers ?? [])].map((cloudProvider) => providerName({ cloudProvider }));
    message.show(
      'filter',
      providers.length === 0
        ? ''
        : l10n.t('Only export buckets of {0} are shown. “Clear Filter” in the title shows all.', providers.join(', ')),
    );
    void commands.executeCommand('setContext', FILTERED, providers.length > 0);
  };
  const showSortable = (): void => {
    const isSortable = credentials.list().some((credential) => tree.rows.isComplete(credentialNode(credential)));
    void commands.executeCommand('setContext', SORTABLE, isSortable);
  };

  subscriptions.push(
    channel,
    store,
    credentials,
    tree,
    view,
    workspace.registerFileSystemProvider(SCHEME, documents, readOnly),
    workspace.registerFileSystemProvider(RAW_SCHEME, rawResponses, readOnly),
    registerCommands({
      tree,
      view,
      message,
      credentials,
      store,
      remembered,
      pinned,
      arrangements,
      organizations,
      overview,
      documents,
      details,
      rawResponses,
      pageSize: () => settings.pageSize(),
      lastEditor,
      acknowledge,
      channel,
    }),
    acknowledgements,
    lastEditor,
    details,
    window.registerWebviewPanelSerializer(DETAILS, details),
    remembered,
    pinned,
    pinned.onDidChange((id) => {
      tree.showRemembered(id);
    }),
    overview,
    window.registerWebviewPanelSerializer(OVERVIEW, overview),
    tree.onDidChangeTreeData(() => {
      overview.changed();
    }),
    arrangements.onDidChange(showFilter),
    tree.onDidReadList(showSortable),
    tree.onDidReadList((parent) => {
      if (parent.kind === 'credential') {
        updateProjects(parent.credential.id, tree.rows.listedProjects(parent));
      }
    }),
    remembered.onDidChange((id) => {
      updateProjects(id, remembered.of(id));
      tree.showRemembered(id);
    }),
    credentials.onDidChange((id, what) => {
      const credential = credentials.find(id);
      if (credential !== undefined && what === 'name') {
        showState();
        tree.renamed(credential);
        return;
      }
      if (credential === undefined) {
        void remembered.forget(id);
        void pinned.forget(id);
      }
      showState();
      tree.forget(id);
      showSortable();
      documents.refreshOpen();
      rawResponses.refreshOpen();
      details.credentialChanged(id);
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        lookForChanges();
      }
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${PREFIX}.${SETTINGS.apiVersion}`)) {
        void tree.refreshAll();
        documents.refreshOpen();
        rawResponses.refreshOpen();
        details.refreshAll();
      }
    }),
  );
  lookForChanges();
}
