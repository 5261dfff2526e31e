import { throwIfAborted } from './abort';
import type { Page } from './models';
import { EndlessListError, PagedRows } from './pagedRows';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type RequestPriority } from './requests';
import type { Flight } from './singleFlight';

/** How one page is requested. */
export interface PageRequest {
  /** 1 to 500; `pageNum` counts pages of this size. */
  readonly itemsPerPage: number;
  readonly priority: RequestPriority;
}

/** Fetches one page; `pageNum` starts at 1. */
export type FetchPage<T> = (pageNum: number, signal: AbortSignal, request: PageRequest) => Promise<Page<T>>;

export interface PageLoaderOptions<T> {
  readonly fetchPage: FetchPage<T>;
  readonly idOf: (item: T) => string;
  /** Items per page, 1 to 500; 100 by default. A function is called each time the list is loaded from the start. */
  readonly pageSize?: number | (() => number);
}

/** How the rest of a list is loaded. */
export interface LoadRestOptions {
  /** Ends this caller's wait, and cancels the request if it has no other caller. */
  readonly signal: AbortSignal;
  readonly priority: Omit<RequestPriority, 'boost'>;
  /** Called after each page. */
  readonly onPage: () => void;
}

/** Up to where a list is loaded, and how. */
export interface LoadTarget {
  /** Number of items on the server's list; Infinity for all of them. */
  readonly position: number;
  /** Items per page where larger pages save no request. */
  readonly usualSize: number;
  /** Items that were loaded before. A list is not treated as endless before this position. */
  readonly loadedBefore?: number;
  readonly priority?: RequestPriority | undefined;
  /** Called after each page. */
  readonly onPage?: (() => void) | undefined;
}

export interface LoadedRows<T> {
  readonly rows: PagedRows<T>;
  /** Whether items may be missing although the end was reached, because the list kept changing while it loaded. */
  readonly mayMissItems: boolean;
}

/** How often a list is loaded from the start if items are deleted while it loads. */
const MAX_ATTEMPTS = 2;

/** Fetches the pages of one list. */
export class PageLoader<T> {
  constructor(
    private readonly options: PageLoaderOptions<T>,
    /** Ends every request of the list. */
    private readonly signal: AbortSignal,
    /** Called for each page that arrived. */
    private readonly onArrival: () => void,
  ) {}

  /** Returns empty rows, with the page size of the current setting. */
  begin(): PagedRows<T> {
    const { pageSize = DEFAULT_PAGE_SIZE, idOf } = this.options;
    return new PagedRows<T>(typeof pageSize === 'number' ? pageSize : pageSize(), idOf);
  }

  /**
   * Adds the next page to the rows, and further pages while they bring nothing new.
   * @throws EndlessListError, or what the request fails with
   */
  async loadNext(rows: PagedRows<T>, size: number, flight: Flight, priority: RequestPriority = {}): Promise<void> {
    const signal = AbortSignal.any([this.signal, flight.canceled]);
    do {
      if (rows.isAtEnd) {
        return;
      }
      const pageNum = Math.floor(rows.position / size) + 1;
      const request = { itemsPerPage: size, priority: { ...priority, boost: flight.boost } };
      const page = await this.options.fetchPage(pageNum, signal, request);
      throwIfAborted(signal);
      rows.add(page, pageNum, size);
      this.onArrival();
      if (rows.isEndless) {
        rows.continuePastLimit();
        throw new EndlessListError();
      }
    } while (rows.isWithoutProgress);
  }

  /** Adds pages until the target is reached, with the largest pages where they save requests. */
  async loadUpTo(rows: PagedRows<T>, target: LoadTarget, flight: Flight): Promise<void> {
    const { position, usualSize, loadedBefore = 0, priority, onPage } = target;
    do {
      const needsLargePage = rows.position % MAX_PAGE_SIZE === 0 && position - rows.position >= MAX_PAGE_SIZE;
      const size = position === Infinity ? rows.sizeForRest : needsLargePage ? MAX_PAGE_SIZE : usualSize;
      try {
        await this.loadNext(rows, size, flight, priority);
      } catch (error) {
        // The user continued past this position before. Stopping here would lose the rows behind it.
        if (!(error instanceof EndlessListError) || rows.position >= loadedBefore) {
          throw error;
        }
      }
      onPage?.();
    } while (!rows.isAtEnd && rows.position < position);
  }

  /** Loads as many items into `rows` as `old` has; the whole list if `old` was complete, or for `rest`. */
  async reload(
    rows: PagedRows<T>,
    old: PagedRows<T>,
    flight: Flight,
    rest: LoadRestOptions | undefined,
  ): Promise<LoadedRows<T>> {
    const loadedBefore = old.position;
    // The setting may have changed. A larger page size never needs more requests for the same items.
    const usualSize = Math.max(old.pageSize, rows.pageSize);
    const position = rest === undefined ? old.position : Infinity;
    await this.loadUpTo(rows, { position, usualSize, loadedBefore, ...rest }, flight);
    if (old.isComplete) {
      // Items may have been added. A complete list stays complete.
      await this.loadUpTo(rows, { position: Infinity, usualSize, loadedBefore }, flight);
    }
    return rows.isAtEnd && !rows.isComplete
      ? this.loadAgain(loadedBefore, flight, rest?.priority)
      : { rows, mayMissItems: false };
  }

  /**
   * Loads the whole list from the start, because items were deleted while it loaded and others shifted to pages that were
   * already loaded.
   */
  async loadAgain(loadedBefore: number, flight: Flight, priority: RequestPriority | undefined): Promise<LoadedRows<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const rows = this.begin();
      await this.loadUpTo(rows, { position: Infinity, usualSize: rows.pageSize, loadedBefore, priority }, flight);
      if (rows.isComplete || attempt === MAX_ATTEMPTS) {
        const mayMissItems = !rows.isComplete;
        rows.acceptAsComplete();
        return { rows, mayMissItems };
      }
    }
  }
}
