import { PAGING, type Query } from './parameters';
import type { Row } from './world';

/**
 * Returns one page of a list in Atlas's format. Without a count, it has no `next` link and its `totalCount` is 0.
 * @param url the endpoint's absolute URL without a query
 * @param countError the error of the estimated count
 */
export function pageOf(
  rows: readonly Row[],
  url: string,
  query: URLSearchParams,
  requested: Query,
  countError = 0,
): Row {
  const { includeCount, itemsPerPage, pageNum } = requested;
  const start = (pageNum - 1) * itemsPerPage;
  const others = [...query].filter(([name]) => !PAGING.some((paging) => paging === name));
  const link = (rel: string, paging: Record<string, number>): Row => {
    const parameters = new URLSearchParams([
      ['includeCount', String(includeCount)],
      ...others,
      ...Object.entries(paging).map(([name, value]): [string, string] => [name, String(value)]),
    ]);
    return { href: `${url}?${parameters.toString()}`, rel };
  };
  return {
    links: [
      link('self', { pageNum, itemsPerPage }),
      ...(pageNum > 1 ? [link('previous', { itemsPerPage, pageNum: pageNum - 1 })] : []),
      ...(includeCount && start + itemsPerPage < rows.length
        ? [link('next', { itemsPerPage, pageNum: pageNum + 1 })]
        : []),
    ],
    results: rows.slice(start, start + itemsPerPage),
    totalCount: includeCount ? rows.length + countError : 0,
  };
}
