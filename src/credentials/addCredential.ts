import { existsSync } from 'node:fs';
import { l10n } from 'vscode';
import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN, parseOrigin, type OriginProblem } from '../atlas/origin';
import { askProfile } from './askProfile';
import type { Credential } from './credential';
import type { Credentials } from './credentials';
import type { CredentialStore } from './credentialStore';
import { checkPastedId } from './checkPastedId';
import { parsePastedSecret } from './pastedKey';
import { askFor, choose, type Outcome, type StepPosition } from './quickInput';
import { verifyKeys } from './verifyKeys';

/** What the steps so far have brought. */
interface Answers {
  source: 'byHand' | 'atlasCli';
  method: AuthenticationMethod;
  /** `other` until the person has named it. */
  origin: string;
  keyId: string;
  secret: string;
  /** The credential that has this key already: its secret is replaced. */
  replaces: Credential | undefined;
  /** The name of the organization that the key belongs to, where it may be read. */
  organization: string | undefined;
  name: string;
}

type Step = (answers: Answers, position: StepPosition) => Promise<Outcome<Partial<Answers>>>;

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
  const offersProfiles = existsSync(atlasCliConfig);
  const answers: Answers = {
    source: 'byHand',
    method: 'serviceAccount',
    origin: ATLAS_ORIGIN,
    keyId: '',
    secret: '',
    replaces: undefined,
    organization: undefined,
    name: '',
  };
  let step = 0;
  for (;;) {
    const steps = [
      ...(offersProfiles ? [askSource] : []),
      ...(answers.source === 'atlasCli' ? profileSteps(atlasCliConfig) : handSteps(answers)),
      ...keySteps(answers, credentials),
    ];
    const ask = steps[step];
    if (ask === undefined) {
      const { method, origin, keyId, secret, name, replaces } = answers;
      if (replaces === undefined) {
        return store.add({ name, origin, method, keyId, secret });
      }
      await store.replaceSecret(replaces, secret);
      return replaces;
    }
    const outcome = await ask(answers, { title: l10n.t('Add Credential'), step: step + 1, totalSteps: steps.length });
    if (outcome === 'cancelled') {
      return undefined;
    }
    if (outcome === 'back') {
      step -= 1;
    } else {
      Object.assign(answers, outcome.value);
      step += 1;
    }
  }
}

const OTHER = 'other';

function handSteps({ origin }: Answers): Step[] {
  const isOther = origin !== ATLAS_ORIGIN && origin !== ATLAS_FOR_GOVERNMENT_ORIGIN;
  return [askMethod, askOrigin, ...(isOther ? [askOtherOrigin] : [])];
}

function profileSteps(atlasCliConfig: string): Step[] {
  return [(_answers, position) => askProfile(atlasCliConfig, position)];
}

function keySteps({ replaces }: Answers, credentials: Credentials): Step[] {
  return [
    (answers, position) => askKeyId(answers, position, credentials),
    (answers, position) => askSecret(answers, position, credentials),
    ...(replaces === undefined ? [askName] : []),
  ];
}

const askSource: Step = (_answers, position) =>
  choose<Partial<Answers>>(position, l10n.t('Where is the key?'), [
    { label: l10n.t('Enter It by Hand'), value: { source: 'byHand', secret: '' } },
    {
      label: l10n.t('Atlas CLI Profile'),
      description: l10n.t('copied from the Atlas CLI’s configuration file'),
      value: { source: 'atlasCli' },
    },
  ]);

const askMethod: Step = (_answers, position) =>
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

const askOrigin: Step = (_answers, position) =>
  choose<Partial<Answers>>(position, l10n.t('Which Atlas is the key for? It is sent nowhere else.'), [
    { label: l10n.t('Atlas'), description: new URL(ATLAS_ORIGIN).host, value: { origin: ATLAS_ORIGIN } },
    {
      label: l10n.t('Atlas for Government'),
      description: new URL(ATLAS_FOR_GOVERNMENT_ORIGIN).host,
      value: { origin: ATLAS_FOR_GOVERNMENT_ORIGIN },
    },
    { label: l10n.t('Other…'), description: l10n.t('another https address'), value: { origin: OTHER } },
  ]);

const askOtherOrigin: Step = ({ origin }, position) =>
  askFor<Partial<Answers>>(position, {
    prompt: l10n.t('The origin of the Atlas Administration API: https, a host, and a port if it is not the usual one.'),
    placeholder: ATLAS_ORIGIN,
    value: origin === OTHER ? '' : origin,
    check: (text) => {
      const parsed = parseOrigin(text);
      return Promise.resolve(
        'origin' in parsed ? { value: { origin: parsed.origin } } : { problem: originProblem(parsed.problem) },
      );
    },
  });

function originProblem(problem: OriginProblem): string {
  const texts: Record<OriginProblem, string> = {
    notAUrl: l10n.t('This is not an address. Write it like {0}.', ATLAS_ORIGIN),
    notHttps: l10n.t('Only https, or http to a loopback address: anything else would show the key to the network.'),
    userInfo: l10n.t('An address with a user name or password in it cannot be used.'),
    notOnlyAnOrigin: l10n.t('Leave out everything after the host and port.'),
  };
  return texts[problem];
}

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

const askName: Step = ({ organization, keyId }, position) =>
  askFor<Partial<Answers>>(position, {
    prompt: l10n.t('The key works. What should it be called here?'),
    value: organization ?? keyId,
    check: (text) =>
      Promise.resolve(text === '' ? { problem: l10n.t('It cannot be empty.') } : { value: { name: text } }),
  });
