import type { FailureContext } from './failure';

/** The credential and project of a failure. */
export type FailureSubject = Omit<FailureContext, 'l10n'>;

/** A failure with its credential and project. */
export class SubjectFailure extends Error {
  override readonly name = 'SubjectFailure';

  constructor(
    readonly failure: unknown,
    readonly subject: FailureSubject,
  ) {
    super('A request failed', { cause: failure });
  }
}
