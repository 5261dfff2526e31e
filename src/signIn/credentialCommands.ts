import { commands, l10n, type TreeView } from 'vscode';
import type { Acknowledge } from '../acknowledgements';
import { isOrigin } from '../atlas/origin';
import { addCredential } from './addCredential';
import { CredentialError } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { keyPage } from '../credentials/keyPage';
import type { RememberedProjects } from '../model/addedProjects';
import { updateSecret } from './updateSecret';
import { VIEW, type COMMANDS } from '../manifest';
import { credentialOf, type TreeNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { addProject } from './addProject';
import { manageCredentials } from './manageCredentials';
import { openPage } from '../openPage';
import { pickStoredCredential } from './pickStoredCredential';
import { removeCredential } from './removeCredential';

export interface CredentialCommandsOptions {
  /** The rows that a command is about. */
  readonly rows: (argument: unknown, all: unknown) => TreeNode[];
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly remembered: RememberedProjects;
  readonly atlasCliConfig: string;
  readonly acknowledge: Acknowledge;
}

type CredentialCommand = Extract<
  keyof typeof COMMANDS,
  | 'addCredential'
  | 'manageCredentials'
  | 'addProject'
  | 'removeProject'
  | 'openKeyPage'
  | 'updateSecret'
  | 'removeCredential'
>;

/** The commands that change which credentials there are, and which projects they see. */
export function credentialCommands({
  rows,
  tree,
  view,
  credentials,
  store,
  remembered,
  atlasCliConfig,
  acknowledge,
}: CredentialCommandsOptions): Record<CredentialCommand, (argument: unknown) => unknown> {
  const stored = (argument: unknown) => {
    const [row] = rows(argument, undefined);
    const id = row === undefined ? undefined : credentialOf(row).id;
    return store.list().find((credential) => credential.id === id);
  };

  return {
    addCredential: async () => {
      if ((await addCredential(credentials, store, atlasCliConfig)) !== undefined) {
        await commands.executeCommand(`${VIEW}.focus`);
      }
    },
    manageCredentials: () => manageCredentials(credentials, store, acknowledge),
    addProject: async (argument) => {
      const [row] = argument === undefined ? [] : rows(argument, undefined);
      await addProject(credentials, remembered, tree, view, row === undefined ? undefined : credentialOf(row));
    },
    removeProject: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'project') {
        await remembered.remove(row.parent.credential.id, row.project.id);
      }
    },
    openKeyPage: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row !== undefined && isOrigin(credentialOf(row).origin)) {
        await openPage(keyPage(credentialOf(row)));
      }
    },
    updateSecret: async (argument) => {
      const credential =
        stored(argument) ??
        (await pickStoredCredential(store, l10n.t('Update Secret'), ({ source }) => source !== 'unreadable'));
      if (credential?.source === 'unreadable') {
        throw new CredentialError('newerVersion');
      }
      if (credential !== undefined) {
        await updateSecret(credentials, store, credential);
      }
    },
    removeCredential: (argument) => removeCredential(store, argument === undefined ? undefined : stored(argument)),
  };
}
