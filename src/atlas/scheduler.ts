import { setTimeout as sleep } from 'node:timers/promises';
import { abortReason, throwIfAborted, untilAborted } from './abort';
import type { ApiError, AtlasError } from './errors';
import type { HttpResponse } from './exchange';
import { isInBackground, Lanes } from './lanes';
import { MAX_SILENT_WAIT, RateLimits } from './rateLimits';
import type { RequestPriority } from './requests';

export interface Task extends RequestPriority {
  /** What the request is counted against, as `rateLimitOf` names it. */
  readonly limit: string;
  /** Ends the wait and the work at once. */
  readonly signal: AbortSignal;
}

export interface SchedulerOptions {
  /** Milliseconds of a clock that does not jump, as `performance.now`. */
  readonly now: () => number;
  /** Waits so many milliseconds, or until the signal is aborted. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

/**
 * Decides when a credential's requests are sent: only so many at a time, interactive ones before the background, and none
 * while Atlas takes no more requests of its endpoint set.
 */
export class Scheduler {
  readonly #lanes = new Lanes();
  readonly #limits: RateLimits;

  constructor(private readonly options: SchedulerOptions) {
    this.#limits = new RateLimits(options.now);
  }

  /**
   * Does `work` when its turn has come.
   * @throws what `work` throws, or what `waitUntilAllowed` throws
   */
  async run<T>(task: Task, work: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.waitUntilAllowed(task);
      const done = await this.#lanes.run(task, async () =>
        // While it waited for its turn, another request may have been refused.
        this.#waitFor(task) > 0 ? undefined : { result: await work() },
      );
      if (done !== undefined) {
        return done.result;
      }
    }
  }

  /**
   * Waits for as long as Atlas takes no requests of the task's limit.
   * @throws the AbortError of the task's signal, or, for an interactive task, the refusal if the wait is longer than a
   * user waits without being told
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
   * Waits, and tells the task so. A task that is promoted meanwhile may end its wait early.
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

  /** Notes that a response was no refusal. */
  note(limit: string, answer: HttpResponse): void {
    if (answer.status !== 429) {
      this.#limits.note(limit);
    }
  }

  /** Notes that Atlas refused a request; the whole endpoint set waits as long as Atlas says. */
  recordRefusal(limit: string, error: ApiError): void {
    this.#limits.recordRefusal(limit, error);
  }

  /** Holds back everything that is counted against a limit after a failure, which several requests may share. */
  hold(limit: string, error: AtlasError): void {
    this.#limits.hold(limit, error);
  }

  /** How often in a row requests of a limit were refused. */
  consecutiveRefusals(limit: string): number {
    return this.#limits.consecutiveRefusals(limit);
  }

  #waitFor(task: Task): number {
    return this.#limits.waitFor(task.limit, isInBackground(task));
  }
}

/** The longest that a timer of Node waits; a longer one ends at once. */
const MAX_TIMER = 2 ** 31 - 1;

function waitFor(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return sleep(Math.min(milliseconds, MAX_TIMER), undefined, { signal });
}
