import { l10n } from 'vscode';
import type { AuthenticationMethod } from '../atlas/auth/authenticator';
import { importableProfiles, type AtlasCliProfile, type ImportableProfiles } from './atlasCliProfiles';
import { choose, type Choice, type Outcome, type StepPosition } from './quickInput';

/** What a profile of the Atlas CLI brings; what it keeps in the keyring of the system is still to be asked for. */
export interface ImportedProfile {
  readonly method: AuthenticationMethod;
  readonly origin: string;
  readonly keyId: string;
  readonly secret: string;
}

/**
 * Reads the Atlas CLI's configuration file and lets the person choose one of its profiles, as a copy.
 * @returns `back` when there is none to choose from
 */
export async function askProfile(file: string, position: StepPosition): Promise<Outcome<ImportedProfile>> {
  const read = await importableProfiles(file, process.env);
  const choices = 'profiles' in read ? read.profiles.flatMap(choiceOf) : [];
  if (choices.length > 0) {
    return choose(position, l10n.t('Which profile? It is copied; the Atlas CLI’s file stays as it is.'), choices);
  }
  const outcome = await choose(position, l10n.t('Nothing can be copied from the Atlas CLI.'), [
    { icon: 'warning', label: reasonOf(read), detail: file, value: undefined },
  ]);
  return outcome === 'cancelled' ? outcome : 'back';
}

function reasonOf(read: ImportableProfiles): string {
  if ('profiles' in read) {
    return l10n.t('No profile holds a service account or an API key');
  }
  return read.problem === 'unreadable'
    ? l10n.t('The file cannot be read')
    : l10n.t('The file is broken in line {0}, column {1}', read.problem.line, read.problem.column);
}

function choiceOf(profile: AtlasCliProfile): Choice<ImportedProfile>[] {
  const { name, method, origin, keyId = '', secret = '', organizationId, projectId } = profile;
  if (method === undefined || !('origin' in origin)) {
    return [];
  }
  const kind = method === 'apiKey' ? l10n.t('API key') : l10n.t('Service account');
  const details = [
    ...(organizationId === undefined ? [] : [l10n.t('organization {0}', organizationId)]),
    ...(projectId === undefined ? [] : [l10n.t('project {0}', projectId)]),
    ...(secret === '' ? [l10n.t('the secret is in the keyring and will be asked for')] : []),
  ];
  return [
    {
      label: name,
      description: `${kind} · ${new URL(origin.origin).host}`,
      detail: details.join(' · '),
      value: { method, origin: origin.origin, keyId, secret },
    },
  ];
}
