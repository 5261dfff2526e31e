import { isMissingRole, meaningOf } from '../atlas/errorCodes';
import { ApiError } from '../atlas/errors';
import type { ExportBucket } from '../atlas/models';
import { isWhole } from '../atlas/loadedItems';
import type { Credential } from '../credentials/credential';
import { listRows, type ItemList, type ListOptions, type ListRows } from './listRows';
import type { ItemNode, ParentNode } from './nodes';

/** Seconds until a rate-limited list is retried if Atlas names no wait. The wait doubles with each refusal. */
const FIRST_WAIT = 10;
const LONGEST_WAIT = 300;

/** An export bucket that was requested by its ID. */
interface FoundBucket {
  readonly bucket: ExportBucket;
  /** When it was loaded, in milliseconds since 1970. */
  readonly readAt: number;
}

/** The list below a row: its loaded pages, its rows, its failure and its retry time. */
export class LoadedList {
  readonly #rows: ListRows;
  #retryAt: number | undefined;
  /** Consecutive responses with status 429. */
  #refusals = 0;
  /** The failure that was reported last. Several callers may wait for one request. */
  #lastReported: Error | undefined;
  /** Export buckets that were found by ID before their page was loaded. A complete list overrides them. */
  readonly #found = new Map<string, FoundBucket>();

  constructor(parent: ParentNode, options: ListOptions) {
    this.#rows = listRows(parent, options);
  }

  /** Keeps an export bucket that was requested by its ID, and replaces what an earlier request found. */
  keepFound(bucket: ExportBucket): void {
    this.#found.set(bucket._id, { bucket, readAt: Date.now() });
  }

  get pages(): ItemList {
    return this.#rows.pages;
  }

  /** The credential of the list, as its rows contain it. */
  get credential(): Credential {
    return this.#rows.credential;
  }

  /** Why the last request failed, whether the list has rows or not. */
  get failure(): Error | undefined {
    return this.pages.refreshError ?? this.pages.failure;
  }

  /** When a rate-limited list is retried, in milliseconds of `performance.now()`. */
  get retryAt(): number | undefined {
    return this.#retryAt;
  }

  /** Seconds until `retryAt`, at least 0. */
  get secondsLeft(): number | undefined {
    const left = this.#retryAt === undefined ? undefined : Math.round(this.#retryAt - performance.now());
    return left === undefined ? undefined : Math.max(0, Math.ceil(left / 1000));
  }

  /** Returns a row for each loaded item in the server's order, then the rows that Atlas has not listed. */
  rows(): readonly ItemNode[] {
    return this.#rows.rows(Array.from(this.#found.values(), ({ bucket }) => bucket));
  }

  /** Returns when the row of an export bucket was loaded at the earliest, in milliseconds since 1970. */
  readAtOf(exportBucketId: string): number | undefined {
    const isListed = this.pages.items.some((item) => '_id' in item && item._id === exportBucketId);
    return isListed ? this.pages.oldestReadAt : this.#found.get(exportBucketId)?.readAt;
  }

  /** When the oldest row was loaded, in milliseconds since 1970; undefined if nothing is loaded. */
  get oldestReadAt(): number | undefined {
    const found = isCurrent(this) ? [] : Array.from(this.#found.values(), ({ readAt }) => readAt);
    const times = [this.pages.oldestReadAt ?? [], found].flat();
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Returns how many last characters of the ID tell the loaded items of a name apart; 0 if only one has the name. */
  idDigits(name: string): number {
    return this.#rows.idDigits(name);
  }

  /** Updates the credential name in the rows. */
  rename(credential: Credential): void {
    this.#rows.rename(credential);
  }

  /** Updates the parent in the rows, such as the name of their project. */
  moveBelow(parent: ParentNode): void {
    this.#rows.moveBelow(parent);
  }

  /** Ends the wait for a rate limit. */
  stopWaiting(): void {
    this.#retryAt = undefined;
  }

  /**
   * Records the result of the last request. Schedules one retry if Atlas responded with status 429.
   * @returns the failure, unless it was recorded before
   */
  recordResult(): Error | undefined {
    const { failure } = this;
    if (failure === this.#lastReported) {
      return undefined;
    }
    this.#lastReported = failure;
    if (failure instanceof ApiError && failure.status === 429) {
      this.#retryAt = performance.now() + this.#waitFor(failure) * 1000;
      this.#refusals += 1;
    } else {
      this.#retryAt = undefined;
      this.#refusals = 0;
    }
    return failure;
  }

  /**
   * Returns seconds. If Atlas names no wait, follows MongoDB's advice: 10 seconds, doubled after each refusal. If Atlas
   * names a wait that is too short, such as 0 seconds, the wait grows as well.
   */
  #waitFor({ retryAfter }: ApiError): number {
    const first = retryAfter === undefined ? FIRST_WAIT : 1;
    return Math.max(Math.min(first * 2 ** this.#refusals, LONGEST_WAIT), retryAfter ?? 0);
  }
}

/** Returns whether a list is complete, readable and up to date. */
export function isCurrent({ pages, failure }: LoadedList): boolean {
  return isWhole(pages) && !pages.isStale && failure === undefined;
}

/** Returns whether the rows of a list may have changed since they were loaded: a reload failed, or is due. */
export function isOutdated({ pages }: LoadedList): boolean {
  return pages.isStale || pages.refreshError !== undefined;
}

/** Returns whether Atlas rejected the key or token itself, rather than the request. */
export function isRefusedKey(failure: Error | undefined): boolean {
  return failure instanceof ApiError && meaningOf(failure) === 'credential';
}

/** Returns whether a new role could change the list. A token keeps the roles that it was issued with. */
export function mayLackRole({ failure, pages }: LoadedList): boolean {
  return failure === undefined ? pages.isComplete && pages.items.length === 0 : isMissingRole(failure);
}
