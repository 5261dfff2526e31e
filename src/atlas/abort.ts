/** Throws the AbortError of an aborted signal. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw abortReason(signal);
  }
}

/** Returns the reason of an aborted signal as an AbortError, whatever the reason is. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error && signal.reason.name === 'AbortError'
    ? signal.reason
    : new DOMException('The request was canceled', 'AbortError');
}

/**
 * Waits for shared work. `signal` ends the wait of this caller but doesn't affect the work.
 * @throws the AbortError of `signal`, or what `shared` rejects with
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
    // Always attached. Otherwise, a failure after the abort would be an unhandled rejection.
    shared.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
