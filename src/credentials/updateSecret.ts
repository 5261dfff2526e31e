import { l10n } from 'vscode';
import { secretPrompt } from './addCredential';
import type { Credential } from './credential';
import type { Credentials } from './credentials';
import type { CredentialStore } from './credentialStore';
import { parsePastedSecret } from './pastedKey';
import { askFor } from './quickInput';
import { verifyKeys } from './verifyKeys';

/** Asks for another secret, tries it, and only then puts it in the place of the old one. */
export async function updateSecret(
  credentials: Credentials,
  store: CredentialStore,
  credential: Credential,
): Promise<void> {
  const outcome = await askFor(
    { title: l10n.t('Update Secret of {0}', credential.name), step: 1, totalSteps: 1 },
    {
      prompt: secretPrompt(credential.method),
      password: true,
      check: async (text, signal) => {
        const secret = parsePastedSecret(text, credential.keyId);
        const verified = await verifyKeys(credentials, credential, secret, signal);
        return 'problem' in verified ? verified : { value: secret };
      },
    },
  );
  if (typeof outcome === 'object') {
    await store.replaceSecret(credential, outcome.value);
  }
}
