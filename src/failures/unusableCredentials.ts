import type { CredentialProblem } from '../credentials/credential';
import { retry, type FailureText, type FailureContext } from './failure';

/** The problems of stored credentials, of the environment and of the keyring. */
type UnusableCredential = Exclude<
  CredentialProblem,
  'secretMissing' | 'originMismatch' | 'environmentOrigin' | 'notStored' | 'changed'
>;

/** Describes the cause and the fix of each problem. No request was sent for any of them. */
export function unusableCredentials({ l10n }: FailureContext): Record<UnusableCredential, FailureText> {
  const addCredential = { fix: { kind: 'addCredential' }, fixTitle: l10n.t('Add Credential…') } as const;
  return {
    originRefused: {
      label: l10n.t('This base URL can’t be used'),
      explanation: l10n.t(
        'A base URL starts with https and has no path; http works for localhost, 127.0.0.1 and [::1] only. No request was sent.',
      ),
      fix: { kind: 'changeBaseUrl' },
      fixTitle: l10n.t('Change Base URL…'),
    },
    keyRefused: {
      label: l10n.t('This key can’t be used'),
      explanation: l10n.t(
        'Its ID or secret contains a space, an invisible character or another unsupported character. No request was sent. Remove the credential and add it again.',
      ),
      ...addCredential,
    },
    environmentKey: {
      label: l10n.t('The key in the environment can’t be used'),
      explanation: l10n.t(
        'Its ID or secret contains a space, an invisible character or another unsupported character. No request was sent. Correct the variables and restart VS Code.',
      ),
      ...addCredential,
    },
    environmentService: {
      label: l10n.t('The service in the environment is unknown'),
      explanation: l10n.t(
        'MONGODB_ATLAS_SERVICE or MCLI_SERVICE must be “cloud” or “cloudgov”. No request was sent. Correct the variable and restart VS Code.',
      ),
      ...addCredential,
    },
    keyringTimeout: {
      label: l10n.t('The system keyring doesn’t respond'),
      explanation: l10n.t('It may be waiting for its password. No request was sent. Unlock it, then try again.'),
      ...retry(l10n),
    },
    keyringFailed: {
      label: l10n.t('The system keyring failed'),
      explanation: l10n.t('It could not read, write or delete the secret. No request was sent. Try again.'),
      ...retry(l10n),
    },
    newerVersion: {
      label: l10n.t('Requires a newer version of this extension'),
      explanation: l10n.t(
        'A newer version saved this credential. Update the extension, or remove the credential. No request was sent.',
      ),
      fix: { kind: 'removeCredential' },
      fixTitle: l10n.t('Remove Credential…'),
    },
    newerList: {
      label: l10n.t('Requires a newer version of this extension'),
      explanation: l10n.t(
        'A newer version saved this list. Update the extension. No request was sent, and nothing was changed.',
      ),
      ...retry(l10n),
    },
  };
}
