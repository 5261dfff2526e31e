import { l10n, window } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';
import { credentialChoice } from '../tree/credentialChoice';
import { pickCredential } from '../tree/pickCredential';
import type { Choice } from './quickInput';

/** Returns credentials as choices of a menu. */
export function credentialChoices(credentials: readonly Credential[]): Choice<Credential>[] {
  return credentials.map((credential) => ({ ...credentialChoice(credential), value: credential }));
}

/**
 * Returns the only stored credential, or prompts the user to select one of several.
 * @param isOffered returns whether a credential can be selected
 * @returns undefined, after a notification, if no credential is stored; undefined if the user cancels
 */
export async function pickStoredCredential(
  store: CredentialStore,
  title: string,
  isOffered: (credential: Credential) => boolean = () => true,
): Promise<Credential | undefined> {
  const stored = store.list().filter(isOffered);
  if (stored.length === 0) {
    void window.showInformationMessage(
      l10n.t('No credential is stored. To change the one from the environment, change its variables.'),
    );
    return undefined;
  }
  return pickCredential(stored, title);
}
