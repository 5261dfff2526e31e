import { commands, Disposable, env, Uri, type LogOutputChannel, type TreeView } from 'vscode';
import { addCredential } from '../credentials/addCredential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { updateSecret } from '../credentials/updateSecret';
import type { COMMANDS } from '../ids';
import { VIEW } from '../ids';
import { reportErrors } from '../reportErrors';
import { credentialOf, type TreeNode } from '../tree/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { copyBucketIds, copyIds, copyProjectIds } from './copyIds';
import { loadMore } from './loadMore';
import { openDetails } from './openDetails';
import { pickExportBucket, pickProject } from './pickExportBucket';
import { removeCredential } from './removeCredential';
import { targetRows } from './targets';

export interface CommandDependencies {
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly channel: LogOutputChannel;
}

/** The table of commands. Arguments are unknown: anybody may run a command with anything. */
export function registerCommands({ tree, view, credentials, store, channel }: CommandDependencies): Disposable {
  const rows = (argument: unknown, all: unknown): TreeNode[] => targetRows(tree, view, argument, all);
  const stored = (argument: unknown) => {
    const [row] = rows(argument, undefined);
    const id = row === undefined ? undefined : credentialOf(row).id;
    return store.list().find((credential) => credential.id === id);
  };

  const handlers: Record<keyof typeof COMMANDS, (argument: unknown, all: unknown) => unknown> = {
    addCredential: async () => {
      if ((await addCredential(credentials, store)) !== undefined) {
        await commands.executeCommand(`${VIEW}.focus`);
      }
    },
    updateSecret: async (argument) => {
      const credential = stored(argument) ?? store.list()[0];
      if (credential !== undefined) {
        await updateSecret(credentials, store, credential);
      }
    },
    removeCredential: (argument) => removeCredential(store, argument === undefined ? undefined : stored(argument)),
    refresh: () => tree.refreshAll(),
    refreshNode: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'project' || row?.kind === 'credential') {
        await tree.refresh(row);
      }
    },
    loadMore: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'loadMore') {
        await loadMore(tree, view, row);
      }
    },
    retry: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'failure') {
        await tree.loadNext(row.parent);
      }
    },
    copyBucketId: async (argument, all) => {
      const buckets = rows(argument, all).filter((row) => row.kind === 'exportBucket');
      const picked = buckets.length > 0 ? undefined : await pickExportBucket(tree, credentials.list());
      await copyBucketIds(picked === undefined ? buckets : [picked]);
    },
    copyProjectId: async (argument, all) => {
      const selected = rows(argument, all).filter((row) => row.kind === 'project' || row.kind === 'exportBucket');
      const picked = selected.length > 0 ? undefined : await pickProject(tree, credentials.list());
      await copyProjectIds(picked === undefined ? selected : [picked]);
    },
    copySelectedIds: (argument, all) =>
      copyIds(rows(argument, all).filter((row) => row.kind === 'project' || row.kind === 'exportBucket')),
    openDetails: async (argument, all) => {
      const [bucket] = rows(argument, all).filter((row) => row.kind === 'exportBucket');
      const chosen = bucket ?? (await pickExportBucket(tree, credentials.list()));
      if (chosen !== undefined) {
        await openDetails(chosen);
      }
    },
    openAtlas: async (page) => {
      if (typeof page === 'string' && isPageOf(credentials, page)) {
        await env.openExternal(Uri.parse(page, true));
      }
    },
    openSettings: async (query) => {
      if (typeof query === 'string') {
        await commands.executeCommand('workbench.action.openSettings', query);
      }
    },
    showLog: () => {
      channel.show();
    },
  };
  return Disposable.from(
    ...Object.entries(handlers).map(([name, handler]) =>
      commands.registerCommand(`atlasExportBuckets.${name}`, reportErrors(channel, handler)),
    ),
  );
}

/** Only pages of an Atlas that a credential belongs to are opened. */
function isPageOf(credentials: Credentials, page: string): boolean {
  const { origin } = URL.canParse(page) ? new URL(page) : { origin: '' };
  return credentials.list().some((credential) => credential.origin === origin);
}
