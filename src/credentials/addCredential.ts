import { existsSync } from 'node:fs';
import { l10n } from 'vscode';
import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import type { Organization } from '../atlas/models';
import { ATLAS_ORIGIN } from '../atlas/origin';
import { originSteps } from './askOrigin';
import { askProfile } from './askProfile';
import type { Credential } from './credential';
import type { Credentials } from './credentials';
import type { CredentialStore } from './credentialStore';
import { checkPastedId } from './checkPastedId';
import { parsePastedSecret } from './pastedKey';
import { keepSecret, storeOrOfferSession } from './keepSecret';
import { askFor, choose, type Choice, type Outcome, type StepPosition } from './quickInput';
import { verifyKeys } from './verifyKeys';
import { runWizard, type Step } from './wizard';

/** What the steps so far have brought. */
interface Answers {
  source: 'byHand' | 'atlasCli' | 'environment';
  method: AuthenticationMethod;
  /** `other` until the person has named it. */
  origin: string;
  keyId: string;
  secret: string;
  /** The credential that has this key already: its secret is replaced. */
  replaces: Credential | undefined;
  /** The organization that the key belongs to, where it may be read. */
  organization: Organization | undefined;
  name: string;
}

/**
 * Asks for a credential step by step, tries it with one request, and stores it.
 * @param atlasCliConfig the Atlas CLI's configuration file, which is read only when its profiles are asked for
 * @returns undefined when the person left, in which case nothing is stored
 */
export async function addCredential(
  credentials: Credentials,
  store: CredentialStore,
  atlasCliConfig: string,
): Promise<Credential | undefined> {
  const sources = sourcesOf(credentials, existsSync(atlasCliConfig));
  const first: Answers = {
    source: 'byHand',
    method: 'serviceAccount',
    origin: ATLAS_ORIGIN,
    keyId: '',
    secret: '',
    replaces: undefined,
    organization: undefined,
    name: '',
  };
  const answers = await runWizard(l10n.t('Add Credential'), first, (known) => [
    ...(sources.length > 1 ? [askSource(sources)] : []),
    ...(known.source === 'atlasCli' ? profileSteps(atlasCliConfig) : []),
    ...(known.source === 'byHand' ? [askMethod, ...originSteps(known)] : []),
    ...keySteps(known, credentials),
  ]);
  return answers === undefined ? undefined : keep(answers, store);
}

function profileSteps(atlasCliConfig: string): Step<Answers>[] {
  return [(_answers, position) => askProfile(atlasCliConfig, position)];
}

function keySteps({ replaces }: Answers, credentials: Credentials): Step<Answers>[] {
  return [
    (answers, position) => askKeyId(answers, position, credentials),
    (answers, position) => askSecret(answers, position, credentials),
    ...(replaces === undefined ? [askName] : []),
  ];
}

/** Keeps what was entered, as a new credential or as the new secret of a known one. */
function keep(answers: Answers, store: CredentialStore): Promise<Credential | undefined> {
  const { method, origin, keyId, secret, name, replaces, organization } = answers;
  if (replaces !== undefined) {
    return keepSecret(store, replaces, secret);
  }
  const known = organization === undefined ? {} : { organizationId: organization.id };
  const credential = { name, origin, method, keyId, secret, ...known };
  return storeOrOfferSession(
    () => store.add(credential),
    () => store.keepForSession(credential),
  );
}

function sourcesOf(credentials: Credentials, offersProfiles: boolean): Choice<Partial<Answers>>[] {
  const environment = credentials.environmentKeys();
  return [
    { label: l10n.t('Enter It by Hand'), value: { source: 'byHand', keyId: '', secret: '' } },
    ...(offersProfiles
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
            value: { source: 'environment' as const, ...environment },
          },
        ]),
  ];
}

const askSource =
  (sources: readonly Choice<Partial<Answers>>[]): Step<Answers> =>
  (_answers, position) =>
    choose(position, l10n.t('Where is the key?'), sources);

const askMethod: Step<Answers> = (_answers, position) =>
  choose<Partial<Answers>>(position, l10n.t('What kind of credential?'), [
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

async function askKeyId(
  { method, origin, keyId }: Answers,
  position: StepPosition,
  credentials: Credentials,
): Promise<Outcome<Partial<Answers>>> {
  const isKey = method === 'apiKey';
  return askFor<Partial<Answers>>(position, {
    prompt: isKey ? l10n.t('The public key of the API key') : l10n.t('The client ID of the service account'),
    placeholder: isKey ? 'zmmrboas' : 'mdb_sa_id_…',
    value: keyId,
    check: (text) => Promise.resolve(checkPastedId(text, method, origin, credentials.list())),
  });
}

async function askSecret(
  { method, origin, keyId, secret: known, replaces }: Answers,
  position: StepPosition,
  credentials: Credentials,
): Promise<Outcome<Partial<Answers>>> {
  return askFor<Partial<Answers>>(position, {
    prompt:
      replaces === undefined
        ? secretPrompt(method)
        : l10n.t(
            'This key has already been added, as “{0}”. Enter tries the secret and replaces the old one.',
            replaces.name,
          ),
    password: true,
    value: known,
    check: async (text, signal) => {
      const secret = parsePastedSecret(text, keyId);
      const verified = await verifyKeys(credentials, { name: keyId, origin, method, keyId }, secret, signal);
      return 'problem' in verified ? verified : { value: { secret, organization: verified.value } };
    },
  });
}

/** What to ask a secret of this kind with. */
export function secretPrompt(method: AuthenticationMethod): string {
  return method === 'apiKey'
    ? l10n.t('The private key. Enter tries it with one request; it is kept in this machine’s keyring.')
    : l10n.t('The client secret. Enter tries it with one request; it is kept in this machine’s keyring.');
}

const askName: Step<Answers> = ({ organization, keyId }, position) =>
  askFor<Partial<Answers>>(position, {
    prompt: l10n.t('The key works. What should it be called here?'),
    value: organization?.name ?? keyId,
    check: (text) =>
      Promise.resolve(text === '' ? { problem: l10n.t('It cannot be empty.') } : { value: { name: text } }),
  });
