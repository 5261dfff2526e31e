import { setTimeout as sleep } from 'node:timers/promises';
import { abortReason, throwIfAborted, untilAborted } from './abort';
import type { AtlasError } from './errors';
import { isInBackground, Lanes } from './lanes';
import { MAX_SILENT_WAIT, RateLimits } from './rateLimits';
import type { RequestPriority } from './requests';

export interface Task extends RequestPriority {
  /** The rate limit of the request, as `rateLimitOf` returns it. */
  readonly limit: string;
  /** Cancels the wait and the work. */
  readonly signal: AbortSignal;
}

export interface SchedulerOptions {
  /** Returns the milliseconds of a monotonic clock such as `performance.now`. */
  readonly now: () => number;
  /** Waits for a number of milliseconds, or until the signal is aborted. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

/**
 * Decides when the requests of a credential are sent: a limited number at a time, interactive ones first, and none
 * while Atlas accepts no requests of their endpoint set.
 */
export class Scheduler {
  readonly #lanes = new Lanes();
  readonly #limits: RateLimits;

  constructor(private readonly options: SchedulerOptions) {
    this.#limits = new RateLimits(options.now);
  }

  /**
   * Runs `work` when a place is free and its rate limit allows it.
   * @throws what `work` or `waitUntilAllowed` throws
   */
  async run<T>(task: Task, work: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.waitUntilAllowed(task);
      const done = await this.#lanes.run(task, async () =>
        // Another request may have been refused while this one waited for a place.
        this.#waitFor(task) > 0 ? undefined : { result: await work() },
      );
      if (done !== undefined) {
        return done.result;
      }
    }
  }

  /**
   * Waits while Atlas accepts no requests of the task's limit.
   * @throws the AbortError of the task's signal; for an interactive task, the refusal if the wait needs a message
   */
  async waitUntilAllowed(task: Task): Promise<void> {
    const { limit, isBackground = false } = task;
    throwIfAborted(task.signal);
    for (let milliseconds = this.#waitFor(task); milliseconds > 0; milliseconds = this.#waitFor(task)) {
      const refusal = this.#limits.refusalOf(limit);
      if (!isBackground && refusal !== undefined && milliseconds > MAX_SILENT_WAIT) {
        throw refusal;
      }
      await this.pause(task, milliseconds);
    }
  }

  /**
   * Waits and reports the wait to the task. A boost may end the wait early.
   * @throws the AbortError of the task's signal
   */
  async pause(task: Task, milliseconds: number): Promise<void> {
    const { signal, boost, onWait } = task;
    onWait?.(this.options.now() + milliseconds);
    const canBeBoosted = boost !== undefined && isInBackground(task);
    const end = AbortSignal.any(canBeBoosted ? [signal, boost] : [signal]);
    try {
      await untilAborted((this.options.wait ?? waitFor)(milliseconds, end), end);
    } catch (error) {
      if (!end.aborted) {
        throw error;
      }
    } finally {
      onWait?.(undefined);
    }
    if (signal.aborted) {
      throw abortReason(signal);
    }
  }

  /** Records that a request was not refused. */
  recordSuccess(limit: string): void {
    this.#limits.recordSuccess(limit);
  }

  /** Holds back all requests of a limit, after a refusal for as long as Atlas says. */
  hold(limit: string, error: AtlasError): void {
    this.#limits.hold(limit, error);
  }

  /** Returns how often in a row requests of a limit were refused. */
  consecutiveRefusals(limit: string): number {
    return this.#limits.consecutiveRefusals(limit);
  }

  #waitFor(task: Task): number {
    return this.#limits.waitFor(task.limit, isInBackground(task));
  }
}

/** The longest timer of Node. A longer one ends immediately. */
const MAX_TIMER = 2 ** 31 - 1;

function waitFor(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return sleep(Math.min(milliseconds, MAX_TIMER), undefined, { signal });
}
