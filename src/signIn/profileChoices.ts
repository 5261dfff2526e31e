import { originProblem } from './askOrigin';
import {
  importableProfiles,
  type AtlasCliProfile,
  type ImportableProfiles,
  type UnusedProfile,
} from './atlasCliProfiles';
import { chooseOrRead, type Ask, type Conversation } from './conversation';
import type { ImportedProfile } from './importedProfile';
import type { Choice, Outcome, StepPosition } from './quickInput';
import { isKeyId, isSecret } from '../credentials/usableKeys';

type L10n = Conversation['l10n'];

export interface ProfileSource {
  /** The Atlas CLI's configuration file. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the Atlas CLI's configuration file and lets the user choose one of its profiles, as a copy. Profiles that can't
 * be copied are listed below the others, each with the reason.
 * @returns `back` when there is none to choose from
 */
export async function chooseProfile(
  { file, environment }: ProfileSource,
  position: StepPosition,
  { ask, l10n }: { readonly ask: Pick<Ask, 'choose'>; readonly l10n: L10n },
): Promise<Outcome<ImportedProfile>> {
  const read = await importableProfiles(file, environment);
  const rows = 'profiles' in read ? read.profiles.map((profile) => rowOf(profile, l10n)) : [];
  const choices = rows.filter((row): row is Choice<ImportedProfile> => row.value !== undefined);
  const refused = rows.filter((row): row is Choice<undefined> => row.value === undefined);
  const notes =
    rows.length > 0 ? refused : [{ icon: 'warning', label: reasonOf(read, l10n), detail: file, value: undefined }];
  const prompt =
    choices.length > 0
      ? l10n.t('Which profile? It is copied; the Atlas CLI’s file stays as it is.')
      : l10n.t('Nothing can be copied from the Atlas CLI.');
  return chooseOrRead(ask, position, prompt, choices, notes);
}

function reasonOf(read: ImportableProfiles, l10n: L10n): string {
  if ('profiles' in read) {
    return l10n.t('The file has no profiles');
  }
  return read.problem === 'unreadable'
    ? l10n.t('The file cannot be read')
    : l10n.t('The file is broken in line {0}, column {1}', read.problem.line, read.problem.column);
}

function rowOf(profile: AtlasCliProfile, l10n: L10n): Choice<ImportedProfile> | Choice<undefined> {
  const { name, method, unused = 'noKey', origin, keyId = '', secret = '', organizationId, projectId } = profile;
  const refused = (detail: string): Choice<undefined> => ({
    icon: 'warning',
    label: name,
    description: l10n.t('can’t be copied'),
    detail,
    value: undefined,
  });
  if (method === undefined) {
    return refused(unusedReason(unused, l10n));
  }
  if ('problem' in origin) {
    return refused(l10n.t('Its base URL can’t be used. {0}', originProblem(origin.problem, l10n)));
  }
  if ((keyId !== '' && !isKeyId(keyId)) || (secret !== '' && !isSecret(secret))) {
    return refused(l10n.t('Its key contains a space, an invisible character or a letter that no key has.'));
  }
  const kind = method === 'apiKey' ? l10n.t('API key') : l10n.t('Service account');
  const details = [
    ...(organizationId === undefined ? [] : [l10n.t('organization {0}', organizationId)]),
    ...(projectId === undefined ? [] : [l10n.t('project {0}', projectId)]),
    ...(secret === '' ? [l10n.t('the secret is in the keyring and will be asked for')] : []),
  ];
  return {
    label: name,
    description: `${kind} · ${new URL(origin.origin).host}`,
    detail: details.join(' · '),
    value: { method, origin: origin.origin, keyId, secret },
  };
}

function unusedReason(unused: UnusedProfile, l10n: L10n): string {
  const reasons: Record<UnusedProfile, string> = {
    userAccount: l10n.t('A login with a user account. This extension needs a service account or an API key.'),
    noAuth: l10n.t('Authentication is turned off (no_auth).'),
    authType: l10n.t('Its type of authentication is unknown.'),
    service: l10n.t('It is not for Atlas: its service is neither “cloud” nor “cloudgov”.'),
    noKey: l10n.t('It holds no service account and no API key.'),
  };
  return reasons[unused];
}
