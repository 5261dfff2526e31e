import assert from 'node:assert/strict';
import { ChangedListError } from '../../../src/atlas/pagedRows';
import { allPages } from '../../../src/exports/health/known';
import { failureOf } from '../atlas/support';
import { ids, idOf, pageOf, type Row } from '../atlas/pageServer';

/** Loads a list from which `deleted` rows are removed, one before each request after the first. */
async function load(deleted: number): Promise<{ readonly items: readonly Row[]; readonly isComplete: boolean }> {
  const rows = ids(1001);
  let left = deleted;
  let isFirst = true;
  return allPages(({ pageNum, itemsPerPage }) => {
    if (!isFirst && left > 0) {
      left -= 1;
      rows.shift();
    }
    isFirst = false;
    const page = rows.slice((pageNum - 1) * itemsPerPage, pageNum * itemsPerPage);
    return Promise.resolve(pageOf(page, page.length === itemsPerPage, { totalCount: rows.length }));
  }, idOf);
}

describe('All pages of a list', () => {
  it('are all items, each once', async () => {
    const { items, isComplete } = await load(0);
    assert.deepEqual([items.map(({ id }) => id), isComplete], [ids(1001), true]);
  });

  it('are loaded again if an item is deleted in between, and lack the deleted item', async () => {
    const { items, isComplete } = await load(1);
    assert.deepEqual([items.map(({ id }) => id), isComplete], [ids(1001).slice(1), true]);
  });

  it('are no list if items are deleted during each attempt, because others may be missing', async () => {
    assert.ok((await failureOf(load(Infinity))) instanceof ChangedListError);
  });
});
