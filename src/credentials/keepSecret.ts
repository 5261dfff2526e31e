import { l10n, window } from 'vscode';
import { CredentialError, moved, type Credential, type Place } from './credential';
import type { CredentialStore } from './credentialStore';

/**
 * Stores a credential; where no keyring keeps it, says so and offers to keep it as long as the window is open.
 * @returns undefined when the person wants neither
 */
export async function storeOrOfferSession<T>(store: () => Promise<T>, keepForSession: () => T): Promise<T | undefined> {
  try {
    return await store();
  } catch (error) {
    if (!(error instanceof CredentialError) || error.problem !== 'notKept') {
      throw error;
    }
    const keep = l10n.t('Keep for This Session');
    const answer = await window.showWarningMessage(
      l10n.t('This machine has no keyring that keeps the secret. Keep it only as long as this window is open?'),
      { modal: true },
      keep,
    );
    return answer === keep ? keepForSession() : undefined;
  }
}

/** Puts another secret, for another place if one is named, in the place of a credential's. */
export function keepSecret(
  store: CredentialStore,
  credential: Credential,
  secret: string,
  place: Place = credential,
): Promise<Credential | undefined> {
  return storeOrOfferSession(
    async () => {
      await store.replaceSecret(credential, secret, place);
      return credential;
    },
    () => store.keepForSession({ ...moved(credential, place), secret }, credential.id),
  );
}
