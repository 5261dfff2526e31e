import { l10n } from 'vscode';
import type { Organization } from '../atlas/models';
import { ATLAS_ORIGIN } from '../atlas/origin';
import { secretPrompt } from './addCredential';
import { originSteps } from './askOrigin';
import type { Credential } from './credential';
import type { Credentials } from './credentials';
import type { CredentialStore } from './credentialStore';
import { keepSecret } from './keepSecret';
import { parsePastedSecret } from './pastedKey';
import { askFor } from './quickInput';
import { verifyKeys } from './verifyKeys';
import { runWizard, type Step } from './wizard';

interface Answers {
  readonly origin: string;
  readonly secret: string;
  /** The organization that the key belongs to there, where it may be read. */
  readonly organization: Organization | undefined;
}

/** Asks for another secret, tries it, and only then puts it in the place of the old one. */
export async function updateSecret(
  credentials: Credentials,
  store: CredentialStore,
  credential: Credential,
): Promise<void> {
  const title = l10n.t('Update Secret of {0}', credential.name);
  const first = { origin: credential.origin, secret: '', organization: undefined };
  const answers = await runWizard<Answers>(title, first, () => [askSecret(credentials, credential)]);
  if (answers !== undefined) {
    await keepSecret(store, credential, answers.secret);
  }
}

/** Asks for another origin and for the secret, and tries it there before it is sent there from then on. */
export async function moveCredential(
  credentials: Credentials,
  store: CredentialStore,
  credential: Credential,
): Promise<void> {
  const title = l10n.t('Move {0} to Another Origin', credential.name);
  const first = { origin: ATLAS_ORIGIN, secret: '', organization: undefined };
  const answers = await runWizard<Answers>(title, first, (known) => [
    ...originSteps(known),
    askSecret(credentials, credential),
  ]);
  if (answers !== undefined) {
    const { origin, secret, organization } = answers;
    await keepSecret(store, credential, secret, {
      origin,
      ...(organization !== undefined && { organizationId: organization.id }),
    });
  }
}

function askSecret(credentials: Credentials, credential: Credential): Step<Answers> {
  return ({ origin }, position) =>
    askFor(position, {
      prompt: secretPrompt(credential.method),
      placeholder: l10n.t('for {0}', new URL(origin).host),
      password: true,
      check: async (text, signal) => {
        const secret = parsePastedSecret(text, credential.keyId);
        const verified = await verifyKeys(credentials, { ...credential, origin }, secret, signal);
        return 'problem' in verified ? verified : { value: { secret, organization: verified.value } };
      },
    });
}
