import { originProblem } from './originSteps';
import { importableProfiles, type ImportableProfiles } from './atlasCliConfigFile';
import type { UnusedProfile } from './atlasCliProfileKeys';
import type { AtlasCliProfile, Environment } from './atlasCliProfiles';
import { chooseWithNotes, type Conversation, type Prompts } from './conversation';
import type { ImportedKey } from './enteredSecret';
import type { Choice, Outcome, StepPosition } from './quickInput';
import { isKeyId, isSecret } from '../credentials/usableKeys';

type L10n = Conversation['l10n'];

export interface ProfileSource {
  /** Path of the Atlas CLI configuration file. */
  readonly file: string;
  readonly environment: Environment;
}

/**
 * Reads the Atlas CLI configuration file and prompts the user to select a profile to copy. Profiles that can't be
 * copied are listed below the others, each with the reason.
 * @returns `back` if no profile can be copied
 */
export async function chooseProfile(
  { file, environment }: ProfileSource,
  position: StepPosition,
  { prompts, l10n }: { readonly prompts: Pick<Prompts, 'choose'>; readonly l10n: L10n },
): Promise<Outcome<ImportedKey>> {
  const read = await importableProfiles(file, environment);
  const rows = 'profiles' in read ? read.profiles.map((profile) => choiceOf(profile, l10n)) : [];
  const choices = rows.filter((row): row is Choice<ImportedKey> => row.value !== undefined);
  const unusable = rows.filter((row): row is Choice<undefined> => row.value === undefined);
  const notes =
    rows.length > 0 ? unusable : [{ icon: 'warning', label: reasonOf(read, l10n), detail: file, value: undefined }];
  const prompt =
    choices.length > 0
      ? l10n.t('Select a profile to copy. The Atlas CLI configuration file isn’t changed.')
      : l10n.t('No Atlas CLI profile can be copied.');
  return chooseWithNotes(prompts, position, prompt, choices, notes);
}

function reasonOf(read: ImportableProfiles, l10n: L10n): string {
  if ('profiles' in read) {
    return l10n.t('The file contains no profiles');
  }
  return read.problem === 'unreadable'
    ? l10n.t('The file can’t be read')
    : l10n.t('Syntax error in line {0}, column {1}', read.problem.line, read.problem.column);
}

function choiceOf(profile: AtlasCliProfile, l10n: L10n): Choice<ImportedKey> | Choice<undefined> {
  const { name, method, unused = 'noKey', origin, keyId = '', secret = '', organizationId, projectId } = profile;
  const unusable = (detail: string): Choice<undefined> => ({
    icon: 'warning',
    label: name,
    description: l10n.t('Can’t be copied'),
    detail,
    value: undefined,
  });
  if (method === undefined) {
    return unusable(unusedReason(unused, l10n));
  }
  if ('problem' in origin) {
    return unusable(l10n.t('Its base URL can’t be used. {0}', originProblem(origin.problem, l10n)));
  }
  if ((keyId !== '' && !isKeyId(keyId)) || (secret !== '' && !isSecret(secret))) {
    return unusable(l10n.t('Its key contains an invalid character, such as a space or an invisible character.'));
  }
  const kind = method === 'apiKey' ? l10n.t('API key') : l10n.t('Service account');
  const details = [
    ...(organizationId === undefined ? [] : [l10n.t('Organization {0}', organizationId)]),
    ...(projectId === undefined ? [] : [l10n.t('Project {0}', projectId)]),
    ...(secret === '' ? [l10n.t('The secret is in the keyring. You enter it in a later step.')] : []),
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
    userAccount: l10n.t('User account login. This extension requires a service account or an API key.'),
    noAuth: l10n.t('Authentication is turned off (no_auth).'),
    authType: l10n.t('Unknown authentication type.'),
    service: l10n.t('Not for Atlas: its service is neither “cloud” nor “cloudgov”.'),
    noKey: l10n.t('Contains no service account and no API key.'),
  };
  return reasons[unused];
}
