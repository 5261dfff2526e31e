import { isCredentialRefusal, isMissingRole } from '../atlas/apiError';
import { ApiError } from '../atlas/errors';
import type { ExportBucket } from '../atlas/models';
import { isWhole } from '../atlas/reading';
import type { Credential } from '../credentials/credential';
import { listRows, type ItemList, type ListOptions, type ListRows } from './listRows';
import type { ExportBucketNode, ParentNode, ProjectNode } from './nodes';

/** Seconds until a list is requested again by itself where Atlas names no wait; twice as many after each refusal. */
const FIRST_WAIT = 10;
const LONGEST_WAIT = 300;

/** The list below one row: what is loaded of it, and what is to be said about it. */
export class LoadedList {
  readonly #rows: ListRows;
  #retryAt: number | undefined;
  /** How often in a row Atlas has refused for too many requests. */
  #refusals = 0;
  /** The failure that was reported last: several callers may have waited for one request. */
  #lastReported: Error | undefined;
  /** Export buckets that were found by ID before the page came that they are on; a complete list knows better. */
  readonly found: ExportBucket[] = [];

  constructor(parent: ParentNode, options: ListOptions) {
    this.#rows = listRows(parent, options);
  }

  get pages(): ItemList {
    return this.#rows.pages;
  }

  /** The credential that the list is seen through, as its rows have it. */
  get credential(): Credential {
    return this.#rows.credential;
  }

  /** Items of a page, 1 to 500; stays the same until the list is reloaded. */
  get pageSize(): number {
    return this.pages.pageSize;
  }

  /** Whether the list is to be reloaded before it is shown again. */
  get isStale(): boolean {
    return this.pages.isStale;
  }

  set isStale(isStale: boolean) {
    this.pages.isStale = isStale;
  }

  /** Why the list could not be reloaded; its rows are those from before. */
  get refreshError(): Error | undefined {
    return this.pages.reloadFailure;
  }

  /** What is wrong with the list, whether it has rows or not. */
  get failure(): Error | undefined {
    return this.refreshError ?? this.pages.failure;
  }

  /** When a rate limited list is requested again by itself, in milliseconds of `performance.now()`. */
  get retryAt(): number | undefined {
    return this.#retryAt;
  }

  /** Seconds until then, at least 0. */
  get secondsLeft(): number | undefined {
    const left = this.#retryAt === undefined ? undefined : Math.round(this.#retryAt - performance.now());
    return left === undefined ? undefined : Math.max(0, Math.ceil(left / 1000));
  }

  /** A row for each item that is loaded, in the server's order; then those that Atlas has not listed. */
  rows(): readonly (ProjectNode | ExportBucketNode)[] {
    return this.#rows.rows(this.found);
  }

  /** Whether several of the loaded items have this name. */
  isAmbiguous(name: string): boolean {
    return this.#rows.isAmbiguous(name);
  }

  /** Updates the credential name in the rows. */
  rename(credential: Credential): void {
    this.#rows.rename(credential);
  }

  /** Updates what the rows say about the row above them, such as the name of their project. */
  moveBelow(parent: ParentNode): void {
    this.#rows.moveBelow(parent);
  }

  /** Takes the wait for a rate limit for over. */
  stopWaiting(): void {
    this.#retryAt = undefined;
  }

  /**
   * Records what the last request came to: a list that Atlas refused for too many requests is requested again by itself,
   * once for each wait.
   * @returns the failure, if it has not been recorded before
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
   * Seconds; MongoDB's advice where no wait is named: ten, then twice as many each time. A wait that is named and doesn't
   * help, such as 0 seconds, grows as well.
   */
  #waitFor({ retryAfter }: ApiError): number {
    const first = retryAfter === undefined ? FIRST_WAIT : 1;
    return Math.max(Math.min(first * 2 ** this.#refusals, LONGEST_WAIT), retryAfter ?? 0);
  }
}

/** Whether nothing can be missing from a list: all of it was read, and nothing tells that it is out of date. */
export function isCurrent({ pages, isStale, failure }: LoadedList): boolean {
  return isWhole(pages) && !isStale && failure === undefined;
}

/** Whether Atlas does not accept the key or token itself, whatever it is asked for. */
export function isRefusedKey(failure: Error | undefined): boolean {
  return isCredentialRefusal(failure);
}

/** Whether a role granted meanwhile could change what the list shows: a token carries the roles of its birth. */
export function mayLackRole({ failure, pages }: LoadedList): boolean {
  return failure === undefined ? pages.isComplete && pages.items.length === 0 : isMissingRole(failure);
}
