import { meaningOf } from './errorCodes';
import { ApiError } from './errors';
import type { Page } from './models';
import type { FetchPage, PageRequest } from './pageLoader';

/** One page of a list of Atlas, as the methods of the client take it. */
export interface CountedPageRequest extends PageRequest {
  readonly pageNum: number;
  readonly signal: AbortSignal;
  readonly includeCount: boolean;
}

/** Whether Atlas refuses a page only because it can't count the list in time. */
export function isCountTimeout(error: unknown): boolean {
  return error instanceof ApiError && meaningOf(error) === 'countTimedOut';
}

/**
 * Fetches the pages of one list with the number of items in all. Once Atlas can't count them in time, the list goes on
 * without: that page is requested again, and no further one is counted.
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
