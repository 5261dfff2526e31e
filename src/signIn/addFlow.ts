import { ATLAS_ORIGIN } from '../atlas/origin';
import type { Environment } from './atlasCliProfiles';
import { originSteps, type OriginState } from './originSteps';
import { checkPastedId } from './checkPastedId';
import { chooseWithNotes, type Conversation } from './conversation';
import { CredentialError, type Credential } from '../credentials/credential';
import { nameOfNew } from './credentialName';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { EnteredSecret, type ImportedKey, type KeyTarget } from './enteredSecret';
import { unusedTerraformVariables } from '../credentials/environment';
import { keepSecret, storeOrOfferSession } from './keepSecret';
import { parsePastedId } from './pastedKey';
import type { Choice } from './quickInput';
import { enterSecret, type SecretState } from './secretStep';
import { visibleText } from '../text/invisible';
import { runWizard, type Step } from './wizard';

/** How to create a key, in MongoDB's documentation: Atlas documents no deep links, and this works for any Atlas. */
const CREATE_KEY = 'https://www.mongodb.com/docs/atlas/configure-api-access/';

interface AddState extends KeyTarget, OriginState, SecretState {
  readonly source: 'manual' | 'atlasCli' | 'environment';
  /** The stored credential with the same key, whose secret is replaced. */
  readonly replaces: Credential | undefined;
  /** Whether the key was pasted with its secret and verified, so that nothing is left to enter. */
  readonly isVerified: boolean;
}

export interface AddFlowOptions {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  /** Path of the Atlas CLI configuration file, which is read only if the user selects it. */
  readonly atlasCliConfig: string;
  readonly hasAtlasCliConfig: boolean;
  readonly environment: Environment;
}

/**
 * Prompts for a credential step by step, verifies it with one request, and stores it. It's named after its organization.
 * The base URL comes before the key, so that it's known what the key is entered for.
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
    isVerified: false,
  };
  const sourceStep: Step<AddState> = (_state, position) =>
    chooseWithNotes(conversation.prompts, position, l10n.t('How do you want to add it?'), sources, notes);
  const state = await runWizard(l10n.t('Add Credential'), initial, (current) => [
    ...(sources.length + notes.length > 1 ? [sourceStep] : []),
    ...(current.source === 'atlasCli' ? [profileStep(conversation, options.atlasCliConfig)] : []),
    ...(current.source === 'manual' ? originSteps(current, conversation) : []),
    keyIdStep(conversation, options.credentials),
    ...(current.isVerified ? [] : [secretStep(conversation, options.credentials)]),
  ]);
  return state === undefined ? undefined : keep(state, conversation, options);
}

/** Stores the key as a new credential, or its secret as the new secret of an existing one. */
function keep(
  state: AddState,
  conversation: Conversation,
  { credentials, store }: AddFlowOptions,
): Promise<Credential | undefined> {
  const { method, origin, keyId, replaces, organization } = state;
  const secret = state.entered?.secretFor(state);
  if (secret === undefined) {
    throw new CredentialError('originMismatch');
  }
  if (replaces !== undefined) {
    return keepSecret(conversation, store, replaces, secret);
  }
  const credential = {
    name: nameOfNew(state, organization, credentials.list()),
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

/** Prompts for the ID of a key. If it's pasted together with its secret, verifies both, which completes the wizard. */
function keyIdStep(conversation: Conversation, credentials: Credentials): Step<AddState> {
  const { prompts, l10n } = conversation;
  return ({ origin, keyId: current }, position) => {
    const { host } = new URL(origin);
    return prompts.enterText<Partial<AddState>>(position, {
      prompt: l10n.t(
        'Client ID of a service account, or public key of an API key. You can paste it with its secret, as in id:secret.',
      ),
      placeholder: 'mdb_sa_id_…:mdb_sa_sk_…',
      value: current,
      conceal: {
        when: (text) => parsePastedId(text).secret !== undefined,
        prompt: l10n.t('ID and secret, hidden. They’re verified with one request to {0}.', host),
      },
      help: { tooltip: l10n.t('Create a Key in Atlas'), page: CREATE_KEY },
      check: async (text, signal) => {
        const checked = checkPastedId(text, origin, credentials.list(), l10n);
        if ('problem' in checked) {
          return checked;
        }
        const { keyId, method, secret, replaces } = checked.value;
        const target = { origin, method, keyId };
        const state = { method, keyId, replaces };
        if (secret === undefined) {
          return { value: state };
        }
        const entered = new EnteredSecret(target, secret);
        if (replaces !== undefined) {
          // The next step asks before the secret of an existing credential is replaced.
          return { value: { ...state, entered } };
        }
        const verified = await conversation.verify(credentials, { name: keyId, ...target }, secret, signal, l10n);
        return 'problem' in verified
          ? verified
          : { value: { ...state, entered, organization: verified.value, isVerified: true } };
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
          visibleText(replaces.name),
        ),
      }),
      value: entered?.secretFor(target) ?? '',
    });
  };
}
