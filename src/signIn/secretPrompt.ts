import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import type { FailureContext } from '../failures/failure';

/** What to ask a secret of this kind with. */
export function secretPrompt(method: AuthenticationMethod, l10n: FailureContext['l10n']): string {
  return method === 'apiKey'
    ? l10n.t('The private key. Enter tries it with one request; it is kept in this machine’s keyring.')
    : l10n.t('The client secret. Enter tries it with one request; it is kept in this machine’s keyring.');
}
