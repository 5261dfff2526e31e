import { PriorityQueue, type QueueAddOptions } from 'p-queue';

type Run = () => Promise<unknown>;

export const INTERACTIVE = 1;
export const BACKGROUND = 0;

/** How often in a row interactive work goes first while background work waits. */
const MOST_IN_A_ROW = 8;

/** A priority queue in which a stream of interactive work does not keep background work waiting for ever. */
export class FairQueue extends PriorityQueue {
  /** What waits in the background, the oldest first. */
  readonly #background = new Set<Run>();
  #inARow = 0;

  override enqueue(run: Run, options?: Partial<QueueAddOptions>): void {
    super.enqueue(run, options);
    if (options?.priority === BACKGROUND) {
      this.#background.add(run);
    } else {
      this.#background.delete(run);
    }
  }

  override remove(run: string | Run): void {
    if (typeof run === 'string') {
      super.remove(run);
    } else {
      super.remove(run);
      this.#background.delete(run);
    }
  }

  override dequeue(): Run | undefined {
    const [oldest] = this.#background;
    if (oldest === undefined || this.#inARow < MOST_IN_A_ROW) {
      return this.#count(super.dequeue());
    }
    super.remove(oldest);
    return this.#count(oldest);
  }

  #count(run: Run | undefined): Run | undefined {
    if (run !== undefined) {
      this.#inARow = this.#background.delete(run) || this.#background.size === 0 ? 0 : this.#inARow + 1;
    }
    return run;
  }
}
