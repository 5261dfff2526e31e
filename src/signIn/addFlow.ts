import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import type { Organization } from '../atlas/models';
import { ATLAS_ORIGIN } from '../atlas/origin';
import { originSteps, type OriginAnswer } from './askOrigin';
import { checkPastedId, checkPastedSecret } from './checkPastedId';
import { chooseOrRead, type Conversation } from './conversation';
import { CredentialError, type Credential } from '../credentials/credential';
import { checkName, cleanName } from './credentialName';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { EnteredSecret, type KeyTarget } from './enteredSecret';
import { unusedTerraformVariables } from '../credentials/environment';
import { keepSecret, storeOrOfferSession } from './keepSecret';
import type { Choice, Outcome, StepPosition } from './quickInput';
import { secretPrompt } from './secretPrompt';
import { runWizard, type Step } from './wizard';

/** What the steps so far have brought. */
interface Answers extends KeyTarget, OriginAnswer {
  source: 'byHand' | 'atlasCli' | 'environment';
  method: AuthenticationMethod;
  origin: string;
  keyId: string;
  /** Whatever it was entered for; only `secretFor` decides whether that is what the other answers say. */
  entered: EnteredSecret | undefined;
  /** The credential that has this key already: its secret is replaced. */
  replaces: Credential | undefined;
  /** The organization that the key belongs to, where it may be read. */
  organization: Organization | undefined;
  name: string;
}

export interface AddFlowOptions {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  /** The Atlas CLI's configuration file, which is read only when its profiles are requested. */
  readonly atlasCliConfig: string;
  readonly hasAtlasCliConfig: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Asks for a credential step by step, tries it with one request, and stores it.
 * @returns undefined when the user left, in which case nothing is stored
 */
export async function runAddFlow(conversation: Conversation, options: AddFlowOptions): Promise<Credential | undefined> {
  const { l10n } = conversation;
  const sources = sourcesOf(l10n, options);
  const notes = notesOf(l10n, options);
  const first: Answers = {
    source: 'byHand',
    method: 'serviceAccount',
    origin: ATLAS_ORIGIN,
    isOther: false,
    keyId: '',
    entered: undefined,
    replaces: undefined,
    organization: undefined,
    name: '',
  };
  const askSource: Step<Answers> = (_answers, position) =>
    chooseOrRead(conversation.ask, position, l10n.t('Where is the key?'), sources, notes);
  const answers = await runWizard(l10n.t('Add Credential'), first, (known) => [
    ...(sources.length + notes.length > 1 ? [askSource] : []),
    ...(known.source === 'atlasCli' ? [profileStep(conversation, options.atlasCliConfig)] : []),
    ...(known.source === 'byHand' ? [methodStep(conversation), ...originSteps(known, conversation)] : []),
    keyIdStep(conversation, options.credentials),
    secretStep(conversation, options.credentials),
    ...(known.replaces === undefined ? [nameStep(conversation)] : []),
  ]);
  return answers === undefined ? undefined : keep(answers, conversation, options.store);
}

/** Keeps what was entered, as a new credential or as the new secret of a known one. */
function keep(answers: Answers, conversation: Conversation, store: CredentialStore): Promise<Credential | undefined> {
  const { method, origin, keyId, name, replaces, organization } = answers;
  const secret = answers.entered?.secretFor(answers);
  if (secret === undefined) {
    throw new CredentialError('originMismatch');
  }
  if (replaces !== undefined) {
    return keepSecret(conversation, store, replaces, secret);
  }
  const known = organization === undefined ? {} : { organizationId: organization.id };
  const credential = { name, origin, method, keyId, secret, ...known };
  return storeOrOfferSession(
    conversation,
    () => store.add(credential),
    () => store.keepForSession(credential),
  );
}

function sourcesOf(
  l10n: Conversation['l10n'],
  { credentials, hasAtlasCliConfig }: AddFlowOptions,
): Choice<Partial<Answers>>[] {
  const environment = credentials.environmentKeys();
  return [
    { label: l10n.t('Enter It by Hand'), value: { source: 'byHand', keyId: '', entered: undefined } },
    ...(hasAtlasCliConfig
      ? [
          {
            label: l10n.t('Atlas CLI Profile'),
            description: l10n.t('copied from the Atlas CLI’s configuration file'),
            value: { source: 'atlasCli' as const },
          },
        ]
      : []),
    ...(environment === undefined
      ? []
      : [
          {
            label: l10n.t('Environment'),
            description: l10n.t('copied from the MONGODB_ATLAS_… variables, and kept when they are gone'),
            value: { source: 'environment' as const, ...importedAnswers(environment) },
          },
        ]),
  ];
}

/** What is set for other tools, and not used here: the user looks for it in this list. */
function notesOf(l10n: Conversation['l10n'], { environment }: AddFlowOptions): Choice<undefined>[] {
  const unused = unusedTerraformVariables(environment);
  return unused.length === 0
    ? []
    : [
        {
          icon: 'info',
          label: unused.join(', '),
          description: l10n.t('not used'),
          detail: l10n.t(
            'These are Terraform’s variables: its configuration says which Atlas the key is for. Enter the key manually, or set the Atlas CLI’s variables.',
          ),
          value: undefined,
        },
      ];
}

function importedAnswers({
  secret,
  ...target
}: KeyTarget & { readonly secret: string }): Pick<Answers, 'method' | 'origin' | 'keyId' | 'entered'> {
  return { ...target, entered: secret === '' ? undefined : new EnteredSecret(target, secret) };
}

function profileStep({ chooseProfile }: Conversation, file: string): Step<Answers> {
  return async (_answers, position) => {
    const outcome = await chooseProfile(file, position);
    return typeof outcome === 'string' ? outcome : { value: importedAnswers(outcome.value) };
  };
}

function methodStep({ ask, l10n }: Conversation): Step<Answers> {
  return (_answers, position) =>
    ask.choose<Partial<Answers>>(position, l10n.t('What kind of credential?'), [
      {
        label: l10n.t('Service Account'),
        description: l10n.t('recommended'),
        detail: l10n.t('A client ID and a client secret'),
        value: { method: 'serviceAccount' },
      },
      {
        label: l10n.t('API Key'),
        detail: l10n.t('A public and a private key'),
        value: { method: 'apiKey' },
      },
    ]);
}

function keyIdStep({ ask, l10n }: Conversation, credentials: Credentials): Step<Answers> {
  return ({ method, origin, keyId: known }, position) => {
    const isKey = method === 'apiKey';
    return ask.askFor<Partial<Answers>>(position, {
      prompt: isKey ? l10n.t('The public key of the API key') : l10n.t('The client ID of the service account'),
      placeholder: isKey ? 'zmmrboas' : 'mdb_sa_id_…',
      value: known,
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

function secretStep({ ask, l10n, verify }: Conversation, credentials: Credentials): Step<Answers> {
  return (answers: Answers, position: StepPosition): Promise<Outcome<Partial<Answers>>> => {
    const { method, origin, keyId, entered, replaces } = answers;
    const target = { method, origin, keyId };
    return ask.askFor<Partial<Answers>>(position, {
      prompt:
        replaces === undefined
          ? secretPrompt(method, l10n)
          : l10n.t(
              'This key has already been added, as “{0}”. Enter tries the secret and replaces the old one.',
              replaces.name,
            ),
      password: true,
      value: entered?.secretFor(target) ?? '',
      check: async (text, signal) => {
        const secret = checkPastedSecret(text, keyId, l10n);
        if ('problem' in secret) {
          return secret;
        }
        const verified = await verify(credentials, { name: keyId, ...target }, secret.value, signal);
        return 'problem' in verified
          ? verified
          : { value: { entered: new EnteredSecret(target, secret.value), organization: verified.value } };
      },
    });
  };
}

function nameStep({ ask, l10n }: Conversation): Step<Answers> {
  return ({ organization, keyId }, position) =>
    ask.askFor<Partial<Answers>>(position, {
      prompt: l10n.t('The key works. What should it be called here?'),
      value: cleanName(organization?.name ?? keyId),
      check: (text) => {
        const checked = checkName(text, l10n);
        return Promise.resolve('problem' in checked ? checked : { value: { name: checked.value } });
      },
    });
}
