import { isMissingRole } from '../../atlas/errorCodes';
import { isAbort } from '../../atlas/errors';
import type { Page } from '../../atlas/models';
import { PagedList } from '../../atlas/pagedList';
import { ChangedListError } from '../../atlas/pagedRows';
import type { LoadedItems } from '../../atlas/loadedItems';
import { MAX_PAGE_SIZE } from '../../atlas/requests';
import type { Known } from './projectExports';

/**
 * Returns a response, or why there is none.
 * @param instead returns the value for a failure that says that there is nothing
 * @throws an AbortError
 */
export async function known<T>(
  read: () => Promise<T>,
  instead: (failure: unknown) => T | undefined = () => undefined,
): Promise<Known<T>> {
  try {
    return { kind: 'loaded', value: await read() };
  } catch (failure) {
    if (isAbort(failure)) {
      throw failure;
    }
    const value = instead(failure);
    const kind = isMissingRole(failure) ? 'forbidden' : 'failed';
    return value !== undefined ? { kind: 'loaded', value } : { kind, failure };
  }
}

/**
 * Returns all items of a list. `fetch` loads a page, whose number starts at 1.
 * @throws what `fetch` throws, EndlessListError, or ChangedListError if items may be missing
 */
export async function allPages<T>(
  fetch: (page: { readonly pageNum: number; readonly itemsPerPage: number }) => Promise<Page<T>>,
  idOf: (item: T) => string,
): Promise<LoadedItems<T>> {
  const list = new PagedList<T>({
    idOf,
    pageSize: MAX_PAGE_SIZE,
    fetchPage: (pageNum, _signal, { itemsPerPage }) => fetch({ pageNum, itemsPerPage }),
  });
  await list.loadRest({ signal: new AbortController().signal, priority: {}, onPage: () => undefined });
  if (list.isStale) {
    throw new ChangedListError();
  }
  return { items: list.items, unreadable: list.unreadable, isComplete: list.isComplete };
}

/** Returns the items of the only page of a list. */
export function onlyPage<T>({ items, unreadable, mayContinue }: Page<T>): LoadedItems<T> {
  return { items, unreadable, isComplete: !mayContinue };
}
