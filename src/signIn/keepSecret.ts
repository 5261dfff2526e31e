import type { Conversation } from './conversation';
import { CredentialError, withLocation, type Credential, type AtlasLocation } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';

/**
 * Stores a credential; where no keyring keeps it or responds, says so and offers to keep it as long as the window is open.
 * @returns undefined when the user wants neither
 */
export async function storeOrOfferSession<T>(
  { ask, l10n }: Pick<Conversation, 'ask' | 'l10n'>,
  store: () => Promise<T>,
  keepForSession: () => T,
): Promise<T | undefined> {
  try {
    return await store();
  } catch (error) {
    const problem = error instanceof CredentialError ? error.problem : undefined;
    if (problem !== 'notStored' && problem !== 'keyringTimeout') {
      throw error;
    }
    const question =
      problem === 'notStored'
        ? l10n.t('This machine has no keyring that keeps the secret. Keep it only as long as this window is open?')
        : l10n.t('The system keyring doesn’t respond. Keep the secret in memory until this window closes?');
    return (await ask.confirm(question, l10n.t('Keep for This Session'))) ? keepForSession() : undefined;
  }
}

/** Puts another secret, for another place if one is named, in the place of a credential's. */
export function keepSecret(
  conversation: Pick<Conversation, 'ask' | 'l10n'>,
  store: CredentialStore,
  credential: Credential,
  secret: string,
  place: AtlasLocation = credential,
): Promise<Credential | undefined> {
  return storeOrOfferSession(
    conversation,
    async () => {
      await store.replaceSecret(credential, secret, place);
      return credential;
    },
    () => store.keepForSession({ ...withLocation(credential, place), secret }, credential.id),
  );
}
