import pLimit, { type LimitFunction } from 'p-limit';

/** Runs work for one key in order. Work for different keys runs concurrently. */
export class KeyedQueue {
  readonly #queues = new Map<string, LimitFunction>();

  /** Runs `work` after all earlier work for the key has ended. */
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
