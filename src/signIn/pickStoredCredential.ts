import { l10n, window } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';
import { credentialChoice } from '../tree/credentialChoice';
import { chooseFromMenu } from './menu';
import type { Choice } from './quickInput';

/** Returns credentials as choices of a menu. */
export function credentialChoices(credentials: readonly Credential[]): Choice<Credential>[] {
  return credentials.map((credential) => ({ ...credentialChoice(credential), value: credential }));
}

/**
 * Returns the only credential, or prompts the user to select one of several.
 * @returns undefined if there is none, or the user cancels
 */
export async function pickCredential(
  credentials: readonly Credential[],
  title: string,
): Promise<Credential | undefined> {
  const [only, ...others] = credentials;
  if (others.length === 0) {
    return only;
  }
  const outcome = await chooseFromMenu(
    { title, placeholder: l10n.t('Select a credential') },
    credentialChoices(credentials),
  );
  return typeof outcome === 'string' ? undefined : outcome.value;
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
