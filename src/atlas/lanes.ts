import { abortReason, throwIfAborted, untilAborted } from './abort';
import type { RequestPriority } from './requests';

/** Requests of one credential in flight: as many as Terraform sends to the same API. */
const MAX_IN_FLIGHT = 10;
/** The others are kept for the user, so that a click is sent at once while everything loads. */
const MAX_IN_BACKGROUND = 8;

/**
 * Lets a limited number of requests run at a time: interactive ones first, background ones within their share. However
 * many interactive ones wait, the background keeps one place, so it always gets on.
 */
export class Lanes {
  readonly #running = { interactive: 0, background: 0 };
  /** What starts each request that waits, in the order of arrival. */
  readonly #waiting = { interactive: new Set<() => void>(), background: new Set<() => void>() };

  /**
   * Does the work when its turn comes.
   * @throws what the work throws, or the AbortError of the signal, which also gives up the place
   */
  async run<T>(task: RequestPriority & { readonly signal: AbortSignal }, work: () => Promise<T>): Promise<T> {
    const lane = await this.#turn(task);
    try {
      // The signal may have been aborted between the turn and this line.
      throwIfAborted(task.signal);
      return await untilAborted(work(), task.signal);
    } finally {
      this.#running[lane] -= 1;
      this.#startNext();
    }
  }

  #turn(task: RequestPriority & { readonly signal: AbortSignal }): Promise<'interactive' | 'background'> {
    const { signal, boost } = task;
    return new Promise((resolve, reject) => {
      let lane: 'interactive' | 'background' = isInBackground(task) ? 'background' : 'interactive';
      const leave = (): void => {
        this.#waiting[lane].delete(start);
        signal.removeEventListener('abort', onAbort);
        boost?.removeEventListener('abort', onBoost);
      };
      const start = (): void => {
        leave();
        this.#running[lane] += 1;
        resolve(lane);
      };
      const onAbort = (): void => {
        leave();
        reject(abortReason(signal));
      };
      const onBoost = (): void => {
        this.#waiting[lane].delete(start);
        lane = 'interactive';
        this.#waiting[lane].add(start);
        this.#startNext();
      };
      signal.addEventListener('abort', onAbort);
      boost?.addEventListener('abort', onBoost);
      this.#waiting[lane].add(start);
      this.#startNext();
    });
  }

  #startNext(): void {
    for (let start = this.#next(); start !== undefined; start = this.#next()) {
      start();
    }
  }

  #next(): (() => void) | undefined {
    const { interactive, background } = this.#running;
    if (interactive + background >= MAX_IN_FLIGHT) {
      return undefined;
    }
    const [click] = this.#waiting.interactive;
    const [other] = background < MAX_IN_BACKGROUND ? this.#waiting.background : [];
    const isLastPlace = background === 0 && interactive === MAX_IN_FLIGHT - 1;
    return isLastPlace ? (other ?? click) : (click ?? other);
  }
}

/** Returns whether a request still runs in the background. */
export function isInBackground({ isBackground = false, boost }: RequestPriority): boolean {
  return isBackground && boost?.aborted !== true;
}
