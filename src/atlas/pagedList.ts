import { isAbort } from './errors';
import { abortReason } from './exchange';
import type { Page } from './models';

/** Fetches one page; `pageNum` counts from 1. */
export type FetchPage<T> = (pageNum: number, signal: AbortSignal) => Promise<Page<T>>;

export interface PagedListOptions<T> {
  readonly fetchPage: FetchPage<T>;
  readonly idOf: (item: T) => string;
  /** How many pages `load` asks for: as many as the list had that this one replaces. */
  readonly pages?: number;
}

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
  #nextPage = 1;
  #complete = false;
  #unreadable = 0;
  #totalCount: number | undefined;
  #failure: Error | undefined;
  #loading: Promise<void> | undefined;

  constructor(private readonly options: PagedListOptions<T>) {}

  get items(): readonly T[] {
    return this.#items;
  }

  /** Rows of the pages so far that could not be read. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** How many there are in all by the server's estimate; once the list is complete, how many it has. */
  get totalCount(): number | undefined {
    return this.#complete ? this.#items.length : this.#totalCount;
  }

  /** Whether the end has been reached. */
  get isComplete(): boolean {
    return this.#complete;
  }

  get isLoading(): boolean {
    return this.#loading !== undefined;
  }

  get pagesLoaded(): number {
    return this.#nextPage - 1;
  }

  /** What the last request failed with; undefined once a later one succeeded. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Loads the first page, or as many as were asked for; asks nothing when that was done or has failed. */
  load(): Promise<void> {
    if (this.#loading === undefined && (this.pagesLoaded > 0 || this.#failure !== undefined)) {
      return Promise.resolve();
    }
    return this.#once(async () => {
      do {
        await this.#fetchNext();
      } while (!this.#complete && this.pagesLoaded < (this.options.pages ?? 1));
    });
  }

  /** Loads the next page; after a failure, the page that failed. */
  loadNext(): Promise<void> {
    return this.#once(() => (this.#complete ? Promise.resolve() : this.#fetchNext()));
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
      const asked = this.#nextPage;
      await this.loadNext();
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      if (this.#nextPage === asked) {
        throw abortReason(this.#abort.signal);
      }
    }
  }

  /** Ends the request under way; the list is of no more use. */
  abandon(): void {
    this.#abort.abort();
  }

  #once(work: () => Promise<void>): Promise<void> {
    this.#loading ??= work()
      .then(
        () => {
          this.#failure = undefined;
        },
        (error: unknown) => {
          this.#failure = isAbort(error) ? undefined : asError(error);
        },
      )
      .finally(() => {
        this.#loading = undefined;
      });
    return this.#loading;
  }

  async #fetchNext(): Promise<void> {
    const page = await this.options.fetchPage(this.#nextPage, this.#abort.signal);
    const before = this.#items.length;
    for (const item of page.items) {
      const id = this.options.idOf(item);
      if (!this.#ids.has(id)) {
        this.#ids.add(id);
        this.#items.push(item);
      }
    }
    this.#nextPage += 1;
    this.#unreadable += page.unreadable;
    this.#totalCount = page.totalCount ?? this.#totalCount;
    // A server whose pages repeat for ever must not be asked for ever.
    this.#complete = !page.mayContinue || (this.#items.length === before && page.unreadable === 0);
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
