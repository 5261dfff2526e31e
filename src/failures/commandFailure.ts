import type { Credential } from '../credentials/credential';
import { describeFailure } from './describeFailure';
import { retry, type FailureContext, type FailureDescription } from './failure';
import { SubjectFailure, type FailureSubject } from './subjectFailure';

/** The cause and fix of a failed command, and the credential that the fix applies to. */
export interface CommandFailure extends FailureDescription {
  readonly credential: Credential | undefined;
}

/**
 * Describes the failure of a command.
 * @param subject the subject of the command, used if the failure itself has none
 */
export function describeCommandFailure(
  error: unknown,
  l10n: FailureContext['l10n'],
  subject: FailureSubject | undefined,
): CommandFailure {
  if (error instanceof SubjectFailure) {
    return { ...describeFailure(error.failure, { l10n, ...error.subject }), credential: error.subject.credential };
  }
  if (isFileSystemError(error)) {
    return { ...fileFailure(error, l10n), credential: undefined };
  }
  if (subject !== undefined) {
    return { ...describeFailure(error, { l10n, ...subject }), credential: subject.credential };
  }
  const described = describeFailure(error, { l10n, credential: anyCredential(l10n) });
  // Without a credential, the page in Atlas is not known.
  return { ...described, ...('page' in described.fix && retry(l10n)), credential: undefined };
}

/**
 * Returns whether an error is VS Code's `FileSystemError`, by its name as in `FileNotFound (FileSystemError)`, because
 * this module doesn't import VS Code.
 */
function isFileSystemError(error: unknown): error is Error {
  return error instanceof Error && error.name.endsWith('(FileSystemError)');
}

function fileFailure(error: Error, l10n: FailureContext['l10n']): FailureDescription {
  const code = error.name.replace(/ *\(FileSystemError\)$/, '');
  return {
    label: l10n.t('A file couldn’t be read or written'),
    explanation: error.message === '' ? l10n.t('Check its path and permissions.') : error.message,
    code: code === '' ? undefined : code,
    ...retry(l10n),
  };
}

/** Returns a placeholder for the unknown credential of a request. */
function anyCredential(l10n: FailureContext['l10n']): Credential {
  return { id: '', name: '', origin: l10n.t('Atlas'), method: 'serviceAccount', keyId: '', source: 'stored' };
}
