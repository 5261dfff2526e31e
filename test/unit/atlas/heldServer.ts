import assert from 'node:assert/strict';
import { PagedList } from '../../../src/atlas/pagedList';
import type { FetchPage } from '../../../src/atlas/pageLoader';
import { ids, pageOf } from './pageServer';

/** An item with the number of its request. */
export interface Stamped {
  readonly id: number;
  readonly requestedAt: number;
}

interface Waiting {
  readonly signal: AbortSignal;
  readonly respond: () => void;
  readonly fail: () => void;
}

/** A server that responds when the test says so, with the data of the time of the request. */
export class HeldServer {
  rows: number[];
  time = 0;
  readonly requested: { readonly pageNum: number; readonly size: number }[] = [];
  waiting: Waiting | undefined;

  constructor(total: number) {
    this.rows = ids(total);
  }

  readonly fetchPage: FetchPage<Stamped> = (pageNum, signal, { itemsPerPage: size }) => {
    assert.ok(this.waiting === undefined || this.waiting.signal.aborted, 'two requests at a time');
    this.requested.push({ pageNum, size });
    this.time += 1;
    const requestedAt = this.time;
    const numbers = this.rows.slice((pageNum - 1) * size, pageNum * size);
    const page = pageOf(numbers, numbers.length >= size, { totalCount: this.rows.length });
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.waiting = undefined;
      };
      const onAbort = (): void => {
        reject(new DOMException('gone', 'AbortError'));
      };
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) {
        onAbort();
      }
      this.waiting = {
        signal,
        respond: () => {
          end();
          resolve({ ...page, items: page.items.map(({ id }) => ({ id, requestedAt })) });
        },
        fail: () => {
          end();
          reject(new Error('lost'));
        },
      };
    });
  };

  /** Responds until no request is left. */
  async respondToAll(): Promise<void> {
    await settled();
    while (this.waiting !== undefined && !this.waiting.signal.aborted) {
      this.waiting.respond();
      await settled();
    }
  }
}

/** Runs everything that waits for no external event. */
export const settled = (): Promise<void> => new Promise(setImmediate);
export const listOver = (server: HeldServer, pageSize: () => number): PagedList<Stamped> =>
  new PagedList({ fetchPage: server.fetchPage, idOf: ({ id }) => String(id), pageSize });
export const numbersOf = (list: PagedList<Stamped>): number[] => list.items.map(({ id }) => id);
