import type { Conversation } from './conversation';
import { CredentialError, withLocation, type Credential, type AtlasLocation } from '../credentials/credential';
import type { CredentialStore } from '../credentials/credentialStore';

/**
 * Stores a credential. If the system keyring is unavailable or doesn't respond, offers to keep the secret until the
 * window closes.
 * @returns undefined if the user declines
 */
export async function storeOrOfferSession<T>(
  { prompts, l10n }: Pick<Conversation, 'prompts' | 'l10n'>,
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
        ? l10n.t('No system keyring is available. Keep the secret in memory until this window closes?')
        : l10n.t('The system keyring doesn’t respond. Keep the secret in memory until this window closes?');
    return (await prompts.confirm(question, l10n.t('Keep for This Session'))) ? keepForSession() : undefined;
  }
}

/** Replaces the secret of a credential, and its base URL and organization if a new `place` is given. */
export function keepSecret(
  conversation: Pick<Conversation, 'prompts' | 'l10n'>,
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
