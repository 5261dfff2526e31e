import * as v from 'valibot';
import type { Connection, GetRequest } from './connection';
import { isCountTimeout } from './countedPages';
import type { Json } from './json';
import { decodePage, type Page } from './models';
import { decodeRow, isAmbiguousList, rowTexts, type RowText } from './rawJson';
import { DEFAULT_PAGE_SIZE, type ListRequest } from './requests';

/** What a list request needs besides its page: the resource, and options of this endpoint alone. */
export interface ListResource<T> extends Pick<GetRequest, 'endpoint' | 'parameters' | 'query' | 'version'> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** Adds the original text to a decoded row. */
  readonly addText?: (item: T, row: unknown, text: RowText) => T;
}

/** Requests one resource and decodes it. */
export function getResource<T>(
  connection: Connection,
  schema: v.GenericSchema<unknown, T>,
  request: GetRequest,
): Promise<T> {
  return connection.get(request, ({ value, hasRepeatedNames }) => {
    const parsed = v.safeParse(schema, value);
    // Which of the values of a repeated name is meant is unknown.
    return parsed.success && !hasRepeatedNames ? parsed.output : undefined;
  });
}

/** Requests one page of a list and decodes it; without its count if Atlas can't count the items in time. */
export async function getPage<T>(
  connection: Connection,
  { schema, addText, query, ...resource }: ListResource<T>,
  { pageNum, itemsPerPage, includeCount, signal, priority }: ListRequest,
): Promise<Page<T>> {
  const get = (includeCount: boolean | undefined): Promise<Page<T>> =>
    connection.get(
      { ...resource, query: { includeCount, itemsPerPage, pageNum, ...query }, signal, priority },
      (json) => {
        const size = itemsPerPage ?? DEFAULT_PAGE_SIZE;
        const page = isAmbiguousList(json, ['results'])
          ? undefined
          : decodePage(schema, json.value, size, rowDecoder(schema, json, addText));
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

function rowDecoder<T>(
  schema: ListResource<T>['schema'],
  json: Json,
  addText: ListResource<T>['addText'] = (item) => item,
): (row: unknown, index: number) => T | undefined {
  const textOf = rowTexts(json);
  return (row, index) => {
    const text = textOf(index);
    const item = decodeRow(schema, row, text);
    return item === undefined ? undefined : addText(item, row, text);
  };
}
