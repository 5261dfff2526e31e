import type { Credential } from '../credentials/credential';
import { describeFailure } from './describeFailure';
import { retry, type FailureContext, type FailureDescription } from './failure';

/** What a failure is about. */
export type FailureSubject = Omit<FailureContext, 'l10n'>;

/** A failure together with the credential and project that it is about, for whoever describes it. */
export class SubjectFailure extends Error {
  override readonly name = 'SubjectFailure';

  constructor(
    readonly failure: unknown,
    readonly subject: FailureSubject,
  ) {
    super('A request failed', { cause: failure });
  }
}

/** A failure of a command: its cause and fix, and what the fix is applied to. */
export interface CommandFailure extends FailureDescription {
  readonly credential: Credential | undefined;
}

/**
 * Describes what a command failed with, whoever threw it.
 * @param subject what the command was about, where the failure itself does not say it
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
  // Nobody knows which page of Atlas or which secret it would be.
  const isKnown = described.fix.kind !== 'openAtlas';
  return { ...described, ...(isKnown ? {} : retry(l10n)), credential: undefined };
}

/** VS Code's `FileSystemError`, by its name, as in `FileNotFound (FileSystemError)`: this module does not know VS Code. */
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

/** Stands for the credential where nobody knows which one a request was sent with. */
function anyCredential(l10n: FailureContext['l10n']): Credential {
  return { id: '', name: '', origin: l10n.t('Atlas'), method: 'serviceAccount', keyId: '', source: 'stored' };
}
