import { asError, isAbort } from './errors';
import { abortReason, throwIfAborted } from './abort';
import type { Page } from './models';
import { EndlessListError, MAX_PAGE_SIZE, PagedRows } from './pagedRows';
import type { RequestPriority } from './scheduler';
import { SingleFlight, type Flight } from './singleFlight';

/** How one page is requested. */
export interface PageRequest {
  /** 1 to 500; `pageNum` counts pages of this size. */
  readonly itemsPerPage: number;
  readonly priority: RequestPriority;
}

/** Fetches one page; `pageNum` counts from 1. */
export type FetchPage<T> = (pageNum: number, signal: AbortSignal, request: PageRequest) => Promise<Page<T>>;

export interface PagedListOptions<T> {
  readonly fetchPage: FetchPage<T>;
  readonly idOf: (item: T) => string;
  /** Items of a page, 1 to 500, unless all of the list is wanted; 100 by default. Read when the list is begun. */
  readonly pageSize?: number | (() => number);
  /** How many pages `load` requests; 1 by default. */
  readonly pages?: number;
}

/** How the rest of a list is loaded. */
export interface LoadRestOptions {
  /** Ends this caller's wait; the request under way too, when it has no other caller. */
  readonly signal: AbortSignal;
  readonly priority: Omit<RequestPriority, 'boost'>;
  /** Called after each page. */
  readonly onPage: () => void;
}

const DEFAULT_PAGE_SIZE = 100;
/** How often a list is read again whose items are deleted while it is read. */
const MAX_ATTEMPTS = 2;

/**
 * The part of a list that has been requested.
 *
 * At most one request is under way, whoever calls what and how often. A failure is remembered for being shown, and the
 * next `loadNext` requests the same page again. What is loaded stays until `reload` has all of it again.
 */
export class PagedList<T> {
  readonly #abort = new AbortController();
  readonly #flight = new SingleFlight();
  #rows: PagedRows<T>;
  /** What takes the place of the rows once it has as many. */
  #coming: PagedRows<T> | undefined;
  #failure: Error | undefined;
  #reloadFailure: Error | undefined;
  /** Changes whenever a page arrives. */
  #version = 0;
  /** Whether the list is to be reloaded before it is shown again. */
  isStale = false;

  constructor(private readonly options: PagedListOptions<T>) {
    this.#rows = this.#begin();
  }

  /** Another array once the list was reloaded, the same one while it grows. */
  get items(): readonly T[] {
    return this.#rows.items;
  }

  /** Items of the pages so far that could not be read. */
  get unreadable(): number {
    return this.#rows.unreadable;
  }

  /** How many there are in all by the server's estimate; once the list is complete, how many it has. */
  get totalCount(): number | undefined {
    return this.#rows.totalCount;
  }

  /** Whether the end has been reached. */
  get isComplete(): boolean {
    return this.#rows.isComplete;
  }

  /** Milliseconds since 1970 when its last page arrived. */
  get readAt(): number | undefined {
    return this.#rows.readAt;
  }

  get isLoading(): boolean {
    return this.#flight.isRunning;
  }

  /** Whether all of it is being requested again. */
  get isReloading(): boolean {
    return this.#coming !== undefined;
  }

  /** Items of a page, 1 to 500; stays the same until the list is reloaded. */
  get pageSize(): number {
    return this.#rows.pageSize;
  }

  get pagesLoaded(): number {
    return Math.ceil(this.#rows.position / this.#rows.pageSize);
  }

  /** What the last request of a page failed with; undefined once a later one succeeded. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Why the list could not be reloaded, so that its items are older than that; undefined once it could. */
  get reloadFailure(): Error | undefined {
    return this.#reloadFailure;
  }

  /**
   * Loads the first page, or as many as were asked for. Requests nothing when that was done or has failed, and doesn't
   * wait for a later page. Reloads a stale list, and waits for a reload.
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
    const size = this.pageSize;
    await this.#join((flight) => this.#fetchUpTo(this.#rows, (this.options.pages ?? 1) * size, size, flight));
  }

  /** Loads the next page; after a failure, the page that failed. */
  async loadNext(): Promise<void> {
    while (this.isReloading) {
      await this.#flight.waitForEnd();
    }
    await this.#join((flight) => this.#fetchNext(this.#rows, this.pageSize, flight));
  }

  /**
   * Loads all that is left with the fewest requests; what was fetched stays, however it ends.
   * @throws what a request failed with, or the AbortError of `signal` or of the list's end
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
      await this.#join((flight) => this.#fetchNext(this.#rows, this.#rows.sizeForRest, flight, priority), signal);
      this.#checkProgress(before);
      onPage();
    }
  }

  /**
   * Loads as many items again as there are, and all of them if there were all. The old ones stay until the new ones are
   * there, and if that fails. While a reload is under way, all further calls share one more, for a response that was
   * requested before a call may be older than what the caller wants to see.
   * @param rest loads all of the list instead
   * @throws the AbortError of `rest`
   */
  async reload(rest?: LoadRestOptions): Promise<void> {
    await this.#flight.runAfter((flight) => this.#replace(flight, rest), rest?.signal);
  }

  /** All items, fetching page after page as they are taken. Throws what a request failed with, or an AbortError. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const { idOf } = this.options;
    const taken = new Set<string>();
    for (;;) {
      // Other callers may load more while these are taken, or have the list read again.
      for (const item of this.items.filter((one) => !taken.has(idOf(one)))) {
        taken.add(idOf(item));
        yield item;
      }
      if (this.isComplete && this.items.every((one) => taken.has(idOf(one)))) {
        return;
      }
      if (!this.isComplete) {
        const before = this.#version;
        await this.loadNext();
        this.#checkProgress(before);
      }
    }
  }

  /** Ends the request under way; the list is of no more use. */
  abandon(): void {
    this.#abort.abort();
  }

  #begin(): PagedRows<T> {
    const { pageSize = DEFAULT_PAGE_SIZE, idOf } = this.options;
    return new PagedRows<T>(typeof pageSize === 'number' ? pageSize : pageSize(), idOf);
  }

  /** Throws what the last request failed with, or an AbortError where it was dropped. */
  #checkProgress(before: number): void {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
    if (this.#version === before) {
      throw abortReason(this.#abort.signal);
    }
  }

  /** Does the work unless some is under way, and waits for what is; what it fails with is remembered, not thrown. */
  #join(work: (flight: Flight) => Promise<void>, signal?: AbortSignal): Promise<void> {
    return this.#flight.join(async (flight) => {
      try {
        await work(flight);
        this.#failure = undefined;
      } catch (error) {
        if (!flight.cancelled.aborted) {
          this.#failure = isAbort(error) ? undefined : asError(error);
        }
      }
    }, signal);
  }

  async #replace(flight: Flight, rest: LoadRestOptions | undefined): Promise<void> {
    const [old, rows, wasStale] = [this.#rows, this.#begin(), this.isStale];
    this.#coming = rows;
    this.isStale = false;
    // The setting may have changed since: as many items as before need no more requests for that.
    const size = Math.max(old.pageSize, rows.pageSize);
    try {
      await this.#fetchUpTo(rows, rest === undefined ? old.position : Infinity, size, flight, rest);
      if (old.isComplete) {
        // An item may have been added: a list that was complete stays complete.
        await this.#fetchUpTo(rows, rows.position + MAX_PAGE_SIZE, size, flight);
      }
      const isShifted = rows.isAtEnd && !rows.isComplete;
      this.#put(isShifted ? await this.#readAgain(flight, rest?.priority ?? {}) : rows, undefined);
    } catch (error) {
      if (isAbort(error)) {
        this.isStale ||= wasStale;
      } else if (error instanceof EndlessListError || old.position === 0) {
        this.#put(rows, asError(error));
      } else {
        this.#reloadFailure = asError(error);
      }
    } finally {
      if (this.#coming === rows) {
        this.#coming = undefined;
      }
    }
  }

  #put(rows: PagedRows<T>, failure: Error | undefined): void {
    this.#rows = rows;
    this.#failure = failure;
    this.#reloadFailure = undefined;
    this.#version += 1;
  }

  /** Fetches pages until so many items are known, by large pages where there are enough. */
  async #fetchUpTo(
    rows: PagedRows<T>,
    wanted: number,
    usualSize: number,
    flight: Flight,
    rest?: { readonly priority?: RequestPriority; readonly onPage?: () => void },
  ): Promise<void> {
    do {
      const isMuch = rows.position % MAX_PAGE_SIZE === 0 && wanted - rows.position >= MAX_PAGE_SIZE;
      const size = wanted === Infinity ? rows.sizeForRest : isMuch ? MAX_PAGE_SIZE : usualSize;
      try {
        await this.#fetchNext(rows, size, flight, rest?.priority);
      } catch (error) {
        // The user has gone on beyond such a place before, and the rows behind it would be lost.
        if (!(error instanceof EndlessListError) || rows.position >= this.#rows.position) {
          throw error;
        }
      }
      rest?.onPage?.();
    } while (!rows.isAtEnd && rows.position < wanted);
  }

  /** Fetches the next page, and some more where it brings nothing new. */
  async #fetchNext(rows: PagedRows<T>, size: number, flight: Flight, priority: RequestPriority = {}): Promise<void> {
    const signal = AbortSignal.any([this.#abort.signal, flight.cancelled]);
    do {
      if (rows.isAtEnd) {
        break;
      }
      const pageNum = Math.floor(rows.position / size) + 1;
      const request = { itemsPerPage: size, priority: { ...priority, boost: flight.boost } };
      const page = await this.options.fetchPage(pageNum, signal, request);
      throwIfAborted(signal);
      rows.add(page, pageNum, size);
      this.#version += 1;
      if (rows.isEndless) {
        rows.continuePastLimit();
        throw new EndlessListError();
      }
    } while (rows.isWithoutProgress);
    if (rows === this.#rows && rows.isAtEnd && !rows.isComplete) {
      this.#put(await this.#readAgain(flight, priority), undefined);
    }
  }

  /** Reads all pages again, because items were deleted while they were read, and others shifted to pages already read. */
  async #readAgain(flight: Flight, priority: RequestPriority): Promise<PagedRows<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const rows = this.#begin();
      await this.#fetchUpTo(rows, Infinity, rows.pageSize, flight, { priority });
      if (rows.isComplete) {
        return rows;
      }
      if (attempt === MAX_ATTEMPTS) {
        rows.accept();
        this.isStale = true;
        return rows;
      }
    }
  }
}
