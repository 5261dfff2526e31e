import type { RequestPriority } from '../atlas/requests';

/** Records which of several background requests wait for Atlas. */
export class Waits {
  /** When each of them resumes, in milliseconds of `performance.now()`. */
  readonly #until = new Map<object, number>();

  /** @param onChange called when a request starts or stops waiting */
  constructor(private readonly onChange: () => void) {}

  /** Runs `work` with a priority that records its waits. */
  async run<T>(work: (priority: RequestPriority) => Promise<T>): Promise<T> {
    const request = {};
    const onWait = (until: number | undefined): void => {
      if (until === undefined) {
        this.#until.delete(request);
      } else {
        this.#until.set(request, until);
      }
      this.onChange();
    };
    try {
      return await work({ isBackground: true, onWait });
    } finally {
      this.#until.delete(request);
    }
  }

  /** Returns when the first of `running` requests resumes; undefined unless all of them wait. */
  until(running: number): number | undefined {
    const { size } = this.#until;
    return size === 0 || size < running ? undefined : Math.min(...this.#until.values());
  }
}
