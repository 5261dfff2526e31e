import * as v from 'valibot';
import type { Connection, GetRequest } from './connection';
import { isCountTimeout } from './countedPages';
import { decodePage, type Page } from './models';
import { DEFAULT_PAGE_SIZE, type ListRequest } from './requests';

/** What a list request needs besides its page: the resource, and options of this endpoint alone. */
export interface ListResource<T> extends Pick<GetRequest, 'endpoint' | 'parameters' | 'query' | 'version'> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** Returns a function that completes each decoded row from the text of the page. */
  readonly completeFrom?: (text: string) => (item: T, row: unknown, index: number) => T;
}

/** Requests one resource and decodes it. */
export function getResource<T>(
  connection: Connection,
  schema: v.GenericSchema<unknown, T>,
  request: GetRequest,
): Promise<T> {
  return connection.get(request, (body) => {
    const parsed = v.safeParse(schema, body);
    return parsed.success ? parsed.output : undefined;
  });
}

/** Requests one page of a list and decodes it; without its count if Atlas can't count the items in time. */
export async function getPage<T>(
  connection: Connection,
  { schema, completeFrom, query, ...resource }: ListResource<T>,
  { pageNum, itemsPerPage, includeCount, signal, priority }: ListRequest,
): Promise<Page<T>> {
  const get = (includeCount: boolean | undefined): Promise<Page<T>> =>
    connection.get(
      { ...resource, query: { includeCount, itemsPerPage, pageNum, ...query }, signal, priority },
      (body, text) => {
        const page = decodePage(schema, body, itemsPerPage ?? DEFAULT_PAGE_SIZE, completeFrom?.(text));
        // Without a count, Atlas returns `totalCount: 0`.
        return page !== undefined && includeCount === false ? { ...page, totalCount: undefined } : page;
      },
    );
  try {
    return await get(includeCount);
  } catch (error) {
    if (includeCount === undefined && isCountTimeout(error)) {
      return get(false);
    }
    throw error;
  }
}
