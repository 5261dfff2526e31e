import type { Organization } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import { checkPastedSecret } from './checkPastedId';
import type { Conversation } from './conversation';
import { EnteredSecret, type KeyTarget } from './enteredSecret';
import type { Outcome, Question, StepPosition } from './quickInput';

/** The part of a wizard's state that its secret step sets. */
export interface SecretState {
  /** The secret with what it was entered for, which may differ from the rest of the state. */
  readonly entered: EnteredSecret | undefined;
  /** The organization that the key belongs to; undefined if the key can't read it. */
  readonly organization: Organization | undefined;
}

/** Prompts the user for the secret of a key, until one request has verified it. */
export function enterSecret(
  { prompts, l10n, verify }: Conversation,
  credentials: Credentials,
  { name, origin, method, keyId }: KeyTarget & { readonly name: string },
  position: StepPosition,
  question: Partial<Pick<Question<SecretState>, 'prompt' | 'placeholder' | 'value'>>,
): Promise<Outcome<SecretState>> {
  const target = { origin, method, keyId };
  return prompts.enterText<SecretState>(position, {
    prompt:
      method === 'apiKey'
        ? l10n.t('Private key. It’s verified with one request, then stored in the system keyring.')
        : l10n.t('Client secret. It’s verified with one request, then stored in the system keyring.'),
    ...question,
    password: true,
    check: async (text, signal) => {
      const secret = checkPastedSecret(text, keyId, l10n);
      if ('problem' in secret) {
        return secret;
      }
      const verified = await verify(credentials, { name, ...target }, secret.value, signal, l10n);
      return 'problem' in verified
        ? verified
        : { value: { entered: new EnteredSecret(target, secret.value), organization: verified.value } };
    },
  });
}
