import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PagedList } from '../../../src/atlas/pagedList';
import { count, idOf, ids, idsOf, pageOf, PageServer, serve, size, type Row } from './pageServer';
import { failureOf, gate, rejectWith } from './support';

/** Loads the rest of a list and returns all its rows. */
async function rest(list: PagedList<Row>, onPage = (): void => undefined): Promise<number[]> {
  await list.loadRest({ signal: new AbortController().signal, priority: {}, onPage });
  return idsOf(list);
}

describe('A paged list', () => {
  it('starts empty and sends no request', () => {
    const { server, list } = serve(5, 2);
    assert.deepEqual(list.items, []);
    assert.equal(list.isComplete, false);
    assert.equal(list.isLoading, false);
    assert.equal(list.totalCount, undefined);
    assert.deepEqual(server.requested, []);
  });

  it('loads the first page once, and further pages on demand', async () => {
    const { server, list } = serve(5, 2);
    await list.load();
    await list.load();
    assert.deepEqual(idsOf(list), [0, 1]);
    assert.equal(list.totalCount, 5);
    await list.loadNext();
    await list.loadNext();
    assert.deepEqual(idsOf(list), ids(5));
    assert.equal(list.isComplete, true);
    await list.loadNext();
    assert.deepEqual(server.requested, [1, 2, 3]);
  });

  it('shows its first page while a later one loads', async () => {
    const server = new PageServer(ids(5), 2);
    const held = gate();
    const list = new PagedList<Row>({
      fetchPage: async (...page) => {
        await (page[0] === 1 ? undefined : held.opened);
        return server.fetchPage(...page);
      },
      idOf,
      pageSize: 2,
    });
    await list.load();
    const next = list.loadNext();
    await list.load();
    assert.deepEqual([idsOf(list), list.isLoading], [[0, 1], true]);
    held.open();
    await next;
    assert.deepEqual(idsOf(list), [0, 1, 2, 3]);
  });

  it('runs one request at a time for all callers', async () => {
    const response = gate();
    let requested = 0;
    const list = new PagedList<Row>({
      fetchPage: async () => {
        requested += 1;
        await response.opened;
        return pageOf([requested], true);
      },
      idOf,
    });
    const calls = [list.load(), ...Array.from({ length: 20 }, () => list.loadNext()), list.load()];
    assert.equal(list.isLoading, true);
    assert.equal(requested, 1);
    response.open();
    await Promise.all(calls);
    assert.equal(list.isLoading, false);
    assert.equal(requested, 1);
    assert.deepEqual(idsOf(list), [1]);
  });

  it('keeps a failure without retrying, until a request succeeds', async () => {
    const lost = new Error('lost');
    const responses = [() => Promise.reject(lost), () => Promise.resolve(pageOf([1], false))];
    const requested: number[] = [];
    const list = new PagedList<Row>({
      fetchPage: (pageNum) => {
        requested.push(pageNum);
        return (responses.shift() ?? (() => Promise.reject(new Error('requested too often'))))();
      },
      idOf,
    });
    await list.load();
    assert.equal(list.failure, lost);
    assert.equal(list.isLoading, false);
    await list.load();
    assert.deepEqual(requested, [1]);
    await list.loadNext();
    assert.deepEqual(requested, [1, 1]);
    assert.equal(list.failure, undefined);
    assert.deepEqual(idsOf(list), [1]);
  });

  it('converts any thrown value to an error', async () => {
    const list = new PagedList<Row>({
      fetchPage: () => rejectWith('lost'),
      idOf,
    });
    await list.load();
    assert.equal(list.failure?.message, 'lost');
  });

  it('adds up unreadable rows and keeps the last total count', async () => {
    const pages = [pageOf([1], true, { unreadable: 2, totalCount: 9 }), pageOf([2], true, { unreadable: 1 })];
    const list = new PagedList<Row>({
      fetchPage: (pageNum) => Promise.resolve(pages[pageNum - 1] ?? pageOf([], false)),
      idOf,
    });
    await list.load();
    await list.loadNext();
    assert.equal(list.unreadable, 3);
    assert.equal(list.totalCount, 9);
    await list.loadNext();
    assert.equal(list.totalCount, 2);
  });

  it('counts an unreadable row once if a larger page contains it again', async () => {
    const list = new PagedList<Row>({
      fetchPage: (pageNum, _signal, { itemsPerPage }) => {
        const all = ids(1200).slice((pageNum - 1) * itemsPerPage, pageNum * itemsPerPage);
        const readable = all.filter((id) => id % 50 !== 7);
        const page = { unreadable: all.length - readable.length, totalCount: 1200 };
        return Promise.resolve(pageOf(readable, all.length === itemsPerPage, page));
      },
      idOf,
      pageSize: 100,
    });
    await list.load();
    await list.loadNext();
    assert.equal(list.unreadable, 4);
    const { signal } = new AbortController();
    await list.loadRest({ signal, priority: {}, onPage: () => undefined });
    assert.deepEqual([list.items.length, list.unreadable], [1176, 24]);
  });

  it('cancels the running request when abandoned, without a failure', async () => {
    let given: AbortSignal | undefined;
    const list = new PagedList<Row>({
      fetchPage: (_pageNum, signal) => {
        given = signal;
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new DOMException('gone', 'AbortError'));
          });
        });
      },
      idOf,
    });
    const loading = list.load();
    list.abandon();
    await loading;
    assert.equal(given?.aborted, true);
    assert.equal(list.failure, undefined);
    assert.equal(list.isComplete, false);
    assert.deepEqual(list.items, []);
  });
});

describe('Loading the rest of a paged list', () => {
  it('includes rows that other callers load at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(count, size, fc.array(fc.nat(3), { maxLength: 40 }), async (total, pageSize, loads) => {
        const { server, list } = serve(total, pageSize);
        const others: Promise<void>[] = [];
        const all = await rest(list, () => {
          for (let left = loads[server.requested.length] ?? 0; left > 0; left -= 1) {
            others.push(list.loadNext());
          }
        });
        await Promise.all(others);
        assert.deepEqual(all, ids(total));
        assert.deepEqual(new Set(server.requested).size, server.requested.length);
      }),
    );
  });

  it('throws the failure of a request and continues from there later', async () => {
    const server = new PageServer(ids(3), 2);
    let isDown = false;
    const list = new PagedList<Row>({
      fetchPage: (...page) => (isDown ? Promise.reject(new Error('lost')) : server.fetchPage(...page)),
      idOf,
    });
    await list.load();
    isDown = true;
    assert.equal((await failureOf(rest(list))).message, 'lost');
    isDown = false;
    assert.deepEqual(await rest(list), ids(3));
  });

  it('stops when the list is abandoned', async () => {
    let requested = 0;
    const list = new PagedList<Row>({
      fetchPage: (pageNum, signal) => {
        requested += 1;
        assert.ok(requested < 10, 'requests pages forever');
        return signal.aborted
          ? Promise.reject(new DOMException('gone', 'AbortError'))
          : Promise.resolve(pageOf([pageNum], true));
      },
      idOf,
    });
    await list.load();
    list.abandon();
    assert.equal((await failureOf(rest(list))).name, 'AbortError');
  });
});
