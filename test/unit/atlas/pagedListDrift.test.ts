import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PagedList } from '../../../src/atlas/pagedList';
import { EndlessListError } from '../../../src/atlas/pagedRows';
import { count, idOf, ids, idsOf, PageServer, serve, size, type Row } from './pageServer';

/** The first ID of rows that are added later. */
const FIRST_NEW_ID = 1000;

/** Serves rows, and applies the next changes before each page after the first. */
function serveChanging<C>(
  total: number,
  pageSize: number,
  changes: readonly (readonly C[])[],
  apply: (rows: number[], change: C) => void,
) {
  const left = [...changes];
  return serve(total, pageSize, ({ rows }) => {
    for (const change of left.shift() ?? []) {
      apply(rows, change);
    }
  });
}

/** Loads all pages, like a user who retries when a list seems endless. */
async function loadAll(list: PagedList<Row>): Promise<void> {
  while (!list.isComplete && (list.failure === undefined || list.failure instanceof EndlessListError)) {
    await list.loadNext();
  }
}

describe('A paged list whose rows change on the server', () => {
  const edit = fc.record({ insert: fc.boolean(), at: fc.nat(60) });
  const edits = fc.array(fc.array(edit, { maxLength: 6 }), { maxLength: 8 });

  it('has each row once in the server’s order, and ends', async () => {
    await fc.assert(
      fc.asyncProperty(count, size, edits, async (total, pageSize, changes) => {
        let nextId = FIRST_NEW_ID;
        const { server, list } = serveChanging(total, pageSize, changes, (rows, { insert, at }) => {
          rows.splice(Math.min(at, rows.length), insert ? 0 : 1, ...(insert ? [nextId++] : []));
        });
        await loadAll(list);
        assert.equal(list.failure, undefined);
        assert.equal(new Set(idsOf(list)).size, list.items.length);
        assert.equal(list.totalCount, list.items.length);
        if (changes.flat().some(({ insert }) => !insert)) {
          // The list was loaded again.
          return;
        }
        assert.deepEqual(idsOf(list), [...new Set(server.sent)]);
        assert.deepEqual(
          server.requested,
          server.requested.map((_, index) => index + 1),
        );
        assert.equal(list.totalCount, list.items.length);
      }),
    );
  });

  it('keeps all original rows if less than a page is added between two requests', async () => {
    const insertions = fc.array(fc.array(fc.nat(60), { maxLength: 6 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(count, fc.integer({ min: 2, max: 7 }), insertions, async (total, pageSize, changes) => {
        let nextId = FIRST_NEW_ID;
        const few = changes.map((positions) => positions.slice(0, pageSize - 1));
        const { list } = serveChanging(total, pageSize, few, (rows, at) => {
          rows.splice(Math.min(at, rows.length), 0, nextId++);
        });
        await loadAll(list);
        assert.deepEqual(
          idsOf(list).filter((id) => id < FIRST_NEW_ID),
          ids(total),
        );
      }),
    );
  });

  it('has all remaining rows in the server’s order after deletions', async () => {
    const deletions = fc.array(fc.array(fc.nat(40), { maxLength: 4 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(count, size, deletions, async (total, pageSize, changes) => {
        const { server, list } = serveChanging(total, pageSize, changes, (rows, at) => rows.splice(at, 1));
        while (!list.isComplete || list.isStale) {
          await (list.isStale ? list.load() : list.loadNext());
        }
        assert.deepEqual(
          server.rows.filter((id) => !idsOf(list).includes(id)),
          [],
        );
      }),
    );
  });

  it('keeps the order of the remaining rows after deletions', async () => {
    const deletions = fc.array(fc.array(fc.nat(40), { maxLength: 4 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(count, size, deletions, async (total, pageSize, changes) => {
        const { list } = serveChanging(total, pageSize, changes, (rows, at) => rows.splice(at, 1));
        await loadAll(list);
        assert.deepEqual(
          idsOf(list),
          idsOf(list).toSorted((one, other) => one - other),
        );
      }),
    );
  });

  it('requests a failed page again, whichever and however often', async () => {
    await fc.assert(
      fc.asyncProperty(count, size, fc.array(fc.boolean(), { maxLength: 20 }), async (total, pageSize, failures) => {
        const left = [...failures];
        const server = new PageServer(ids(total), pageSize);
        const requested: number[] = [];
        const list = new PagedList<Row>({
          fetchPage: (...page) => {
            requested.push(page[0]);
            return left.shift() === true ? Promise.reject(new Error('lost')) : server.fetchPage(...page);
          },
          idOf,
        });
        while (!list.isComplete) {
          const expected = list.pagesLoaded + 1;
          await list.loadNext();
          assert.equal(requested.at(-1), expected);
        }
        assert.deepEqual(idsOf(list), ids(total));
      }),
    );
  });
});
