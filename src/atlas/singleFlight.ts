import { throwIfAborted, untilAborted } from './abort';

/** Tells the running work about its callers. */
export interface Flight {
  /** Aborted when no caller is left. Then the result is not needed, and other work may run. */
  readonly canceled: AbortSignal;
  /** Aborted when a caller waits interactively. */
  readonly boost: AbortSignal;
}

type Work = (flight: Flight) => Promise<void>;

interface Job {
  readonly done: Promise<void>;
  readonly start: () => void;
  readonly cancel: AbortController;
  readonly boost: AbortController;
  waiting: number;
}

/**
 * Runs one job at a time (a "single flight"), and queues at most one more. A caller with a signal may leave, and the
 * job is canceled when the last caller has left. A caller without a signal is interactive and stays until the end.
 */
export class SingleFlight {
  #current: Job | undefined;
  #next: Job | undefined;

  get isRunning(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Waits for the running job, whatever it is, or starts this work.
   * @param signal ends this caller's wait
   * @throws the AbortError of `signal`, or what the work throws
   */
  async join(work: Work, signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    if (this.#current === undefined) {
      this.#current = this.#createJob(work);
      this.#current.start();
    }
    await this.#wait(this.#current, signal);
  }

  /**
   * Runs this work after the running job, for a caller that needs a newer result. All calls before it starts share it.
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
    this.#next ??= this.#createJob(work);
    await this.#wait(this.#next, signal);
  }

  /**
   * Waits until the running job has ended, with or without an error. Doesn't prevent its cancellation.
   * @throws the AbortError of `signal`
   */
  async waitForEnd(signal?: AbortSignal): Promise<void> {
    if (signal === undefined) {
      this.#current?.boost.abort();
    }
    await untilAborted(this.#current?.done.catch(() => undefined) ?? Promise.resolve(), signal);
  }

  async #wait(job: Job, signal: AbortSignal | undefined): Promise<void> {
    job.waiting += 1;
    if (signal === undefined) {
      job.boost.abort();
    }
    try {
      await untilAborted(job.done, signal);
    } catch (error) {
      job.waiting -= 1;
      if (job.waiting === 0) {
        job.cancel.abort();
        this.#end(job);
      }
      throw error;
    }
  }

  #createJob(work: Work): Job {
    const [cancel, boost] = [new AbortController(), new AbortController()];
    let start = (): void => undefined;
    const done = new Promise<void>((resolve, reject) => {
      start = () => {
        work({ canceled: cancel.signal, boost: boost.signal }).then(resolve, reject);
      };
    }).finally(() => {
      this.#end(job);
    });
    const job: Job = { done, start, cancel, boost, waiting: 0 };
    return job;
  }

  #end(job: Job): void {
    if (this.#current === job) {
      this.#current = this.#next;
      this.#next = undefined;
      this.#current?.start();
    } else if (this.#next === job) {
      this.#next = undefined;
    }
  }
}
