import type { QuickPickItem } from 'vscode';
import type { Credential } from '../credentials/credential';
import { choice, visibleChoice } from '../text/sinks';

/** Returns a credential as a Quick Pick item, with what distinguishes it from others of the same name. */
export function credentialChoice(credential: Credential): QuickPickItem & { readonly credential: Credential } {
  const { name, keyId, origin } = credential;
  return choice({ label: visibleChoice(name), description: visibleChoice(keyId), detail: origin, credential });
}
