import type { LoadedLists } from '../model/loadedLists';
import { isParent, type ParentNode } from '../model/nodes';
import type { ShownRows } from './shownRows';

/** Milliseconds between two checks of the waiting lists. */
const STEP = 1000;
/** Seconds between two updates of a row that waits. Each update closes an open tooltip. */
const SHOWN_STEP = 5;

export interface CountDownOptions {
  /** Retries a list when its wait ends. */
  readonly retry: (parent: ParentNode) => void;
  /** Updates the seconds that the rows of a list display. */
  readonly show: (parent: ParentNode) => void;
}

/** Retries rate-limited lists below displayed rows when their waits end. Runs a timer only while a list waits. */
export class CountDown {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly lists: Pick<LoadedLists, 'entries'>,
    private readonly shown: Pick<ShownRows, 'get'>,
    private readonly options: CountDownOptions,
  ) {}

  /** Starts the timer. Call it when a list starts to wait. */
  start(): void {
    this.#timer ??= setInterval(() => {
      this.#step();
    }, STEP).unref();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #step(): void {
    const waiting = this.lists.entries().filter(([, { retryAt }]) => retryAt !== undefined);
    if (waiting.length === 0) {
      this.dispose();
    }
    for (const [id, { secondsLeft }] of waiting) {
      const parent = this.shown.get(id);
      if (secondsLeft === undefined || !isParent(parent)) {
        continue;
      }
      if (secondsLeft === 0) {
        this.options.retry(parent);
      } else if (secondsLeft % SHOWN_STEP === 0) {
        this.options.show(parent);
      }
    }
  }
}
