import { ProgressLocation, window } from 'vscode';
import { isAbort } from '../atlas/errors';
import { notificationText } from '../text/sinks';

/** Shows the progress of `work` in a notification with a button to cancel. Returns undefined if the user cancels. */
export async function withCancellableProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T | undefined> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: notificationText(title), cancellable: true },
    async (progress, token) => {
      const cancellation = new AbortController();
      token.onCancellationRequested(() => {
        cancellation.abort();
      });
      try {
        return await work(cancellation.signal, (message) => {
          progress.report({ message: notificationText(message) });
        });
      } catch (error) {
        if (isAbort(error) && cancellation.signal.aborted) {
          return undefined;
        }
        throw error;
      }
    },
  );
}
