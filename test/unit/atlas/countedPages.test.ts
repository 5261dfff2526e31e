import assert from 'node:assert/strict';
import { countedPages, type CountedPageRequest } from '../../../src/atlas/countedPages';
import { ApiError } from '../../../src/atlas/errors';
import { PagedList } from '../../../src/atlas/pagedList';
import { idOf, ids, idsOf, pageOf, type Row } from './pageServer';

const refusal = (errorCode: string): ApiError =>
  new ApiError({ method: 'GET', path: '/api/atlas/v2/groups' }, { status: 400, errorCode });

describe('The pages of a counted list', () => {
  /** A server that can count this number of pages, and then no more. */
  function server(counted: number, error: Error) {
    const requested: [pageNum: number, includeCount: boolean][] = [];
    const list = new PagedList<Row>({
      fetchPage: countedPages(({ pageNum, includeCount, itemsPerPage }: CountedPageRequest) => {
        requested.push([pageNum, includeCount]);
        if (includeCount && pageNum > counted) {
          return Promise.reject(error);
        }
        const rows = ids(9).slice((pageNum - 1) * itemsPerPage, pageNum * itemsPerPage);
        return Promise.resolve(
          pageOf(rows, rows.length === itemsPerPage, { totalCount: includeCount ? 9 : undefined }),
        );
      }),
      idOf,
      pageSize: 3,
    });
    return { list, requested };
  }

  it('continue without a count if Atlas cannot count in time', async () => {
    const { list, requested } = server(0, refusal('TIMEOUT_WHILE_PAGING'));
    await list.load();
    assert.deepEqual(
      [idsOf(list), list.totalCount, list.isComplete, list.failure],
      [[0, 1, 2], undefined, false, undefined],
    );
    while (!list.isComplete) {
      await list.loadNext();
    }
    assert.deepEqual([idsOf(list), list.totalCount], [ids(9), 9]);
    assert.deepEqual(requested, [
      [1, true],
      [1, false],
      [2, false],
      [3, false],
      [4, false],
    ]);
    await list.reload();
    assert.ok(requested.slice(5).every(([, includeCount]) => !includeCount));
  });

  it('keep the count of an earlier page', async () => {
    const { list } = server(1, refusal('TIMEOUT_WHILE_PAGING'));
    await list.load();
    await list.loadNext();
    assert.deepEqual([list.items.length, list.totalCount, list.isComplete], [6, 9, false]);
  });

  it('fail after one request with any other refusal', async () => {
    const error = refusal('INVALID_QUERY_PARAMETER');
    const { list, requested } = server(0, error);
    await list.load();
    assert.deepEqual([list.failure, requested], [error, [[1, true]]]);
  });
});
