/** Throws the AbortError of a signal that was aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw abortReason(signal);
  }
}

/** The reason of an aborted signal as an error that `isAbort` knows, whoever aborted it and with whatever. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error && signal.reason.name === 'AbortError'
    ? signal.reason
    : new DOMException('The request is no longer wanted', 'AbortError');
}

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
