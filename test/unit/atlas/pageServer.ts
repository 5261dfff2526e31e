import fc from 'fast-check';
import type { Page } from '../../../src/atlas/models';
import { PagedList } from '../../../src/atlas/pagedList';
import type { FetchPage } from '../../../src/atlas/pageLoader';

export interface Row {
  readonly id: number;
}

export const idOf = ({ id }: Row): string => String(id);

export function pageOf(ids: readonly number[], mayContinue: boolean, more: Partial<Page<Row>> = {}): Page<Row> {
  return { items: ids.map((id) => ({ id })), unreadable: 0, totalCount: undefined, mayContinue, ...more };
}

/** Returns a server, and a list of its rows, whose pages have that many rows. */
export function serve(total: number, pageSize: number, beforeNext?: (server: PageServer) => void) {
  const server = new PageServer(ids(total), pageSize, () => beforeNext?.(server));
  return { server, list: new PagedList({ fetchPage: server.fetchPage, idOf }) };
}

export function idsOf(list: PagedList<Row>): number[] {
  return list.items.map(({ id }) => id);
}

/** A server whose rows can change between requests, and that records requests and responses. */
export class PageServer {
  readonly requested: number[] = [];
  readonly sent: number[] = [];

  constructor(
    readonly rows: number[],
    readonly size: number,
    readonly beforeNext: () => void = () => undefined,
  ) {}

  /** Uses its own page size, except for the largest one. */
  readonly fetchPage: FetchPage<Row> = (pageNum, _signal, { itemsPerPage }) => {
    if (this.requested.length > 0) {
      this.beforeNext();
    }
    this.requested.push(pageNum);
    if (this.requested.length > 1000) {
      return Promise.reject(new Error('The list never ends'));
    }
    const rows = itemsPerPage === 500 ? itemsPerPage : this.size;
    const page = this.rows.slice((pageNum - 1) * rows, pageNum * rows);
    this.sent.push(...page);
    return Promise.resolve(pageOf(page, page.length >= rows, { totalCount: this.rows.length }));
  };
}

/** Rows per page. */
export const size = fc.integer({ min: 1, max: 7 });
/** Total number of rows. */
export const count = fc.integer({ min: 0, max: 40 });
/** The numbers 0, 1, 2 and so on. */
export const ids = (total: number): number[] => Array.from({ length: total }, (_, index) => index);
