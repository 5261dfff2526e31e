import type { LogOutputChannel } from 'vscode';
import { AtlasError, isAbort } from '../atlas/errors';
import { CredentialError } from '../credentials/credential';
import { SubjectFailure, type FailureSubject } from '../failures/subjectFailure';
import { logText } from '../text/sinks';

/**
 * Wraps a command, so that an error becomes a notification with the cause and the fix. A cancellation is neither shown
 * nor logged.
 * @param subjectOf returns the subject of the command, given its arguments
 */
export function reportErrors<A extends unknown[]>(
  channel: LogOutputChannel,
  work: (...args: A) => unknown,
  subjectOf: (...args: A) => FailureSubject | undefined = () => undefined,
): (...args: A) => Promise<void> {
  const run = async (...args: A): Promise<void> => {
    try {
      await work(...args);
    } catch (error) {
      if (!isAbort(error)) {
        logFailure(channel, error);
        // The command doesn't wait for the user to close the notification.
        import('./failureNotification')
          .then(({ showFailure }) => showFailure(channel, error, subjectOf(...args), () => run(...args)))
          .catch((failure: unknown) => {
            logFailure(channel, failure);
          });
      }
    }
  };
  return run;
}

/** Logs the failure of a command; for errors of Atlas or the network, only the name and the request. */
function logFailure(channel: LogOutputChannel, error: unknown): void {
  const failure = error instanceof SubjectFailure ? error.failure : error;
  if (failure instanceof AtlasError) {
    // The line of the request contains the status or the network error code.
    channel.error(logText(`${failure.name}: ${failure.request.method} ${failure.request.path}`));
  } else if (failure instanceof CredentialError) {
    channel.error(logText(`${failure.name}: ${failure.problem}`));
  } else {
    logUnexpected(channel, failure);
  }
}

/**
 * Logs the name and stack of an unexpected error, without the message, which may quote user input. Errors of Atlas or
 * the network are in the log of requests.
 */
export function logUnexpected(channel: LogOutputChannel, error: unknown): void {
  if (error instanceof AtlasError || error instanceof CredentialError || isAbort(error)) {
    return;
  }
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  for (const line of [error instanceof Error ? error.name : typeof error, ...stack]) {
    channel.error(logText(line));
  }
}
