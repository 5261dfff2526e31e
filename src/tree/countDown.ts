import type { LoadedLists } from '../model/loadedLists';
import type { ParentNode } from '../model/nodes';
import type { ShownRows } from './shownRows';

const STEP = 1000;
/** Seconds after which a row says again how long it waits; each time closes the tooltip that may be open. */
const SHOWN_STEP = 5;

export interface CountDownOptions {
  /** Requests a list again whose wait is over. */
  readonly retry: (parent: ParentNode) => void;
  /** Updates what a list's rows say of the wait. */
  readonly show: (parent: ParentNode) => void;
}

/** Watches the lists that Atlas makes wait, below the rows that are shown; has a timer only while one waits. */
export class CountDown {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly lists: Pick<LoadedLists, 'entries'>,
    private readonly shown: Pick<ShownRows, 'get'>,
    private readonly options: CountDownOptions,
  ) {}

  /** To be called when a list begins to wait. */
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
      if (secondsLeft === undefined || (parent?.kind !== 'credential' && parent?.kind !== 'project')) {
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
