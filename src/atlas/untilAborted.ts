import { abortReason } from './exchange';

/**
 * Waits for work that several callers share: `signal` ends this caller's wait and leaves the work alone.
 * @throws the AbortError of `signal`, or whatever `shared` rejects with
 */
export async function untilAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return shared;
  }
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortReason(signal));
    };
    if (signal.aborted) {
      onAbort();
    }
    signal.addEventListener('abort', onAbort, { once: true });
    // In any case, or a failure that nobody waits for any longer would be an unhandled one.
    shared.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
