import { throwIfAborted, untilAborted } from '../../atlas/abort';
import { isAbort } from '../../atlas/errors';
import { PENDING, type Known } from './projectExports';

/** One response that several features use. Only one request at a time loads it, and it is kept once it is loaded. */
export class SharedResponse<T> {
  #latest: Known<T> = PENDING;
  #readAt: number | undefined;
  #loading: Promise<Known<T>> | undefined;

  /**
   * @param now returns milliseconds since 1970
   * @param onChange called after each response
   */
  constructor(
    private readonly now: () => number,
    private readonly onChange: () => void,
  ) {}

  /** The response, or why the last request has none. */
  get latest(): Known<T> {
    return this.#latest;
  }

  /** When the response was loaded, in milliseconds since 1970. Undefined if it isn't. */
  get readAt(): number | undefined {
    return this.#latest.kind === 'loaded' ? this.#readAt : undefined;
  }

  keep(known: Known<T>): void {
    this.#latest = known;
    this.#readAt = this.now();
    this.onChange();
  }

  /** Makes the response pending again, unless it is loaded. */
  forgetFailure(): void {
    if (this.#latest.kind !== 'loaded') {
      this.#latest = PENDING;
    }
  }

  /**
   * Returns the loaded response, waits for the running request, or loads it. A failure is requested again.
   * @param signal ends the wait for the request of another caller
   * @param maxAge the milliseconds after which a loaded response is requested again
   * @throws the AbortError of `signal`, or what `load` throws
   */
  async read(load: () => Promise<Known<T>>, signal?: AbortSignal, maxAge = Infinity): Promise<Known<T>> {
    for (;;) {
      throwIfAborted(signal);
      if (this.readAt !== undefined && this.now() - this.readAt < maxAge) {
        return this.#latest;
      }
      if (this.#loading === undefined) {
        return this.#load(load);
      }
      try {
        // One signal for each wait, because Node.js warns about many listeners on one signal.
        return await untilAborted(this.#loading, signal === undefined ? undefined : AbortSignal.any([signal]));
      } catch (error) {
        // If the other caller was canceled, this one requests the response itself.
        if (!isAbort(error)) {
          throw error;
        }
      }
    }
  }

  async #load(load: () => Promise<Known<T>>): Promise<Known<T>> {
    const loading = load();
    this.#loading = loading;
    try {
      this.keep(await loading);
      return this.#latest;
    } finally {
      this.#loading = undefined;
    }
  }
}
