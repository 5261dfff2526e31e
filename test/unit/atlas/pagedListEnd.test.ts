import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PagedList } from '../../../src/atlas/pagedList';
import { EndlessListError } from '../../../src/atlas/pagedRows';
import { failureOf } from './support';
import { idOf, ids, idsOf, pageOf, type Row } from './pageServer';

const { signal } = new AbortController();
const REST = { signal, priority: {}, onPage: () => undefined };

/** A list of a server that counts its requests and fails if there are too many. */
function listOver(
  pageAt: (pageNum: number, size: number) => ReturnType<typeof pageOf>,
  { pageSize = 100, most = 300 }: { readonly pageSize?: number; readonly most?: number } = {},
) {
  const requested: number[] = [];
  const list = new PagedList<Row>({
    fetchPage: (pageNum, _signal, { itemsPerPage }) => {
      requested.push(pageNum);
      assert.ok(requested.length <= most, 'requests pages for ever');
      return Promise.resolve(pageAt(pageNum, itemsPerPage));
    },
    idOf,
    pageSize,
  });
  return { list, requested };
}

/** Loads page after page, like a user who clicks until the end. */
async function loadPages(list: PagedList<Row>): Promise<void> {
  while (!list.isComplete && list.failure === undefined) {
    await list.loadNext();
  }
}

describe('An endless list', () => {
  it('fails and is never complete if pages repeat, whatever they contain', async () => {
    const page = fc.record({ ids: fc.array(fc.nat(12), { maxLength: 5 }), unreadable: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(page, { minLength: 1, maxLength: 6 }),
        fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
        fc.boolean(),
        async (pages, totalCount, isByRest) => {
          const { list, requested } = listOver(
            (pageNum) => {
              const { ids: numbers = [], unreadable = 0 } = pages[(pageNum - 1) % pages.length] ?? {};
              return pageOf(numbers, true, { unreadable, totalCount });
            },
            { pageSize: 5 },
          );
          if (isByRest) {
            assert.ok((await failureOf(list.loadRest(REST))) instanceof EndlessListError);
          } else {
            await loadPages(list);
          }
          assert.ok(list.failure instanceof EndlessListError);
          assert.equal(list.isComplete, false);
          // Within the count, a page with only unreadable rows may be one of many.
          assert.ok(requested.length <= pages.length + 5 + 4, `${requested.length} requests`);
        },
      ),
    );
  });

  it('fails if new rows keep coming far beyond the count', async () => {
    for (const [newOnes, totalCount, most] of [
      [500, 3, 12],
      [1, 3, 60],
      [100, 0, 60],
      [500, undefined, 201],
      [500, 1e308, 2001],
      [500, Number.MAX_SAFE_INTEGER, 2001],
    ] as const) {
      const { list, requested } = listOver(
        (pageNum, size) =>
          pageOf(
            ids(Math.min(newOnes, size)).map((id) => pageNum * 1000 + id),
            true,
            { totalCount },
          ),
        { most: 2 * most + 60 },
      );
      assert.ok((await failureOf(list.loadRest(REST))) instanceof EndlessListError);
      assert.deepEqual([list.isComplete, list.items.length >= requested.length], [false, true]);
      assert.ok(requested.length <= most, `${requested.length} requests`);
      const before = requested.length;
      // A retry continues and fails again.
      assert.ok((await failureOf(list.loadRest(REST))) instanceof EndlessListError);
      assert.ok(requested.length > before);
    }
  });

  it('does not include a list with some empty pages', async () => {
    const full = new Set([0, 1, 4, 5, 10, 15, 16]);
    const { list } = listOver(
      (pageNum) => pageOf(full.has(pageNum - 1) ? [pageNum] : [], pageNum < 17, { totalCount: 1700 }),
      {},
    );
    await list.load();
    assert.deepEqual(idsOf(list), [1]);
    await list.loadNext();
    await list.loadNext();
    // One click skips the empty pages and brings something new.
    assert.deepEqual(idsOf(list), [1, 2, 5]);
    await loadPages(list);
    assert.deepEqual([idsOf(list), list.isComplete, list.failure], [[1, 2, 5, 6, 11, 16, 17], true, undefined]);
  });

  it('does not include a list whose rows are all unreadable', async () => {
    const { list, requested } = listOver((pageNum) =>
      pageOf([], pageNum < 26, { unreadable: pageNum < 26 ? 100 : 8, totalCount: 2508 }),
    );
    await loadPages(list);
    assert.deepEqual([list.isComplete, list.unreadable, list.failure, requested.length], [true, 2508, undefined, 26]);
  });

  it('does not include a list with more rows than Atlas counted', async () => {
    const { list } = listOver((pageNum, size) =>
      pageOf(ids(1200).slice((pageNum - 1) * size, pageNum * size), pageNum * size < 1200, { totalCount: 7 }),
    );
    await list.loadRest(REST);
    assert.deepEqual([list.items.length, list.isComplete], [1200, true]);
  });

  it('keeps the rows after its empty pages when it is reloaded, if the user has loaded them', async () => {
    const full = new Set([1, 8, 15]);
    const { list } = listOver((pageNum) => pageOf(full.has(pageNum) ? [pageNum] : [], pageNum < 15), { pageSize: 10 });
    await list.load();
    while (!list.isComplete) {
      await list.loadNext();
    }
    assert.deepEqual(idsOf(list), [1, 8, 15]);
    await list.reload();
    assert.deepEqual([idsOf(list), list.isComplete, list.failure], [[1, 8, 15], true, undefined]);
  });

  it('is replaced by the server’s list when that has an end again', async () => {
    const state = { isEndless: true };
    const { list } = listOver((pageNum) =>
      state.isEndless ? pageOf([1, 2], true) : pageOf(pageNum === 1 ? [3] : [], false),
    );
    await loadPages(list);
    assert.ok(list.failure instanceof EndlessListError);
    state.isEndless = false;
    await list.reload();
    assert.deepEqual([idsOf(list), list.isComplete, list.failure], [[3], true, undefined]);
  });
});
