import { setImmediate as nextTurn } from 'node:timers/promises';

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

/** A clock that only tests advance. */
export class FakeClock {
  #now = 1_000_000;
  readonly #alarms = new Set<Alarm>();

  readonly now = (): number => this.#now;

  readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const alarm = { at: this.#now + milliseconds, ring: resolve };
      this.#alarms.add(alarm);
      const onAbort = (): void => {
        this.#alarms.delete(alarm);
        reject(new DOMException('no longer wanted', 'AbortError'));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) {
        onAbort();
      }
    });

  /** Number of waiting callers. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /** Advances the clock and runs everything that is due, in order. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await nextTurn();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#alarms.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.ring();
      await nextTurn();
    }
    this.#now = end;
  }

  #next(end: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ at }) => at <= end);
    return due.reduce<Alarm | undefined>(
      (first, alarm) => (first === undefined || alarm.at < first.at ? alarm : first),
      undefined,
    );
  }
}
