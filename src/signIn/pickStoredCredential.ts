import { l10n, window } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';
import { credentialChoice } from '../tree/credentialChoice';
import { titleText } from '../text/sinks';

/**
 * Asks for one of the credentials that are stored here, where there are several; says so where there is none.
 * @param isOffered whether a credential can be chosen
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
      l10n.t('No credential is stored here. One from the environment is changed by its variables.'),
    );
    return undefined;
  }
  if (others.length === 0) {
    return only;
  }
  const picked = await window.showQuickPick(stored.map(credentialChoice), {
    title: titleText(title),
    placeHolder: l10n.t('Which credential?'),
  });
  return picked?.credential;
}
