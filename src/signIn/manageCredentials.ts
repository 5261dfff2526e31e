import { l10n } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { visibleText } from '../text/invisible';
import { chooseFromMenu } from './menu';
import { credentialChoices } from './pickStoredCredential';
import type { Choice } from './quickInput';
import { removeCredential } from './removeCredential';
import { renameCredential } from './renameCredential';
import { showAccess } from './showAccess';
import { runBaseUrlFlow, runUpdateFlow } from './updateFlow';
import { conversation } from './vscodeConversation';

export interface ManageOptions {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly acknowledge: Acknowledge;
}

/** @returns whether the user clicked Back; anything else ends the menu */
type Action = () => Promise<unknown>;

/** Prompts the user to select a credential and an action for it. Back leads from each list to the one before. */
export async function manageCredentials(options: ManageOptions): Promise<void> {
  for (;;) {
    const chosen = await chooseFromMenu(
      { title: l10n.t('Manage Credentials'), placeholder: l10n.t('Select a credential') },
      credentialChoices(options.credentials.list()),
    );
    if (typeof chosen === 'string' || !(await manageOne(chosen.value, options))) {
      return;
    }
  }
}

/** @returns whether the user clicked Back */
async function manageOne(credential: Credential, options: ManageOptions): Promise<boolean> {
  for (;;) {
    const chosen = await chooseFromMenu(
      { title: visibleText(credential.name), placeholder: l10n.t('Select an action'), hasBack: true },
      actionsFor(credential, options),
    );
    if (typeof chosen === 'string') {
      return chosen === 'back';
    }
    if ((await chosen.value()) !== true) {
      return false;
    }
  }
}

function actionsFor(credential: Credential, { credentials, store, acknowledge }: ManageOptions): Choice<Action>[] {
  const check: Choice<Action> = {
    icon: 'eye',
    label: l10n.t('Check Access'),
    value: () => showAccess(credential, credentials, acknowledge, true),
  };
  const remove: Choice<Action> = {
    icon: 'trash',
    label: l10n.t('Remove…'),
    value: () => removeCredential(store, credential),
  };
  if (credential.source === 'unreadable') {
    return [{ ...remove, description: l10n.t('Requires a newer version of this extension') }];
  }
  if (credential.source === 'environment') {
    return [{ ...check, description: l10n.t('Defined by environment variables') }];
  }
  return [
    check,
    { icon: 'edit', label: l10n.t('Rename…'), value: () => renameCredential(credential, store) },
    {
      icon: 'key',
      label: l10n.t('Update Secret…'),
      value: () => runUpdateFlow(conversation, { credentials, store, credential }),
    },
    {
      icon: 'globe',
      label: l10n.t('Change Base URL…'),
      description: credential.origin,
      value: () => runBaseUrlFlow(conversation, { credentials, store, credential }),
    },
    remove,
  ];
}
