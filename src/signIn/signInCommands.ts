import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { commands, l10n } from 'vscode';
import type { App } from '../app';
import type { CommandHandlers } from '../host/commandRegistry';
import { isOrigin } from '../atlas/origin';
import { CredentialError } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { keyPage } from '../credentials/keyPage';
import { VIEW } from '../manifest';
import { credentialOf } from '../model/nodes';
import { fixOf } from '../tree/failureFix';
import { runAddFlow } from './addFlow';
import { addProject } from './addProject';
import { atlasCliConfigPath } from './atlasCliConfigFile';
import { manageCredentials } from './manageCredentials';
import { openPage } from '../host/openPage';
import { pickStoredCredential } from './pickStoredCredential';
import { removeCredential } from './removeCredential';
import { runUpdateFlow } from './updateFlow';
import { conversation } from './vscodeConversation';

/** Returns the commands that add, change, and remove credentials, and that add and remove projects. */
export function signInCommands({
  targets,
  tree,
  view,
  credentials,
  store,
  added,
  acknowledge,
}: App): CommandHandlers<
  | 'addCredential'
  | 'manageCredentials'
  | 'addProject'
  | 'removeProject'
  | 'openKeyPage'
  | 'updateSecret'
  | 'removeCredential'
  | 'openAccessManager'
  | 'openAccessList'
> {
  const atlasCliConfig = atlasCliConfigPath(process.platform, process.env, homedir());
  const stored = (argument: unknown) => {
    const [row] = targets.rows(argument);
    const id = row === undefined ? undefined : credentialOf(row).id;
    return store.list().find((credential) => credential.id === id);
  };
  /** Opens the page in Atlas that fixes a failure: of its row, or by its URL if the failure has no row. */
  const openFix = async (argument: unknown): Promise<void> => {
    const fix = fixOf(targets.rows(argument)[0], tree.rows);
    const page = typeof argument === 'string' ? argument : fix !== undefined && 'page' in fix ? fix.page : undefined;
    if (page !== undefined && isPageOf(credentials, page)) {
      await openPage(page);
    }
  };

  return {
    addCredential: async () => {
      const added = await runAddFlow(conversation, {
        credentials,
        store,
        atlasCliConfig,
        hasAtlasCliConfig: existsSync(atlasCliConfig),
        environment: process.env,
      });
      if (added !== undefined) {
        await commands.executeCommand(`${VIEW}.focus`);
      }
    },
    manageCredentials: () => manageCredentials(credentials, store, acknowledge),
    addProject: async (argument) => {
      const [row] = argument === undefined ? [] : targets.rows(argument);
      await addProject(credentials, added, tree, view, row === undefined ? undefined : credentialOf(row));
    },
    removeProject: async (argument) => {
      const [row] = targets.rows(argument);
      if (row?.kind === 'project') {
        await added.remove(row.parent.credential.id, [row.project.id]);
      }
    },
    openKeyPage: async (argument) => {
      const [row] = targets.rows(argument);
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
        await runUpdateFlow(conversation, { credentials, store, credential });
      }
    },
    removeCredential: (argument) => removeCredential(store, argument === undefined ? undefined : stored(argument)),
    openAccessManager: openFix,
    openAccessList: openFix,
  };
}

/** Returns whether a page belongs to the base URL of one of the credentials; no other page is opened. */
function isPageOf(credentials: Credentials, page: string): boolean {
  return credentials.list().some(({ origin }) => isOrigin(origin) && page.startsWith(`${origin}/`));
}
