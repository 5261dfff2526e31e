import { l10n, window } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';
import { visibleText } from '../text/visibleText';
import { pickStoredCredential } from './pickStoredCredential';
import { notificationText } from '../text/sinks';

/** Removes one of the stored credentials after a question: its secret, what is known of it, and a token that is alive. */
export async function removeCredential(store: CredentialStore, preselected: Credential | undefined): Promise<void> {
  const credential = preselected ?? (await pickStoredCredential(store, l10n.t('Remove Credential')));
  if (credential === undefined) {
    return;
  }
  const remove = l10n.t('Remove');
  const answer = await window.showWarningMessage(
    notificationText(l10n.t('Remove the credential “{0}”?', visibleText(credential.name))),
    {
      modal: true,
      detail: l10n.t('Its secret is deleted from this machine. In Atlas, the key stays as it is.'),
    },
    remove,
  );
  if (answer === remove) {
    await store.remove(credential.id);
  }
}
