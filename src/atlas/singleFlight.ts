import { throwIfAborted, untilAborted } from './abort';

/** What the work under way is told of those who wait for it. */
export interface Flight {
  /** Aborted when nobody waits any more: the work is no longer wanted, and something else may be under way. */
  readonly cancelled: AbortSignal;
  /** Aborted as soon as somebody waits in person. */
  readonly promotion: AbortSignal;
}

interface Current {
  readonly done: Promise<void>;
  readonly cancel: AbortController;
  readonly promotion: AbortController;
  waiting: number;
}

/**
 * Has one piece of work under way at most (a "single flight"): whoever comes meanwhile waits for that piece and begins
 * none. Who waits with a signal may leave, and when the last one has left, the work is cancelled; who waits without one
 * waits in person and stays to the end.
 */
export class SingleFlight {
  #current: Current | undefined;

  get isUnderWay(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Begins the work, or waits for what is under way.
   * @param signal ends this caller's wait
   * @throws the AbortError of `signal`, or what the work under way throws
   */
  async join(work: (flight: Flight) => Promise<void>, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    const current = this.#current ?? this.#begin(work);
    current.waiting += 1;
    if (signal === undefined) {
      current.promotion.abort();
    }
    try {
      await untilAborted(current.done, signal);
    } catch (error) {
      current.waiting -= 1;
      if (current.waiting === 0) {
        current.cancel.abort();
        this.#end(current);
      }
      throw error;
    }
  }

  #begin(work: (flight: Flight) => Promise<void>): Current {
    const [cancel, promotion] = [new AbortController(), new AbortController()];
    const done = work({ cancelled: cancel.signal, promotion: promotion.signal }).finally(() => {
      this.#end(current);
    });
    const current: Current = { done, cancel, promotion, waiting: 0 };
    this.#current = current;
    return current;
  }

  #end(current: Current): void {
    if (this.#current === current) {
      this.#current = undefined;
    }
  }
}
