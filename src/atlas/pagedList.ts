import { asError, isAbort } from './errors';
import { abortReason, throwIfAborted } from './abort';
import type { Page } from './models';
import type { Manner } from './scheduler';
import { SingleFlight, type Flight } from './singleFlight';

/** How one page is asked for. */
export interface PageRequest {
  /** 1 to 500; `pageNum` counts pages of this size. */
  readonly itemsPerPage: number;
  readonly manner: Manner;
}

/** Fetches one page; `pageNum` counts from 1. */
export type FetchPage<T> = (pageNum: number, signal: AbortSignal, request: PageRequest) => Promise<Page<T>>;

export interface PagedListOptions<T> {
  readonly fetchPage: FetchPage<T>;
  readonly idOf: (item: T) => string;
  /** Items of a page, 1 to 500, unless all of the list is wanted; 100 by default. */
  readonly pageSize?: number;
  /** How many pages `load` asks for: as many as the list had that this one replaces. */
  readonly pages?: number;
}

/** How the rest of a list is loaded. */
export interface RestRequest {
  /** Ends this caller's wait; the request under way too, when nobody else waits for it. */
  readonly signal: AbortSignal;
  readonly manner: Omit<Manner, 'promotion'>;
  /** Told after each page. */
  readonly onPage: () => void;
}

const DEFAULT_PAGE_SIZE = 100;
const LARGEST_PAGE = 500;

/**
 * The part of a list that has been asked for. Rows stay in the server's order, and a row that the server repeats on a
 * later page (its pages shift when somebody adds a row meanwhile) is kept once.
 *
 * At most one request is under way, whoever asks and how often. A failure is remembered for being shown, and the next
 * `loadNext` asks for the same page again.
 */
export class PagedList<T> {
  readonly #items: T[] = [];
  readonly #ids = new Set<string>();
  readonly #abort = new AbortController();
  /** How many rows have been asked for; those on it, whatever the size of a page, are known. */
  #position = 0;
  #complete = false;
  /** How many rows could not be read of each page, by the position of its first row. */
  readonly #unreadable = new Map<number, number>();
  #totalCount: number | undefined;
  #readAt: number | undefined;
  #failure: Error | undefined;
  readonly #flight = new SingleFlight();

  constructor(private readonly options: PagedListOptions<T>) {}

  get items(): readonly T[] {
    return this.#items;
  }

  /** Rows of the pages so far that could not be read. */
  get unreadable(): number {
    return [...this.#unreadable.values()].reduce((sum, rows) => sum + rows, 0);
  }

  /** How many there are in all by the server's estimate; once the list is complete, how many it has. */
  get totalCount(): number | undefined {
    return this.#complete ? this.#items.length : this.#totalCount;
  }

  /** Whether the end has been reached. */
  get isComplete(): boolean {
    return this.#complete;
  }

  /** Milliseconds since 1970 when its last page arrived. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  get isLoading(): boolean {
    return this.#flight.isUnderWay;
  }

  get pagesLoaded(): number {
    return Math.ceil(this.#position / this.#pageSize);
  }

  /** What the last request failed with; undefined once a later one succeeded. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /**
   * Loads the first page, or as many as were asked for; asks nothing when that was done or has failed, and does not wait
   * for a later page that is under way.
   */
  load(): Promise<void> {
    if (this.pagesLoaded > 0 || (!this.isLoading && this.#failure !== undefined)) {
      return Promise.resolve();
    }
    const rows = (this.options.pages ?? 1) * this.#pageSize;
    return this.#join(async (flight) => {
      do {
        const isMuch = this.#position % LARGEST_PAGE === 0 && rows - this.#position >= LARGEST_PAGE;
        await this.#fetchNext(isMuch ? LARGEST_PAGE : this.#pageSize, flight);
      } while (!this.#complete && this.#position < rows);
    });
  }

  /** Loads the next page; after a failure, the page that failed. */
  loadNext(): Promise<void> {
    return this.#join((flight) => (this.#complete ? Promise.resolve() : this.#fetchNext(this.#pageSize, flight)));
  }

  /**
   * Loads all that is left with the fewest requests; what was fetched stays, however it ends.
   * @throws what a request failed with, or the AbortError of `signal` or of the list's end
   */
  async loadRest({ signal, manner, onPage }: RestRequest): Promise<void> {
    while (!this.#complete) {
      const before = this.#position;
      const size = this.#sizeForRest();
      await this.#join((flight) => this.#fetchNext(size, flight, manner), signal);
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      if (this.#position === before && !this.isComplete) {
        throw abortReason(this.#abort.signal);
      }
      onPage();
    }
  }

  /** All rows, fetching page after page as they are taken. Throws what a request failed with, or an AbortError. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let position = 0;
    for (;;) {
      // Somebody else may load more while these are taken.
      while (position < this.#items.length) {
        const rows = this.#items.slice(position);
        position += rows.length;
        yield* rows;
      }
      if (this.#complete) {
        return;
      }
      const asked = this.#position;
      await this.loadNext();
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      if (this.#position === asked) {
        throw abortReason(this.#abort.signal);
      }
    }
  }

  /** Ends the request under way; the list is of no more use. */
  abandon(): void {
    this.#abort.abort();
  }

  get #pageSize(): number {
    return this.options.pageSize ?? DEFAULT_PAGE_SIZE;
  }

  /** The size of page that needs the fewest requests; the usual one where another would save none. */
  #sizeForRest(): number {
    if (this.#totalCount === undefined) {
      return Math.max(LARGEST_PAGE, this.#pageSize);
    }
    const left = this.#totalCount - this.#position;
    const largeCoversAlready = this.#position % LARGEST_PAGE;
    return Math.ceil(left / this.#pageSize) > Math.ceil((left + largeCoversAlready) / LARGEST_PAGE)
      ? LARGEST_PAGE
      : this.#pageSize;
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

  async #fetchNext(size: number, { cancelled, promotion }: Flight, manner: Manner = {}): Promise<void> {
    const asked = this.#position;
    const pageNum = Math.floor(asked / size) + 1;
    const signal = AbortSignal.any([this.#abort.signal, cancelled]);
    const request = { itemsPerPage: size, manner: { ...manner, promotion } };
    const page = await this.options.fetchPage(pageNum, signal, request);
    throwIfAborted(cancelled);
    const before = this.#items.length;
    for (const item of page.items) {
      const id = this.options.idOf(item);
      if (!this.#ids.has(id)) {
        this.#ids.add(id);
        this.#items.push(item);
      }
    }
    this.#position = pageNum * size;
    this.#readAt = Date.now();
    this.#noteUnreadable((pageNum - 1) * size, page.unreadable);
    this.#totalCount = page.totalCount ?? this.#totalCount;
    const isAllNew = (pageNum - 1) * size >= asked;
    // A server whose pages repeat for ever must not be asked for ever.
    this.#complete = !page.mayContinue || (isAllNew && this.#items.length === before && page.unreadable === 0);
  }

  /** A larger page begins where a smaller one does, or within one, and brings again what came after that. */
  #noteUnreadable(position: number, rows: number): void {
    for (const known of this.#unreadable.keys()) {
      if (known >= position) {
        this.#unreadable.delete(known);
      }
    }
    this.#unreadable.set(position, rows);
  }
}
