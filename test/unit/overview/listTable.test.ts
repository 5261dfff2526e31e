import assert from 'node:assert/strict';
import { inventoryOfList, tableOf } from '../../../src/overview/listTable';
import { idOf, project, snapshot, SOME } from './snapshots';
import { LANGUAGE } from './support';

describe('A copied list', () => {
  it('is a CSV table with all rows and the columns of the list', () => {
    const csv = tableOf(SOME, { figure: 'role', key: 'shared' }, 'csv', LANGUAGE);
    assert.deepEqual(csv.split('\r\n'), [
      'Name,Project,Provider,Registered,Bucket ID',
      `exports,orders,AWS · eu-west-1,2024-06-01,${idOf(2024, 0)}`,
      `exports,billing,AWS · us-east-1,2021-06-01,${idOf(2021, 7)}`,
      '',
    ]);
    const many = snapshot([
      project(
        'many',
        Array.from({ length: 1000 }, () => ({})),
      ),
    ]);
    assert.equal(tableOf(many, { figure: 'all' }, 'csv', LANGUAGE).split('\r\n').length, 1002);
  });

  it('is a Markdown table in which names are plain text', () => {
    const known = snapshot([project('orders', [{ bucketName: '**[x](command:y)**|' }])]);
    const [head, line, row = ''] = tableOf(known, { figure: 'all' }, 'markdown', LANGUAGE).split('\n');
    assert.equal(head, '| Name | Project | Provider | Registered | Bucket ID |');
    assert.equal(line, '| --- | --- | --- | --- | --- |');
    assert.ok(row.startsWith(String.raw`| \*\*\[x\](command&#58;y)\*\*\| |`), row);
  });

  it('contains projects, and doesn’t run formulas in a spreadsheet', () => {
    const known = snapshot([project('=HYPERLINK("x")', [])]);
    const [, row = ''] = tableOf(known, { figure: 'withoutBucket' }, 'csv', LANGUAGE).split('\r\n');
    assert.match(row, /^"?'=/);
  });

  it('says in each row if it may be incomplete', () => {
    const partial = snapshot([project('orders', [{}, {}]), project('later', [], false)]);
    const [head = '', ...rows] = tableOf(partial, { figure: 'all' }, 'csv', LANGUAGE).trimEnd().split('\r\n');
    assert.ok(head.endsWith(',Note'));
    assert.ok(rows.length === 2 && rows.every((row) => row.endsWith(',Incomplete list')));
    // The roles of these buckets were never checked.
    assert.match(tableOf(SOME, { figure: 'brokenRole' }, 'csv', LANGUAGE), /,Note\r\n$/);
  });
});

describe('A saved list', () => {
  it('has the export buckets of the list with their projects', () => {
    const { projects, partial } = inventoryOfList(SOME, { figure: 'provider', key: 'AZURE' }, LANGUAGE);
    assert.deepEqual(
      projects.map(({ project: { name }, buckets }) => [name, buckets.map(({ bucketName }) => bucketName)]),
      [['orders', ['orders']]],
    );
    assert.equal(partial, undefined);
  });

  it('says that it is incomplete unless everything is loaded', () => {
    const known = snapshot([project('orders', [{}], false)]);
    assert.match(inventoryOfList(known, { figure: 'all' }, LANGUAGE).partial?.notice ?? '', /incomplete/);
  });
});
