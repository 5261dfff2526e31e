import type { Page } from './models';

/** Items of a page, at most. */
export const MAX_PAGE_SIZE = 500;
/** Atlas filters after paging, so that a page may be empty before the end; one after the other so many are not. */
const MAX_EMPTY_PAGES = 5;
/** Items that a list may have beyond what Atlas counted, which is an estimate, before it is taken for one without end. */
const MAX_BEYOND_COUNT = 5000;
/** Items that a list may have when Atlas doesn't count them. */
const MAX_UNCOUNTED = 100_000;
/** Counts above this one are not believed. */
const MAX_COUNT = 500_000;

/** A list that goes on and on: its pages repeat, or it has far more items than Atlas counted. */
export class EndlessListError extends Error {
  override readonly name = 'EndlessListError';

  constructor() {
    super('The list does not end');
  }
}

/**
 * The items of a list as far as they are loaded, in the server's order. An item that the server repeats on a later page
 * (pages shift when an item is added while they are loaded) is kept once.
 */
export class PagedRows<T> {
  readonly #items: T[] = [];
  readonly #ids = new Set<string>();
  /** How many items of each page could not be read, by the position of its first one. */
  readonly #unreadable = new Map<number, number>();
  #position = 0;
  #isAtEnd = false;
  #hasShrunk = false;
  #totalCount: number | undefined;
  #readAt: number | undefined;
  #idlePages = 0;
  /** The position beyond which the list is taken for one without end; undefined before the first page. */
  #limit: number | undefined;

  constructor(
    /** Items of a page, 1 to 500; stays the same, or pages would shift. */
    readonly pageSize: number,
    private readonly idOf: (item: T) => string,
  ) {}

  get items(): readonly T[] {
    return this.#items;
  }

  /** How many of the server's items have been requested; those up to here are known, whatever the size of a page. */
  get position(): number {
    return this.#position;
  }

  /** Whether the last page has been read. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Whether these are all items. Not so if the count fell while they were loaded: pages shift over those that follow. */
  get isComplete(): boolean {
    return this.#isAtEnd && !this.#hasShrunk;
  }

  /** Items of the pages so far that could not be read. */
  get unreadable(): number {
    return [...this.#unreadable.values()].reduce((sum, rows) => sum + rows, 0);
  }

  /** How many there are in all by the server's estimate; once the list is complete, how many it has. */
  get totalCount(): number | undefined {
    return this.isComplete ? this.#items.length : this.#totalCount;
  }

  /** Milliseconds since 1970 when the last page arrived. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  /** Whether the last page brought nothing new, and the list goes on. */
  get isWithoutProgress(): boolean {
    return this.#idlePages > 0 && !this.#isAtEnd;
  }

  /** Whether there is no reason to expect an end. */
  get isEndless(): boolean {
    const isBeyond = this.#limit !== undefined && this.#position > this.#limit;
    return !this.#isAtEnd && (isBeyond || this.#idlePages >= MAX_EMPTY_PAGES);
  }

  /** The size of page that brings the rest with the fewest requests; the usual one where another would save none. */
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

  /** Lets a list that was taken for one without end go on, until it is again. */
  continuePastLimit(): void {
    this.#idlePages = 0;
    this.#limit = Math.max(this.#limit ?? 0, this.#position + MAX_BEYOND_COUNT);
  }

  /** Takes the items for all there are, although the count fell. */
  accept(): void {
    this.#hasShrunk = false;
  }

  /** Adds a page; `pageNum` counts pages of `size` items from 1. */
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
    this.#noteUnreadable((pageNum - 1) * size, page.unreadable);
    this.#hasShrunk ||= (page.totalCount ?? Infinity) < (this.#totalCount ?? 0);
    this.#totalCount = page.totalCount ?? this.#totalCount;
    this.#limit ??= page.totalCount === undefined ? MAX_UNCOUNTED : limitOf(page.totalCount);
    this.#isAtEnd = !page.mayContinue;
    // What cannot be read cannot be told apart either: beyond the count, it is no sign of anything new.
    const isNew = this.#items.length > before || (page.unreadable > 0 && isExpected);
    this.#idlePages = isNew ? 0 : this.#idlePages + 1;
  }

  /** A larger page begins where a smaller one does, or within one, and brings again what came after that. */
  #noteUnreadable(position: number, rows: number): void {
    for (const known of this.#unreadable.keys()) {
      if (known >= position) {
        this.#unreadable.delete(known);
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
