import assert from 'node:assert/strict';
import { describeList } from '../../../src/overview/describeList';
import { nextOrder, type ListOrder } from '../../../src/overview/listOrder';
import { readPageRequest } from '../../../src/overview/pageRequest';
import { LANGUAGE } from './support';
import { idOf, project, snapshot, SOME, overviewOf } from './snapshots';

describe('The list of a figure', () => {
  it('has exactly the items that the mark or tile counts', () => {
    const { charts, tiles } = overviewOf(SOME);
    for (const { figure, marks: shown } of charts) {
      for (const { key, count } of shown) {
        assert.equal(describeList(SOME, { figure, key }, 500, LANGUAGE).rows.length, count, `${figure} ${key}`);
      }
    }
    const sizes = tiles.flatMap(({ selection }) =>
      selection === undefined ? [] : describeList(SOME, selection, 500, LANGUAGE).rows.length,
    );
    // The list of a name or role has the export buckets that use it.
    assert.deepEqual(sizes, [2, 2, 3, 3, 2, 1]);
  });

  it('is found for names of any length, and truncates them', () => {
    const long = 'x'.repeat(1_000_000);
    const bucket = { bucketName: long, cloudProvider: `${long}p`, region: `${long}r`, iamRoleId: `${long}i` };
    const other = {
      ...bucket,
      bucketName: `${long}2`,
      region: `${long}2`,
      cloudProvider: `${long}2`,
      iamRoleId: undefined,
    };
    const first = project('first', [bucket, bucket, other, other]);
    const named = { ...first, project: { ...first.project, name: long } };
    const known = snapshot([named, project('other', [bucket])]);
    const overview = overviewOf({ ...known, problems: [long] });
    assert.ok(JSON.stringify(overview).length < 50_000);
    for (const { figure, marks: shown } of overview.charts) {
      for (const { key, count } of shown) {
        const selection = { figure, key };
        assert.deepEqual(readPageRequest({ type: 'open', selection }), { type: 'open', selection });
        const list = describeList(known, selection, 500, LANGUAGE);
        assert.equal(list.rows.length, count, figure);
        assert.ok(JSON.stringify(list).length < 20_000);
      }
    }
  });

  it('has the ID of a tree row in each of its rows', () => {
    const list = describeList(SOME, { figure: 'role', key: 'shared' }, 500, LANGUAGE);
    assert.deepEqual([list.title, list.basis], ['Export buckets using role shared', '2 export buckets in 2 projects']);
    assert.deepEqual(
      list.rows.map(({ row }) => row),
      [`b:orders/${idOf(2024, 0)}`, `b:billing/${idOf(2021, 7)}`],
    );
    assert.deepEqual(list.rows[1]?.cells, ['exports', 'billing', 'AWS · us-east-1', '2021-06-01', idOf(2021, 7)]);
    const empty = describeList(SOME, { figure: 'withoutBucket' }, 500, LANGUAGE);
    assert.deepEqual(
      empty.rows.map(({ row, cells, description }) => [row, cells.slice(0, 3), description]),
      [['p:sandbox', ['sandbox', 'Contoso', '0'], 'Show sandbox in the tree']],
    );
    assert.ok([list, empty].every(({ rows, columns }) => rows.every(({ cells }) => cells.length === columns.length)));
  });

  it('is sorted by a column, in both directions, before it is truncated', () => {
    const all = (order: ListOrder | undefined, maxRows = 500) =>
      describeList(SOME, { figure: 'all' }, maxRows, LANGUAGE, order);
    const cells = (column: number, order: ListOrder) => all(order).rows.map((row) => row.cells[column] ?? '');
    for (const column of all(undefined).columns.keys()) {
      const ascending = cells(column, { column, descending: false });
      assert.deepEqual(ascending, ascending.toSorted(new Intl.Collator('en').compare), `column ${column}`);
      assert.deepEqual(cells(column, { column, descending: true }), ascending.toReversed(), `column ${column}`);
    }
    const newest = cells(4, { column: 3, descending: true });
    assert.deepEqual(newest, newest.toSorted().toReversed());
    assert.equal(all({ column: 3, descending: true }, 1).rows[0]?.cells[4], newest[0]);
    assert.deepEqual(
      all({ column: 1, descending: true }).columns.map(({ sorted }) => sorted),
      [undefined, 'descending', undefined, undefined, undefined],
    );
  });

  it('is sorted by numbers in the column of numbers', () => {
    const projects = snapshot(
      [10, 9, 100].map((count) =>
        project(
          `p${count}`,
          Array.from({ length: count }, () => ({})),
        ),
      ),
    );
    const counts = (descending: boolean) =>
      describeList(projects, { figure: 'project' }, 500, LANGUAGE, { column: 2, descending }).rows.map(
        ({ cells }) => cells[2],
      );
    assert.deepEqual(
      [counts(false), counts(true)],
      [
        ['9', '10', '100'],
        ['100', '10', '9'],
      ],
    );
  });

  it('is sorted by a clicked column, and reversed by the next click on it', () => {
    const first = nextOrder(2, undefined);
    const second = nextOrder(2, first);
    assert.deepEqual(
      [first, second, nextOrder(2, second), nextOrder(1, second)],
      [
        { column: 2, descending: false },
        { column: 2, descending: true },
        { column: 2, descending: false },
        { column: 1, descending: false },
      ],
    );
  });

  it('shows some rows and the number of further rows', () => {
    const many = snapshot([
      project(
        'many',
        Array.from({ length: 30 }, () => ({})),
      ),
    ]);
    const list = describeList(many, { figure: 'all' }, 12, LANGUAGE);
    assert.deepEqual([list.rows.length, list.more], [12, 'Show 18 more']);
    assert.equal(describeList(many, { figure: 'all' }, 30, LANGUAGE).more, undefined);
  });

  it('is empty if its group no longer exists', () => {
    const list = describeList(snapshot([]), { figure: 'region', key: 'AWS eu-west-1' }, 500, LANGUAGE);
    assert.deepEqual([list.rows, list.basis], [[], '0 export buckets in 0 projects']);
  });
});
