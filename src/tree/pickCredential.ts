import { l10n, window } from 'vscode';
import type { Credential } from '../credentials/credential';
import { titleText } from '../text/sinks';
import { credentialChoice } from './credentialChoice';

/**
 * Returns the only credential, or lets the user select one of several.
 * @param title says what the credential is for
 * @returns undefined if there is none, or the user cancels
 */
export async function pickCredential(
  credentials: readonly Credential[],
  title: string,
): Promise<Credential | undefined> {
  const [only, ...others] = credentials;
  if (only === undefined || others.length === 0) {
    return only;
  }
  const picked = await window.showQuickPick(credentials.map(credentialChoice), {
    title: titleText(title),
    placeHolder: l10n.t('Select a credential'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.credential;
}
