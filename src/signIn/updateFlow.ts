import type { Organization } from '../atlas/models';
import { ATLAS_ORIGIN, isOrigin } from '../atlas/origin';
import { originSteps, type OriginAnswer } from './askOrigin';
import { checkPastedSecret } from './checkPastedId';
import type { Conversation } from './conversation';
import { CredentialError, type Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { EnteredSecret } from './enteredSecret';
import { keepSecret } from './keepSecret';
import { secretPrompt } from './secretPrompt';
import { runWizard, type Step } from './wizard';

interface Answers extends OriginAnswer {
  readonly entered: EnteredSecret | undefined;
  /** The organization that the key belongs to there, where it may be read. */
  readonly organization: Organization | undefined;
}

export interface UpdateFlowOptions {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly credential: Credential;
}

/**
 * Asks for another secret, tries it, and only then replaces the old one. A credential whose base URL can't be used
 * needs another one first.
 */
export async function runUpdateFlow(conversation: Conversation, options: UpdateFlowOptions): Promise<void> {
  const { credentials, store, credential } = options;
  if (!isOrigin(credential.origin)) {
    await runMoveFlow(conversation, options);
    return;
  }
  const title = conversation.l10n.t('Update Secret of {0}', credential.name);
  const first = { origin: credential.origin, isOther: false, entered: undefined, organization: undefined };
  const answers = await runWizard<Answers>(title, first, () => [secretStep(conversation, credentials, credential)]);
  if (answers !== undefined) {
    await keepSecret(conversation, store, credential, secretIn(answers, credential));
  }
}

/** Asks for another base URL and for the secret, and tries it there before it is sent there from then on. */
export async function runMoveFlow(
  conversation: Conversation,
  { credentials, store, credential }: UpdateFlowOptions,
): Promise<void> {
  const title = conversation.l10n.t('Move {0} to Another Origin', credential.name);
  const first = { origin: ATLAS_ORIGIN, isOther: false, entered: undefined, organization: undefined };
  const answers = await runWizard<Answers>(title, first, (known) => [
    ...originSteps(known, conversation),
    secretStep(conversation, credentials, credential),
  ]);
  if (answers !== undefined) {
    const { origin, organization } = answers;
    await keepSecret(conversation, store, credential, secretIn(answers, credential), {
      origin,
      ...(organization !== undefined && { organizationId: organization.id }),
    });
  }
}

function secretIn({ origin, entered }: Answers, { method, keyId }: Credential): string {
  const secret = entered?.secretFor({ origin, method, keyId });
  if (secret === undefined) {
    throw new CredentialError('originMismatch');
  }
  return secret;
}

function secretStep(
  { ask, l10n, verify }: Conversation,
  credentials: Credentials,
  credential: Credential,
): Step<Answers> {
  const { method, keyId } = credential;
  return ({ origin }, position) =>
    ask.askFor<Partial<Answers>>(position, {
      prompt: secretPrompt(method, l10n),
      placeholder: l10n.t('for {0}', new URL(origin).host),
      password: true,
      check: async (text, signal) => {
        const secret = checkPastedSecret(text, keyId, l10n);
        if ('problem' in secret) {
          return secret;
        }
        const verified = await verify(credentials, { ...credential, origin }, secret.value, signal);
        return 'problem' in verified
          ? verified
          : {
              value: {
                entered: new EnteredSecret({ origin, method, keyId }, secret.value),
                organization: verified.value,
              },
            };
      },
    });
}
