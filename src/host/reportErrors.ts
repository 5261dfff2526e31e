import { commands, l10n, window, type LogOutputChannel } from 'vscode';
import { AtlasError, isAbort } from '../atlas/errors';
import { CredentialError } from '../credentials/credential';
import { describeCommandFailure, SubjectFailure, type FailureSubject } from '../failures/commandFailure';
import { fixCommand } from '../failures/fixCommand';
import { credentialNode } from '../model/nodes';
import { logText, notificationText } from '../text/sinks';

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
        show(channel, error, subjectOf(...args), () => run(...args)).catch((failure: unknown) => {
          logFailure(channel, failure);
        });
      }
    }
  };
  return run;
}

/** Shows a failure and runs the action that the user selects. */
async function show(
  channel: LogOutputChannel,
  error: unknown,
  subject: FailureSubject | undefined,
  retry: () => Promise<void>,
): Promise<void> {
  const failure = describeCommandFailure(error, l10n, subject);
  const { label, explanation, fix, fixTitle, credential } = failure;
  const showLog = l10n.t('Show Log');
  const text = `${label}. ${explanation}`;
  const chosen = await (fix.kind === 'showLog'
    ? window.showErrorMessage(notificationText(text), showLog)
    : window.showErrorMessage(notificationText(text), notificationText(fixTitle), showLog));
  if (chosen === showLog) {
    channel.show();
  } else if (chosen !== undefined && fix.kind === 'retry') {
    await retry();
  } else if (chosen !== undefined) {
    const { command, arguments: args } = fixCommand(failure, credential && credentialNode(credential));
    await commands.executeCommand(command, ...args);
  }
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
