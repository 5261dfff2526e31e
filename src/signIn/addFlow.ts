import { ATLAS_ORIGIN } from '../atlas/origin';
import { originSteps, type OriginState } from './originSteps';
import { checkPastedId } from './checkPastedId';
import { chooseWithNotes, type Conversation } from './conversation';
import { CredentialError, type Credential } from '../credentials/credential';
import { checkName, cleanName } from './credentialName';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { EnteredSecret, type ImportedKey, type KeyTarget } from './enteredSecret';
import { unusedTerraformVariables } from '../credentials/environment';
import { keepSecret, storeOrOfferSession } from './keepSecret';
import type { Choice } from './quickInput';
import { enterSecret, type SecretState } from './secretStep';
import { runWizard, type Step } from './wizard';

interface AddState extends KeyTarget, OriginState, SecretState {
  readonly source: 'manual' | 'atlasCli' | 'environment';
  /** The stored credential with the same key, whose secret is replaced. */
  readonly replaces: Credential | undefined;
  readonly name: string;
}

export interface AddFlowOptions {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  /** Path of the Atlas CLI configuration file, which is read only if the user selects it. */
  readonly atlasCliConfig: string;
  readonly hasAtlasCliConfig: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Prompts for a credential step by step, verifies it with one request, and stores it.
 * @returns undefined if the user cancels, in which case nothing is stored
 */
export async function runAddFlow(conversation: Conversation, options: AddFlowOptions): Promise<Credential | undefined> {
  const { l10n } = conversation;
  const sources = sourcesOf(l10n, options);
  const notes = notesOf(l10n, options);
  const initial: AddState = {
    source: 'manual',
    method: 'serviceAccount',
    origin: ATLAS_ORIGIN,
    isCustom: false,
    keyId: '',
    entered: undefined,
    replaces: undefined,
    organization: undefined,
    name: '',
  };
  const sourceStep: Step<AddState> = (_state, position) =>
    chooseWithNotes(conversation.prompts, position, l10n.t('How do you want to add it?'), sources, notes);
  const state = await runWizard(l10n.t('Add Credential'), initial, (current) => [
    ...(sources.length + notes.length > 1 ? [sourceStep] : []),
    ...(current.source === 'atlasCli' ? [profileStep(conversation, options.atlasCliConfig)] : []),
    ...(current.source === 'manual' ? [methodStep(conversation), ...originSteps(current, conversation)] : []),
    keyIdStep(conversation, options.credentials),
    secretStep(conversation, options.credentials),
    ...(current.replaces === undefined ? [nameStep(conversation)] : []),
  ]);
  return state === undefined ? undefined : keep(state, conversation, options.store);
}

/** Stores the key as a new credential, or its secret as the new secret of an existing one. */
function keep(state: AddState, conversation: Conversation, store: CredentialStore): Promise<Credential | undefined> {
  const { method, origin, keyId, name, replaces, organization } = state;
  const secret = state.entered?.secretFor(state);
  if (secret === undefined) {
    throw new CredentialError('originMismatch');
  }
  if (replaces !== undefined) {
    return keepSecret(conversation, store, replaces, secret);
  }
  const credential = {
    name,
    origin,
    method,
    keyId,
    secret,
    ...(organization !== undefined && { organizationId: organization.id }),
  };
  return storeOrOfferSession(
    conversation,
    () => store.add(credential),
    () => store.keepForSession(credential),
  );
}

function sourcesOf(
  l10n: Conversation['l10n'],
  { credentials, hasAtlasCliConfig }: AddFlowOptions,
): Choice<Partial<AddState>>[] {
  const environment = credentials.environmentKeys();
  return [
    { label: l10n.t('Enter Manually'), value: { source: 'manual', keyId: '', entered: undefined } },
    ...(hasAtlasCliConfig
      ? [
          {
            label: l10n.t('Atlas CLI Profile'),
            description: l10n.t('Copy from the Atlas CLI configuration file'),
            value: { source: 'atlasCli' as const },
          },
        ]
      : []),
    ...(environment === undefined
      ? []
      : [
          {
            label: l10n.t('Environment'),
            description: l10n.t('Copy from MONGODB_ATLAS_* variables into secret storage'),
            value: { source: 'environment' as const, ...stateOf(environment) },
          },
        ]),
  ];
}

/** Returns a note about variables that are set but not used, because users expect them in this list. */
function notesOf(l10n: Conversation['l10n'], { environment }: AddFlowOptions): Choice<undefined>[] {
  const unused = unusedTerraformVariables(environment);
  return unused.length === 0
    ? []
    : [
        {
          icon: 'info',
          label: unused.join(', '),
          description: l10n.t('Not used'),
          detail: l10n.t(
            'These variables are for Terraform, whose configuration says which Atlas the key is for. Enter the key manually, or set the Atlas CLI variables.',
          ),
          value: undefined,
        },
      ];
}

function stateOf({ secret, ...target }: ImportedKey): KeyTarget & Pick<SecretState, 'entered'> {
  return { ...target, entered: secret === '' ? undefined : new EnteredSecret(target, secret) };
}

function profileStep({ chooseProfile }: Conversation, file: string): Step<AddState> {
  return async (_state, position) => {
    const outcome = await chooseProfile(file, position);
    return typeof outcome === 'string' ? outcome : { value: stateOf(outcome.value) };
  };
}

function methodStep({ prompts, l10n }: Conversation): Step<AddState> {
  return (_state, position) =>
    prompts.choose<Partial<AddState>>(position, l10n.t('Select the credential type'), [
      {
        label: l10n.t('Service Account'),
        description: l10n.t('Recommended'),
        detail: l10n.t('Client ID and client secret'),
        value: { method: 'serviceAccount' },
      },
      {
        label: l10n.t('API Key'),
        detail: l10n.t('Public key and private key'),
        value: { method: 'apiKey' },
      },
    ]);
}

function keyIdStep({ prompts, l10n }: Conversation, credentials: Credentials): Step<AddState> {
  return ({ method, origin, keyId: current }, position) => {
    const isKey = method === 'apiKey';
    return prompts.enterText<Partial<AddState>>(position, {
      prompt: isKey ? l10n.t('Public key of the API key') : l10n.t('Client ID of the service account'),
      placeholder: isKey ? 'zmmrboas' : 'mdb_sa_id_…',
      value: current,
      check: (text) => {
        const checked = checkPastedId(text, method, origin, credentials.list(), l10n);
        if ('problem' in checked) {
          return Promise.resolve(checked);
        }
        const { keyId, secret, replaces } = checked.value;
        const pasted = secret === undefined ? {} : { entered: new EnteredSecret({ method, origin, keyId }, secret) };
        return Promise.resolve({ value: { keyId, replaces, ...pasted } });
      },
    });
  };
}

function secretStep(conversation: Conversation, credentials: Credentials): Step<AddState> {
  return ({ method, origin, keyId, entered, replaces }, position) => {
    const target = { method, origin, keyId };
    return enterSecret(conversation, credentials, { name: keyId, ...target }, position, {
      ...(replaces !== undefined && {
        prompt: conversation.l10n.t(
          'This key has already been added as “{0}”. Enter its new secret. It’s verified with one request before it replaces the old one.',
          replaces.name,
        ),
      }),
      value: entered?.secretFor(target) ?? '',
    });
  };
}

function nameStep({ prompts, l10n }: Conversation): Step<AddState> {
  return ({ organization, keyId }, position) =>
    prompts.enterText<Partial<AddState>>(position, {
      prompt: l10n.t('Verified. Name this credential'),
      value: cleanName(organization?.name ?? keyId),
      check: (text) => {
        const checked = checkName(text, l10n);
        return Promise.resolve('problem' in checked ? checked : { value: { name: checked.value } });
      },
    });
}
