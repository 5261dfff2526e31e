import { l10n } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';
import { visibleText } from '../text/invisible';
import { pickStoredCredential } from './pickStoredCredential';
import { confirm } from './quickInput';

/** Prompts for confirmation, then removes a stored credential with its secret and everything that belongs to it. */
export async function removeCredential(store: CredentialStore, preselected: Credential | undefined): Promise<void> {
  const credential = preselected ?? (await pickStoredCredential(store, l10n.t('Remove Credential')));
  if (credential === undefined) {
    return;
  }
  const question = l10n.t('Remove the credential “{0}”?', visibleText(credential.name));
  const detail = l10n.t('Its secret is deleted from this machine. The key in Atlas isn’t changed.');
  if (await confirm(question, l10n.t('Remove'), detail)) {
    await store.remove(credential.id);
  }
}
