import type { QuickPickItem } from 'vscode';
import type { Credential } from '../credentials/credential';
import { choice, visibleChoice } from '../text/sinks';

/** A credential in a list to pick from, with what tells it from another of the same name. */
export function credentialChoice(credential: Credential): QuickPickItem & { readonly credential: Credential } {
  const { name, keyId, origin } = credential;
  return choice({ label: visibleChoice(name), description: visibleChoice(keyId), detail: origin, credential });
}
