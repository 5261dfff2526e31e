import pLimit, { type LimitFunction } from 'p-limit';

/** Runs the work on one key in order; work on different keys never waits for each other. */
export class KeyedQueue {
  readonly #queues = new Map<string, LimitFunction>();

  /** Runs `work` when all earlier work on the key has ended. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? pLimit(1);
    this.#queues.set(key, queue);
    try {
      return await queue(work);
    } finally {
      if (queue.activeCount + queue.pendingCount === 0) {
        this.#queues.delete(key);
      }
    }
  }
}
