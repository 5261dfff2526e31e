import { abortReason } from './abort';
import { asError, isAbort } from './errors';
import { EndlessListError, type PagedRows } from './pagedRows';
import { PageLoader, type LoadedRows, type LoadRestOptions, type PageLoaderOptions } from './pageLoader';
import type { RequestPriority } from './requests';
import { SingleFlight, type Flight } from './singleFlight';

/**
 * The loaded part of a list.
 *
 * At most one request runs at a time, and all callers share it. A failure is stored so that it can be shown, and the
 * next `loadNext` requests the same page again. Loaded items stay until `reload` has loaded all of them again.
 */
export class PagedList<T> {
  readonly #abort = new AbortController();
  readonly #flight = new SingleFlight();
  readonly #loader: PageLoader<T>;
  #rows: PagedRows<T>;
  /** The rows of the reload that is running. */
  #replacement: PagedRows<T> | undefined;
  #failure: Error | undefined;
  #refreshError: Error | undefined;
  #version = 0;
  /** Whether the list must be reloaded before it is shown again. */
  isStale = false;

  constructor(options: PageLoaderOptions<T>) {
    this.#loader = new PageLoader(options, this.#abort.signal, () => {
      this.#version += 1;
    });
    this.#rows = this.#loader.begin();
  }

  /** The loaded items. The array grows while the list loads; a reload replaces it. */
  get items(): readonly T[] {
    return this.#rows.items;
  }

  /** Number of loaded rows that could not be read. */
  get unreadable(): number {
    return this.#rows.unreadable;
  }

  /** Atlas's estimate of the number of items; the exact number once the list is complete. */
  get totalCount(): number | undefined {
    return this.#rows.totalCount;
  }

  /** Whether all items are loaded. */
  get isComplete(): boolean {
    return this.#rows.isComplete;
  }

  /** Time at which the last page arrived, in milliseconds since 1970. */
  get readAt(): number | undefined {
    return this.#rows.readAt;
  }

  /** Time at which the oldest page arrived, in milliseconds since 1970. */
  get oldestReadAt(): number | undefined {
    return this.#rows.oldestReadAt;
  }

  get isLoading(): boolean {
    return this.#flight.isRunning;
  }

  /** Whether the whole list is being reloaded. */
  get isReloading(): boolean {
    return this.#replacement !== undefined;
  }

  /** Items per page, 1 to 500; changes only when the list is reloaded. */
  get pageSize(): number {
    return this.#rows.pageSize;
  }

  get pagesLoaded(): number {
    return Math.ceil(this.#rows.position / this.#rows.pageSize);
  }

  /** The failure of the last page request; undefined once a later one succeeded. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** The failure of the last reload, so the items are older than that; undefined once a reload succeeded. */
  get refreshError(): Error | undefined {
    return this.#refreshError;
  }

  /**
   * Loads the first page. Does nothing if that was done or has failed, and doesn't wait for a later page. Reloads a
   * stale list, and waits for a running reload.
   */
  async load(): Promise<void> {
    if (this.isStale) {
      return this.reload();
    }
    while (this.isReloading) {
      await this.#flight.waitForEnd();
    }
    if (this.pagesLoaded > 0 || (!this.isLoading && this.#failure !== undefined)) {
      return;
    }
    await this.loadNext();
  }

  /** Loads the next page, or the page that failed. */
  async loadNext(): Promise<void> {
    while (this.isReloading) {
      await this.#flight.waitForEnd();
    }
    await this.#join((flight) => this.#loader.loadNext(this.#rows, this.pageSize, flight));
  }

  /**
   * Loads the rest of the list with the fewest requests. Pages that arrived stay, even if a later request fails.
   * @throws the failure of a request, or the AbortError of `signal` or of an abandoned list
   */
  async loadRest({ signal, priority, onPage }: LoadRestOptions): Promise<void> {
    for (;;) {
      while (this.isReloading) {
        await this.#flight.waitForEnd(signal);
      }
      if (this.isComplete) {
        return;
      }
      const before = this.#version;
      await this.#join(
        (flight) => this.#loader.loadNext(this.#rows, this.#rows.sizeForRest, flight, priority),
        signal,
        priority,
      );
      this.#checkProgress(before);
      onPage();
    }
  }

  /**
   * Reloads as many items as are loaded, or the whole list if it was complete. The old items stay until all new ones
   * are loaded, and if the reload fails. All calls during a reload share one further reload, because a response that
   * was requested before a call may be too old for its caller.
   * @param rest loads the whole list instead
   * @throws the AbortError of `rest`
   */
  async reload(rest?: LoadRestOptions): Promise<void> {
    await this.#flight.runAfter((flight) => this.#replace(flight, rest), rest?.signal);
  }

  /** Cancels the running request. The list can't be used after that. */
  abandon(): void {
    this.#abort.abort();
  }

  /** @throws the failure of the last request, or an AbortError if it was canceled */
  #checkProgress(before: number): void {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
    if (this.#version === before) {
      throw abortReason(this.#abort.signal);
    }
  }

  /** Joins the running work or starts this. A failure is stored, not thrown. */
  #join(work: (flight: Flight) => Promise<void>, signal?: AbortSignal, priority?: RequestPriority): Promise<void> {
    return this.#flight.join(async (flight) => {
      try {
        await work(flight);
        const { isAtEnd, isComplete, position } = this.#rows;
        if (isAtEnd && !isComplete) {
          // Items may have shifted to pages that were already loaded.
          this.#setRows(await this.#loader.loadAgain(position, flight, priority));
        }
        this.#failure = undefined;
      } catch (error) {
        if (!flight.canceled.aborted) {
          this.#failure = isAbort(error) ? undefined : asError(error);
        }
      }
    }, signal);
  }

  async #replace(flight: Flight, rest: LoadRestOptions | undefined): Promise<void> {
    const [old, rows, wasStale] = [this.#rows, this.#loader.begin(), this.isStale];
    this.#replacement = rows;
    this.isStale = false;
    try {
      this.#setRows(await this.#loader.reload(rows, old, flight, rest));
    } catch (error) {
      if (isAbort(error)) {
        this.isStale ||= wasStale;
      } else if (error instanceof EndlessListError || old.position === 0) {
        this.#setRows({ rows, mayMissItems: false }, asError(error));
      } else {
        this.#refreshError = asError(error);
      }
    } finally {
      if (this.#replacement === rows) {
        this.#replacement = undefined;
      }
    }
  }

  #setRows({ rows, mayMissItems }: LoadedRows<T>, failure?: Error): void {
    this.isStale ||= mayMissItems;
    this.#rows = rows;
    this.#failure = failure;
    this.#refreshError = undefined;
    this.#version += 1;
  }
}
