import { l10n, window } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';
import { credentialChoice } from '../tree/credentialChoice';
import { titleText } from '../text/sinks';

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
  const [only, ...others] = stored;
  if (only === undefined) {
    void window.showInformationMessage(
      l10n.t('No credential is stored. To change the one from the environment, change its variables.'),
    );
    return undefined;
  }
  if (others.length === 0) {
    return only;
  }
  const picked = await window.showQuickPick(stored.map(credentialChoice), {
    title: titleText(title),
    placeHolder: l10n.t('Select a credential'),
  });
  return picked?.credential;
}
