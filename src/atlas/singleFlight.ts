import { throwIfAborted, untilAborted } from './abort';

/** What the work under way is told of its callers. */
export interface Flight {
  /** Aborted when no caller is left: the result is no longer wanted, and other work may be under way. */
  readonly cancelled: AbortSignal;
  /** Aborted as soon as a caller waits interactively. */
  readonly boost: AbortSignal;
}

type Work = (flight: Flight) => Promise<void>;

interface Piece {
  readonly done: Promise<void>;
  readonly start: () => void;
  readonly cancel: AbortController;
  readonly boost: AbortController;
  waiting: number;
}

/**
 * Runs one piece of work at a time (a "single flight"), and keeps at most one more in the queue. A caller with a signal
 * may leave, and when the last one has left, the work is cancelled; a caller without one is interactive and stays to the
 * end.
 */
export class SingleFlight {
  #current: Piece | undefined;
  #next: Piece | undefined;

  get isRunning(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Waits for the work under way, whatever it is, or starts this.
   * @param signal ends this caller's wait
   * @throws the AbortError of `signal`, or what the work throws
   */
  async join(work: Work, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    if (this.#current === undefined) {
      this.#current = this.#pieceOf(work);
      this.#current.start();
    }
    await this.#wait(this.#current, signal);
  }

  /**
   * Runs this after the work under way, for a caller whom a result that was requested earlier doesn't serve. Everybody
   * who calls before it starts shares it.
   * @param signal ends this caller's wait
   * @throws the AbortError of `signal`, or what the work throws
   */
  async runAfter(work: Work, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    if (this.#current === undefined) {
      return this.join(work, signal);
    }
    if (signal === undefined) {
      this.#current.boost.abort();
    }
    this.#next ??= this.#pieceOf(work);
    await this.#wait(this.#next, signal);
  }

  /**
   * Waits until the work under way has ended, however it ends. Keeps nothing alive.
   * @throws the AbortError of `signal`
   */
  async waitForEnd(signal?: AbortSignal): Promise<void> {
    if (signal === undefined) {
      this.#current?.boost.abort();
    }
    await untilAborted(this.#current?.done.catch(() => undefined) ?? Promise.resolve(), signal);
  }

  async #wait(piece: Piece, signal: AbortSignal | undefined): Promise<void> {
    piece.waiting += 1;
    if (signal === undefined) {
      piece.boost.abort();
    }
    try {
      await untilAborted(piece.done, signal);
    } catch (error) {
      piece.waiting -= 1;
      if (piece.waiting === 0) {
        piece.cancel.abort();
        this.#end(piece);
      }
      throw error;
    }
  }

  #pieceOf(work: Work): Piece {
    const [cancel, boost] = [new AbortController(), new AbortController()];
    let start = (): void => undefined;
    const done = new Promise<void>((resolve, reject) => {
      start = () => {
        work({ cancelled: cancel.signal, boost: boost.signal }).then(resolve, reject);
      };
    }).finally(() => {
      this.#end(piece);
    });
    const piece: Piece = { done, start, cancel, boost, waiting: 0 };
    return piece;
  }

  #end(piece: Piece): void {
    if (this.#current === piece) {
      this.#current = this.#next;
      this.#next = undefined;
      this.#current?.start();
    } else if (this.#next === piece) {
      this.#next = undefined;
    }
  }
}
