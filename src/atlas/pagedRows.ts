import type { Page } from './models';
import { MAX_PAGE_SIZE } from './requests';

/** Atlas filters after paging, so pages before the end may be empty, but never this many in a row. */
const MAX_EMPTY_PAGES = 5;
/** Items that a list may have beyond Atlas's estimated count before it is treated as endless. */
const MAX_BEYOND_COUNT = 5000;
/** Items that a list without a count may have before it is treated as endless. */
const MAX_UNCOUNTED = 100_000;
/** Larger counts are not trusted. */
const MAX_COUNT = 500_000;

/** Reports a list without an end: its pages repeat, or it has far more items than Atlas counted. */
export class EndlessListError extends Error {
  override readonly name = 'EndlessListError';

  constructor() {
    super('The list has no end');
  }
}

/** Reports a list that kept changing, or was refreshed, while it loaded, so that items may be missing. */
export class ChangedListError extends Error {
  override readonly name = 'ChangedListError';

  constructor() {
    super('The list changed while it loaded');
  }
}

/**
 * The loaded items of a list, in the server's order. An item that a later page repeats is kept once: pages shift when
 * an item is added while the list loads.
 */
export class PagedRows<T> {
  readonly #items: T[] = [];
  readonly #ids = new Set<string>();
  /** Number of unreadable rows of each page, by the position of its first row. */
  readonly #unreadable = new Map<number, number>();
  #position = 0;
  #isAtEnd = false;
  #hasShrunk = false;
  #totalCount: number | undefined;
  #readAt: number | undefined;
  #oldestReadAt: number | undefined;
  #emptyPages = 0;
  /** The position after which the list is treated as endless; undefined before the first page. */
  #limit: number | undefined;

  constructor(
    /** Items per page, 1 to 500. It never changes, because pages would shift. */
    readonly pageSize: number,
    private readonly idOf: (item: T) => string,
  ) {}

  get items(): readonly T[] {
    return this.#items;
  }

  /** Number of the server's items that were requested, whatever the page size. */
  get position(): number {
    return this.#position;
  }

  /** Whether the last page is loaded. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /**
   * Whether these are all items. If the count fell while the list loaded, items may have shifted to pages that were
   * already loaded.
   */
  get isComplete(): boolean {
    return this.#isAtEnd && !this.#hasShrunk;
  }

  /** Number of rows that could not be read. */
  get unreadable(): number {
    return [...this.#unreadable.values()].reduce((sum, rows) => sum + rows, 0);
  }

  /** Atlas's estimate of the number of items; the exact number once the list is complete. */
  get totalCount(): number | undefined {
    return this.isComplete ? this.#items.length : this.#totalCount;
  }

  /** Time at which the last page arrived, in milliseconds since 1970. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  /** Time at which the first page arrived, in milliseconds since 1970. */
  get oldestReadAt(): number | undefined {
    return this.#oldestReadAt;
  }

  /** Whether the last page brought nothing new although the list continues. */
  get isWithoutProgress(): boolean {
    return this.#emptyPages > 0 && !this.#isAtEnd;
  }

  /** Whether the list seems to have no end. */
  get isEndless(): boolean {
    const isBeyond = this.#limit !== undefined && this.#position > this.#limit;
    return !this.#isAtEnd && (isBeyond || this.#emptyPages >= MAX_EMPTY_PAGES);
  }

  /** The page size that loads the rest with the fewest requests; the usual size if another one saves none. */
  get sizeForRest(): number {
    const left = (this.#totalCount ?? this.#position) - this.#position;
    const largeCoversAlready = this.#position % MAX_PAGE_SIZE;
    if (this.#totalCount === undefined || (left <= 0 && largeCoversAlready === 0)) {
      return MAX_PAGE_SIZE;
    }
    return Math.ceil(left / this.pageSize) > Math.ceil((left + largeCoversAlready) / MAX_PAGE_SIZE)
      ? MAX_PAGE_SIZE
      : this.pageSize;
  }

  /** Resets the limits of a list that was treated as endless, so that it can continue to the next limit. */
  continuePastLimit(): void {
    this.#emptyPages = 0;
    this.#limit = Math.max(this.#limit ?? 0, this.#position + MAX_BEYOND_COUNT);
  }

  /** Treats the items as complete although the count fell. */
  acceptAsComplete(): void {
    this.#hasShrunk = false;
  }

  /** Adds a page. `pageNum` counts pages of `size` items and starts at 1. */
  add(page: Page<T>, pageNum: number, size: number): void {
    const before = this.#items.length;
    const isExpected = this.#position < (this.#totalCount ?? page.totalCount ?? 0);
    for (const item of page.items) {
      const id = this.idOf(item);
      if (!this.#ids.has(id)) {
        this.#ids.add(id);
        this.#items.push(item);
      }
    }
    this.#position = pageNum * size;
    this.#readAt = Date.now();
    this.#oldestReadAt ??= this.#readAt;
    this.#recordUnreadable((pageNum - 1) * size, page.unreadable);
    this.#hasShrunk ||= (page.totalCount ?? Infinity) < (this.#totalCount ?? 0);
    this.#totalCount = page.totalCount ?? this.#totalCount;
    this.#limit ??= page.totalCount === undefined ? MAX_UNCOUNTED : limitOf(page.totalCount);
    this.#isAtEnd = !page.mayContinue;
    // Unreadable rows have no ID to tell them apart, so beyond the count they don't prove that a page is new.
    const isNew = this.#items.length > before || (page.unreadable > 0 && isExpected);
    this.#emptyPages = isNew ? 0 : this.#emptyPages + 1;
  }

  /** Replaces the numbers of all pages from `position` on, because a larger page contains them again. */
  #recordUnreadable(position: number, rows: number): void {
    for (const other of this.#unreadable.keys()) {
      if (other >= position) {
        this.#unreadable.delete(other);
      }
    }
    if (rows > 0) {
      this.#unreadable.set(position, rows);
    }
  }
}

function limitOf(totalCount: number): number {
  const count = Math.min(totalCount, MAX_COUNT);
  return Math.max(2 * count, count + MAX_BEYOND_COUNT);
}
