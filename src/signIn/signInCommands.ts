import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { commands, l10n } from 'vscode';
import type { App } from '../app';
import type { CommandHandlers } from '../host/commandRegistry';
import { isOrigin } from '../atlas/origin';
import { CredentialError } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { keyPage } from '../credentials/keyPage';
import { VIEW, type CommandOf } from '../manifest';
import { credentialOf } from '../model/nodes';
import { fixOf } from '../tree/failureFix';
import { runAddFlow } from './addFlow';
import { visibleText } from '../text/invisible';
import { addProject } from './addProject';
import { atlasCliConfigPath } from './atlasCliConfigFile';
import { isChangeable } from './changeable';
import { manageCredentials } from './manageCredentials';
import { openPage } from '../host/openPage';
import { pickStoredCredential } from './pickStoredCredential';
import { pickCredential } from '../tree/pickCredential';
import { removeCredential } from './removeCredential';
import { removeProject } from './removeProject';
import { renameCredential } from './renameCredential';
import { revealCredential } from './revealCredential';
import { showAccess } from './showAccess';
import { runBaseUrlFlow, runUpdateFlow } from './updateFlow';
import { conversation } from './vscodeConversation';

/** Returns the commands that add, change, and remove credentials, and that add and remove projects. */
export function signInCommands(app: App): CommandHandlers<CommandOf<'signIn'>> {
  const { targets, credentials, store, acknowledge } = app;
  const atlasCliConfig = atlasCliConfigPath(process.platform, process.env, homedir());
  /** Returns the credential of the row that a command was called on or that is selected. */
  const credentialOfRow = (argument: unknown) => {
    const [row] = targets.rows(argument);
    return row === undefined ? undefined : credentials.find(credentialOf(row).id);
  };
  const stored = (argument: unknown) => {
    const id = credentialOfRow(argument)?.id;
    return store.list().find((credential) => credential.id === id);
  };
  /** Opens the page in Atlas that fixes a failure: of its row, or by its URL if the failure has no row. */
  const openFix = async (argument: unknown): Promise<void> => {
    const fix = fixOf(targets.rows(argument)[0], app.tree.rows);
    const page = typeof argument === 'string' ? argument : fix !== undefined && 'page' in fix ? fix.page : undefined;
    if (page !== undefined && isPageOf(credentials, page)) {
      await openPage(page);
    }
  };
  /** Returns the stored credential that a command changes, from a row or from a list. */
  const pickChangeable = async (argument: unknown, title: string) => {
    const credential = stored(argument) ?? (await pickStoredCredential(store, title, isChangeable));
    if (credential?.source === 'unreadable') {
      throw new CredentialError('newerVersion');
    }
    return credential;
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
        acknowledge(l10n.t('Added credential {0}', visibleText(added.name)));
        await commands.executeCommand(`${VIEW}.focus`);
        await revealCredential(app, added);
      }
    },
    manageCredentials: () => manageCredentials({ credentials, store, acknowledge }),
    checkAccess: async (argument) => {
      const credential =
        credentialOfRow(argument) ??
        (await pickCredential(
          credentials.list().filter(({ source }) => source !== 'unreadable'),
          l10n.t('Check Access'),
        ));
      if (credential !== undefined) {
        await showAccess(credential, credentials, acknowledge);
      }
    },
    renameCredential: async (argument) => {
      const credential = await pickChangeable(argument, l10n.t('Rename Credential'));
      if (credential !== undefined) {
        await renameCredential(credential, store);
      }
    },
    changeBaseUrl: async (argument) => {
      const credential = await pickChangeable(argument, l10n.t('Change Base URL'));
      if (credential !== undefined) {
        await runBaseUrlFlow(conversation, { credentials, store, credential });
      }
    },
    // From the view's title, VS Code passes the focused row, which has nothing to do with the project.
    addProject: () => addProject(app, undefined),
    addProjectTo: async (argument) => {
      const credential = credentialOfRow(argument);
      if (credential !== undefined) {
        await addProject(app, credential);
      }
    },
    removeProject: async (argument) => {
      const [row] = targets.rows(argument);
      if (row?.kind === 'project') {
        await removeProject(app, row);
      }
    },
    openKeyPage: async (argument) => {
      const [only, ...others] = credentials.list();
      const credential = credentialOfRow(argument) ?? (others.length === 0 ? only : undefined);
      if (credential !== undefined && isOrigin(credential.origin)) {
        await openPage(keyPage(credential));
      }
    },
    updateSecret: async (argument) => {
      const credential = await pickChangeable(argument, l10n.t('Update Secret'));
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
