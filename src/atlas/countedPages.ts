import { meaningOf } from './errorCodes';
import { ApiError } from './errors';
import type { Page } from './models';
import type { FetchPage, PageRequest } from './pageLoader';

/** A request of one page, as the list methods of the client take it. */
export interface CountedPageRequest extends PageRequest {
  readonly pageNum: number;
  readonly signal: AbortSignal;
  readonly includeCount: boolean;
}

/** Returns whether Atlas refused a page only because it can't count the list in time. */
export function isCountTimeout(error: unknown): boolean {
  return error instanceof ApiError && meaningOf(error) === 'countTimedOut';
}

/**
 * Fetches the pages of one list with its total count. If Atlas can't count in time, that page and all further ones are
 * requested without a count.
 */
export function countedPages<T>(list: (request: CountedPageRequest) => Promise<Page<T>>): FetchPage<T> {
  let includeCount = true;
  return async (pageNum, signal, request) => {
    try {
      return await list({ ...request, pageNum, signal, includeCount });
    } catch (error) {
      if (!includeCount || !isCountTimeout(error)) {
        throw error;
      }
      includeCount = false;
      return list({ ...request, pageNum, signal, includeCount });
    }
  };
}
