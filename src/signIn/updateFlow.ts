import { ATLAS_ORIGIN, isOrigin } from '../atlas/origin';
import { originSteps, type OriginState } from './originSteps';
import type { Conversation } from './conversation';
import { CredentialError, type Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { keepSecret } from './keepSecret';
import { enterSecret, type SecretState } from './secretStep';
import { visibleText } from '../text/invisible';
import { runWizard, type Step } from './wizard';

interface UpdateState extends OriginState, SecretState {}

export interface UpdateFlowOptions {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly credential: Credential;
}

/**
 * Prompts for a new secret and verifies it before it replaces the old one. If the credential's base URL can't be used,
 * it prompts for another base URL first.
 */
export async function runUpdateFlow(conversation: Conversation, options: UpdateFlowOptions): Promise<void> {
  const { store, credential } = options;
  if (!isOrigin(credential.origin)) {
    await runBaseUrlFlow(conversation, options);
    return;
  }
  const title = conversation.l10n.t('Update Secret of {0}', visibleText(credential.name));
  const state = await runWizard(title, initialState(credential.origin), () => [secretStep(conversation, options)]);
  if (state !== undefined) {
    await keepSecret(conversation, store, credential, secretIn(state, credential));
  }
}

/** Prompts for another base URL and for the secret, and verifies both before they replace the old ones. */
export async function runBaseUrlFlow(conversation: Conversation, options: UpdateFlowOptions): Promise<void> {
  const { store, credential } = options;
  const title = conversation.l10n.t('Change Base URL of {0}', visibleText(credential.name));
  const state = await runWizard(title, initialState(ATLAS_ORIGIN), (current) => [
    ...originSteps(current, conversation),
    secretStep(conversation, options),
  ]);
  if (state !== undefined) {
    const { origin, organization } = state;
    await keepSecret(conversation, store, credential, secretIn(state, credential), {
      origin,
      ...(organization !== undefined && { organizationId: organization.id }),
    });
  }
}

function initialState(origin: string): UpdateState {
  return { origin, isCustom: false, entered: undefined, organization: undefined };
}

function secretIn({ origin, entered }: UpdateState, { method, keyId }: Credential): string {
  const secret = entered?.secretFor({ origin, method, keyId });
  if (secret === undefined) {
    throw new CredentialError('originMismatch');
  }
  return secret;
}

function secretStep(conversation: Conversation, { credentials, credential }: UpdateFlowOptions): Step<UpdateState> {
  return ({ origin }, position) =>
    enterSecret(conversation, credentials, { ...credential, origin }, position, {
      placeholder: conversation.l10n.t('Secret for {0}', new URL(origin).host),
    });
}
