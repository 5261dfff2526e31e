import PQueue from 'p-queue';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiError } from './errors';
import { abortReason, throwIfAborted } from './abort';
import type { Answer } from './exchange';
import { BACKGROUND, FairQueue, INTERACTIVE } from './fairQueue';
import { RateLimits } from './rateLimits';

/** How a request is treated beside others, and who is told when it is held back. */
export interface Manner {
  /** Whether nobody is waiting for this very answer: interactive requests overtake it. False by default. */
  readonly isBackground?: boolean;
  /** Aborted as soon as somebody waits for what was asked in the background: from then on it is interactive. */
  readonly promotion?: AbortSignal;
  /** Told until when a rate limit holds the request back (milliseconds since 1970), then undefined when it goes on. */
  readonly onWait?: (until: number | undefined) => void;
}

export interface Task extends Manner {
  /** What the request is counted against, as `rateLimitOf` names it. */
  readonly limit: string;
  /** Ends the wait and the work at once. */
  readonly signal: AbortSignal;
}

export interface SchedulerOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits so many milliseconds, or until the signal is aborted. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

const MOST_IN_FLIGHT = 4;
/** Milliseconds that a person waits for a rate limit without being told; a longer wait is a failure that says so. */
const LONGEST_SILENT_WAIT = 4000;

/**
 * Decides when a credential's requests are sent: at most four at a time; who waits in person before the background,
 * which is never forgotten; and none for which Atlas's rate limit of its endpoint set has no room.
 */
export class Scheduler {
  readonly #queue = new PQueue({ concurrency: MOST_IN_FLIGHT, queueClass: FairQueue });
  readonly #limits: RateLimits;
  #ids = 0;

  constructor(private readonly options: SchedulerOptions) {
    this.#limits = new RateLimits(options.now);
  }

  /**
   * Does `work` when its turn has come.
   * @throws what `work` throws, the AbortError of the task's signal, or, unless the task is in the background, the
   * refusal with which Atlas has closed the endpoint set for longer than a person waits without being told
   */
  async run<T>(task: Task, work: () => Promise<T>): Promise<T> {
    for (;;) {
      throwIfAborted(task.signal);
      await this.#untilAllowed(task);
      const done = await this.#inTurn(task, async () => {
        // Those before it may have taken what was left.
        if (this.#waitFor(task) > 0) {
          return undefined;
        }
        this.#limits.take(task.limit);
        return { result: await work() };
      });
      if (done !== undefined) {
        return done.result;
      }
    }
  }

  /** Notes what an answer says of its rate limit. */
  note(limit: string, answer: Answer): void {
    this.#limits.note(limit, answer);
  }

  /** Notes that Atlas refused a request; the whole endpoint set waits as long as Atlas says. */
  noteRefusal(limit: string, error: ApiError): void {
    this.#limits.noteRefusal(limit, error);
  }

  #waitFor(task: Task): number {
    return this.#limits.waitFor(task.limit, isInBackground(task));
  }

  async #untilAllowed(task: Task): Promise<void> {
    const { limit, signal, promotion, isBackground = false, onWait } = task;
    let isWaiting = false;
    for (let milliseconds = this.#waitFor(task); milliseconds > 0; milliseconds = this.#waitFor(task)) {
      const refusal = this.#limits.refusalOf(limit);
      if (!isBackground && refusal !== undefined && milliseconds > LONGEST_SILENT_WAIT) {
        throw refusal;
      }
      isWaiting = true;
      onWait?.(this.options.now() + milliseconds);
      const isPromotable = promotion !== undefined && isInBackground(task);
      await this.#wait(milliseconds, AbortSignal.any(isPromotable ? [signal, promotion] : [signal]));
      throwIfAborted(signal);
    }
    if (isWaiting) {
      onWait?.(undefined);
    }
  }

  /** Waits, and ends early when the signal is aborted. */
  async #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    try {
      await (this.options.wait ?? waitFor)(milliseconds, signal);
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  async #inTurn<T>(task: Task, work: () => Promise<T>): Promise<T> {
    const { promotion, signal } = task;
    const id = String((this.#ids += 1));
    let isQueued = true;
    const promote = (): void => {
      if (isQueued) {
        this.#queue.setPriority(id, INTERACTIVE);
      }
    };
    promotion?.addEventListener('abort', promote);
    const start = (): Promise<T> => {
      isQueued = false;
      return work();
    };
    try {
      return await this.#queue.add(start, { id, signal, priority: isInBackground(task) ? BACKGROUND : INTERACTIVE });
    } catch (error) {
      throw signal.aborted ? abortReason(signal) : error;
    } finally {
      isQueued = false;
      promotion?.removeEventListener('abort', promote);
    }
  }
}

function isInBackground({ isBackground = false, promotion }: Task): boolean {
  return isBackground && promotion?.aborted !== true;
}

export function waitFor(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return sleep(milliseconds, undefined, { signal });
}
