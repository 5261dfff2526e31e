import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { runMoveFlow, runUpdateFlow } from './updateFlow';
import { conversation } from './vscodeConversation';

/** Asks for another secret, tries it, and only then replaces the old one. */
export function updateSecret(credentials: Credentials, store: CredentialStore, credential: Credential): Promise<void> {
  return runUpdateFlow(conversation, { credentials, store, credential });
}

/** Asks for another base URL and for the secret, and tries it there before it is sent there from then on. */
export function moveCredential(
  credentials: Credentials,
  store: CredentialStore,
  credential: Credential,
): Promise<void> {
  return runMoveFlow(conversation, { credentials, store, credential });
}
