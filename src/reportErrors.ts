import { l10n, window, type LogOutputChannel } from 'vscode';
import { AtlasError, isAbort } from './atlas/errors';
import { CredentialError } from './credentials/credential';
import { logText } from './text/sinks';

/**
 * The one place where a failure that nobody has shown becomes a message: it is logged and named, and a cancellation is
 * neither.
 */
export function reportErrors<A extends unknown[]>(
  channel: LogOutputChannel,
  work: (...args: A) => unknown,
): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await work(...args);
    } catch (error) {
      if (isAbort(error)) {
        return;
      }
      logUnexpected(channel, error);
      const showLog = l10n.t('Show Log');
      const chosen = await window.showErrorMessage(
        l10n.t('Export Buckets for MongoDB Atlas: something unexpected happened.'),
        showLog,
      );
      if (chosen === showLog) {
        channel.show();
      }
    }
  };
}

/**
 * Writes down where an error arose that nobody expected; what Atlas or the network did is in the log of requests. Only
 * its name and place: a message may quote what somebody typed.
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
