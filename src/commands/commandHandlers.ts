import { homedir } from 'node:os';
import { commands, window, type LogOutputChannel, type TreeView } from 'vscode';
import type { Acknowledge } from '../acknowledgements';
import { isOrigin } from '../atlas/origin';
import { atlasCliConfigPath } from '../signIn/atlasCliProfiles';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import type { RememberedProjects } from '../model/addedProjects';
import type { Organizations } from '../model/organizations';
import type { DetailsPanels } from '../details/detailsPanels';
import type { PinnedProjects } from '../model/pinnedProjects';
import type { ExportBucketDocuments } from '../documents/exportBucketDocuments';
import type { RawResponses } from '../documents/rawResponses';
import { PREVIEW, VIEW, type COMMANDS } from '../manifest';
import type { OverviewPanels } from '../overview/overviewPanels';
import type { Arrangements } from '../tree/arrangements';
import { projectOf, type ExportBucketNode, type ParentNode, type ProjectNode, type TreeNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import type { ViewMessage } from '../tree/viewMessage';
import { arrangeCommands } from '../tree/arrangeCommands';
import { credentialCommands } from '../signIn/credentialCommands';
import { copyBucketIds, copyIds, copyProjectIds } from '../copyAs/copyIds';
import { exportList } from '../bucketList/saveBucketList';
import { findExportBucket } from '../find/findExportBucket';
import type { LastEditor } from '../copyAs/lastEditor';
import { LoadAll } from '../tree/loadAllCommand';
import { loadMore } from '../tree/loadMore';
import { openJson } from '../documents/openJson';
import { openPage } from '../openPage';
import { pickExportBucket, pickProject } from '../tree/pickExportBucket';
import { pickExportScopes } from '../bucketList/pickExportScopes';
import { openConsole, referenceCommands } from '../copyAs/referenceCommands';
import { showOtherRawPage, showRawResponse } from '../documents/showRawResponse';
import { targetRows } from '../tree/targets';

export interface CommandDependencies {
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly message: ViewMessage;
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly remembered: RememberedProjects;
  readonly pinned: PinnedProjects;
  readonly arrangements: Arrangements;
  readonly organizations: Organizations;
  readonly overview: OverviewPanels;
  readonly documents: ExportBucketDocuments;
  readonly details: DetailsPanels;
  readonly rawResponses: RawResponses;
  /** Rows of a page, 1 to 500. */
  readonly pageSize: () => number;
  readonly lastEditor: LastEditor;
  readonly acknowledge: Acknowledge;
  readonly channel: LogOutputChannel;
}

/** Arguments are unknown: anybody may run a command with anything. */
type Handler = (argument: unknown, all: unknown) => unknown;

export interface CommandHandlers {
  /** By the names of `COMMANDS`. */
  readonly byName: ReadonlyMap<string, Handler>;
  /** Ends what they have begun. */
  dispose(): void;
}

/** The table of commands. */
export function commandHandlers({
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
  pageSize,
  lastEditor,
  acknowledge,
  channel,
}: CommandDependencies): CommandHandlers {
  const rows = (argument: unknown, all: unknown): TreeNode[] => targetRows(tree, view, argument, all, details);
  const oneBucket = async (argument: unknown, all: unknown): Promise<ExportBucketNode | undefined> => {
    const selected = rows(argument, all);
    const bucket = selected.find((row) => row.kind === 'exportBucket');
    return bucket ?? (await pickExportBucket(tree, credentials.list(), projectIn(selected)));
  };
  const atlasCliConfig = atlasCliConfigPath(process.platform, process.env, homedir());
  const loadAll = new LoadAll(tree, message, acknowledge);

  const handlers: Record<keyof typeof COMMANDS, Handler> = {
    ...credentialCommands({ rows, tree, view, credentials, store, remembered, atlasCliConfig, acknowledge }),
    refresh: () => {
      loadAll.clear();
      organizations.expire();
      return inView(() => tree.refreshAll());
    },
    refreshNode: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'project' || row?.kind === 'credential') {
        await inView(() => tree.refresh(row));
      }
    },
    loadMore: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'loadMore') {
        await loadMore(tree, view, row);
      }
    },
    find: async () => {
      await findExportBucket({
        tree,
        view,
        remembered,
        open: (node) => details.open(node),
        copyId: (node) => copyBucketIds([node], acknowledge),
        acknowledge,
        openConsole,
      });
    },
    loadAll: async (argument, all) => {
      const scopes = rows(argument, all).filter(hasList);
      if (scopes.length > 0) {
        await loadAll.run(scopes);
      }
    },
    loadEverything: () => loadAll.run(tree.rows.roots()),
    stopLoading: () => {
      loadAll.stop();
    },
    retry: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'failure') {
        await tree.retry(row.parent);
      }
    },
    copyBucketId: async (argument, all) => {
      const selected = rows(argument, all);
      const buckets = selected.filter((row) => row.kind === 'exportBucket');
      const picked =
        buckets.length > 0 ? undefined : await pickExportBucket(tree, credentials.list(), projectIn(selected));
      await copyBucketIds(picked === undefined ? buckets : [picked], acknowledge);
    },
    copyProjectId: async (argument, all) => {
      const selected = rows(argument, all).filter((row) => row.kind === 'project' || row.kind === 'exportBucket');
      const picked = selected.length > 0 ? undefined : await pickProject(tree, credentials.list());
      await copyProjectIds(picked === undefined ? selected : [picked], acknowledge);
    },
    copySelectedIds: (argument, all) =>
      copyIds(
        rows(argument, all).filter((row) => row.kind === 'project' || row.kind === 'exportBucket'),
        acknowledge,
      ),
    openDetails: async (argument, all) => {
      const chosen = await oneBucket(argument, all);
      if (chosen !== undefined && all === PREVIEW) {
        await details.preview(chosen);
      } else if (chosen !== undefined) {
        await details.open(chosen);
      }
    },
    openJson: async (argument, all) => {
      const chosen = await oneBucket(argument, all);
      if (chosen !== undefined) {
        await openJson(documents, chosen);
      }
    },
    ...referenceCommands({
      rows,
      pickBucket: (selected) => pickExportBucket(tree, credentials.list(), projectIn(selected)),
      pickProject: () => pickProject(tree, credentials.list()),
      lastEditor,
      documents,
      acknowledge,
    }),
    showRawResponse: async (argument, all) => {
      const project = projectIn(rows(argument, all)) ?? (await pickProject(tree, credentials.list()));
      if (project !== undefined) {
        await showRawResponse(rawResponses, project, pageSize());
      }
    },
    nextRawPage: (editor) => showOtherRawPage(rawResponses, editor, 1),
    previousRawPage: (editor) => showOtherRawPage(rawResponses, editor, -1),
    openAtlas: async (page) => {
      if (typeof page === 'string' && isPageOf(credentials, page)) {
        await openPage(page);
      }
    },
    ...arrangeCommands({ tree, pinned, arrangements, credentials, rows }),
    exportList: async (argument, all) => {
      const scopes = parents(rows(argument, all));
      if (scopes.length > 0) {
        await exportList(tree, organizations, scopes, arrangements.providers);
      }
    },
    exportAll: async () => {
      const scopes = await pickExportScopes(credentials.list(), parents(rows(undefined, undefined)));
      if (scopes !== undefined) {
        await exportList(tree, organizations, scopes, arrangements.providers);
      }
    },
    showOverview: () => overview.show(),
    openSettings: async (query) => {
      if (typeof query === 'string') {
        await commands.executeCommand('workbench.action.openSettings', query);
      }
    },
    showLog: () => {
      channel.show();
    },
  };
  return {
    byName: new Map(Object.entries(handlers)),
    dispose: () => {
      loadAll.dispose();
    },
  };
}

/** The rows that have a list below them. */
function parents(rows: readonly TreeNode[]): ParentNode[] {
  return rows.filter((row) => row.kind === 'project' || row.kind === 'credential');
}

/** Whether a row has a list below it, or is about one. */
function hasList(row: TreeNode): row is Exclude<TreeNode, ExportBucketNode> {
  return row.kind !== 'exportBucket';
}

/** The project that the selected rows are or are in, if it is one. */
function projectIn(rows: readonly TreeNode[]): ProjectNode | undefined {
  const [project, ...others] = new Set(rows.map(projectOf));
  return others.length === 0 ? project : undefined;
}

/** Shows a bar in the view as long as something is under way. */
async function inView(work: () => Promise<void>): Promise<void> {
  await window.withProgress({ location: { viewId: VIEW } }, work);
}

/** Only pages of an Atlas that a credential belongs to are opened. */
function isPageOf(credentials: Credentials, page: string): boolean {
  return credentials.list().some(({ origin }) => isOrigin(origin) && page.startsWith(`${origin}/`));
}
