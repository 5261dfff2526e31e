import { l10n } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';
import { visibleText } from '../text/invisible';
import { checkName } from './credentialName';
import { enterText } from './quickInput';

/** Prompts the user for another name of a credential. */
export async function renameCredential(credential: Credential, store: CredentialStore): Promise<void> {
  const outcome = await enterText(
    { title: l10n.t('Rename {0}', visibleText(credential.name)), step: 1, totalSteps: 1 },
    {
      prompt: l10n.t('New name'),
      placeholder: credential.keyId,
      value: credential.name,
      check: (text) => Promise.resolve(checkName(text, l10n)),
    },
  );
  if (typeof outcome === 'object') {
    await store.rename(credential.id, outcome.value);
  }
}
