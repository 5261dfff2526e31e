import { abortReason, throwIfAborted, untilAborted } from './abort';
import type { RequestPriority } from './requests';

/** Concurrent requests of one credential; Terraform sends as many to the same API. */
const MAX_IN_FLIGHT = 10;
/** The remaining places are reserved for the user, so that a click is sent immediately while everything loads. */
const MAX_IN_BACKGROUND = 8;

/**
 * Runs a limited number of requests at a time: interactive ones first, background ones within their share. The
 * background always keeps one place, so it makes progress however many interactive requests wait.
 */
export class Lanes {
  readonly #running = { interactive: 0, background: 0 };
  /** Starts the waiting requests, in the order of arrival. */
  readonly #waiting = { interactive: new Set<() => void>(), background: new Set<() => void>() };

  /**
   * Runs the work when a place is free.
   * @throws what the work throws, or the AbortError of the signal, which also frees the place
   */
  async run<T>(task: RequestPriority & { readonly signal: AbortSignal }, work: () => Promise<T>): Promise<T> {
    throwIfAborted(task.signal);
    const lane = await this.#waitForPlace(task);
    try {
      // The signal may have been aborted since the place became free.
      throwIfAborted(task.signal);
      return await untilAborted(work(), task.signal);
    } finally {
      this.#running[lane] -= 1;
      this.#startNext();
    }
  }

  #waitForPlace(task: RequestPriority & { readonly signal: AbortSignal }): Promise<'interactive' | 'background'> {
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
    const [interactiveNext] = this.#waiting.interactive;
    const [backgroundNext] = background < MAX_IN_BACKGROUND ? this.#waiting.background : [];
    const isLastPlace = background === 0 && interactive === MAX_IN_FLIGHT - 1;
    return isLastPlace ? (backgroundNext ?? interactiveNext) : (interactiveNext ?? backgroundNext);
  }
}

/** Returns whether a request still has background priority. */
export function isInBackground({ isBackground = false, boost }: RequestPriority): boolean {
  return isBackground && boost?.aborted !== true;
}
