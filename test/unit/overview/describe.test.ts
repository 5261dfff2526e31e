import assert from 'node:assert/strict';
import { describeList } from '../../../src/overview/describeList';
import { describeOverview } from '../../../src/overview/describeOverview';
import { LANGUAGE } from './support';
import { project, stock, SOME, overviewOf, chartOf, marks } from './stocks';

describe('The overview', () => {
  it('says what it is based on, with the day', () => {
    assert.match(overviewOf(SOME).basis, /^3 of 3 projects, loaded Nov 24, 2026, 10:42\sAM\.$/);
    const partly = stock([project('orders', [], false), project('billing', [])], {
      isListed: false,
      projectCount: 250,
    });
    assert.match(
      overviewOf(partly).basis,
      /^1 of about 250 projects, loaded Nov 24, .+\. The figures cover only what is loaded\.$/,
    );
    const days = stock([project('orders', [])], { readSince: new Date(2026, 10, 21, 9).getTime() });
    assert.match(
      overviewOf(days).basis,
      /^1 of 1 project, loaded Nov 21, 2026, 9:00\sAM\s–\sNov 24, 2026, 10:42\sAM\.$/,
    );
  });

  it('has no figure before anything is loaded, but says what loading takes', () => {
    const nothing = { isListed: false, hasMore: true, readAt: undefined, readSince: undefined };
    const unknown = overviewOf(stock([], nothing));
    assert.equal(unknown.basis, 'Nothing loaded yet. Loading everything takes about one request per project.');
    assert.deepEqual([unknown.tiles, unknown.charts, unknown.load], [[], [], 'Load Everything']);
    const listed = overviewOf(stock([project('orders', [], false), project('billing', [], false)]));
    assert.equal(listed.basis, 'Nothing loaded yet. Loading everything takes about 2 requests for 2 projects.');
    assert.deepEqual([listed.tiles, listed.charts, listed.load], [[], [], 'Load Everything']);
    const partly = overviewOf(stock([project('orders', [], false)], { isListed: false, projectCount: 54 }));
    assert.equal(partly.basis, 'Nothing loaded yet. Loading everything takes about 55 requests for 54 projects.');
    const signedOut = overviewOf(stock([], { ...nothing, isListed: true, hasMore: false }));
    assert.deepEqual([signedOut.basis, signedOut.load], ['Nothing loaded yet.', undefined]);
  });

  it('says what is only a minimum, and never that there is nothing while anything is missing', () => {
    for (const partial of [
      stock([project('orders', []), project('billing', [], false)]),
      stock([project('orders', [{}])], { isListed: false, hasMore: true, projectCount: 54 }),
      stock([project('orders', [{}], false)], { hasMore: false }),
    ]) {
      const { tiles, charts, basis } = overviewOf(partial);
      assert.ok(tiles.every(({ value }) => value.startsWith('at least ')));
      assert.ok(charts.every(({ empty }) => /^None found in the [01] of \d+ projects? loaded so far\.$/.test(empty)));
      assert.match(basis, /The figures cover only what is loaded/);
      assert.match(describeList(partial, { figure: 'all' }, 9, LANGUAGE).basis, /^at least /);
    }
    assert.ok(overviewOf(SOME).tiles.every(({ value }) => /^\d+$/.test(value)));
    assert.match(chartOf(stock([project('orders', [])]), 'name').empty, /^No duplicates\.$/);
  });

  it('says that no role is used twice only where each role is known', () => {
    const known = stock([project('orders', [{ iamRoleId: 'own' }])]);
    assert.equal(chartOf(known, 'role').empty, 'No role is used in several projects.');
    assert.equal(overviewOf(known).tiles.at(-1)?.value, '0');
    const unknown = stock([project('orders', [{ iamRoleId: 'own' }, {}])]);
    assert.match(chartOf(unknown, 'role').empty, /^None found/);
    assert.equal(overviewOf(unknown).tiles.at(-1)?.value, 'at least 0');
  });

  it('says that the filter of the view is not applied', () => {
    const { basis } = overviewOf({ ...SOME, filter: new Set(['AZURE', 'OCI']) });
    assert.match(basis, / The filter of the view \(only Azure, OCI\) isn’t applied here\.$/);
  });

  it('offers to load the rest as long as there is one, and not while that is under way', () => {
    assert.equal(overviewOf(SOME).load, undefined);
    for (const partial of [
      stock([project('orders', [{}], false)]),
      stock([project('orders', [])], { isListed: false, hasMore: true }),
    ]) {
      assert.equal(overviewOf(partial).load, 'Load the Rest');
      const progress = { label: '3 of 9', done: 3, total: 9, cancel: 'Cancel' };
      const loading = describeOverview(partial, { expanded: new Set(), progress }, LANGUAGE);
      assert.deepEqual([loading.load, loading.progress], [undefined, progress]);
    }
    // What could not be read is not read by loading it once more.
    assert.equal(overviewOf(stock([project('orders', [{}], false)], { hasMore: false })).load, undefined);
  });

  it('counts in tiles, each of which leads to what it counts, if there is anything', () => {
    assert.deepEqual(
      overviewOf(SOME).tiles.map(({ value, label, selection }) => [value, label, selection?.figure]),
      [
        ['3', 'export buckets', 'all'],
        ['2', 'projects with export buckets', 'project'],
        ['1', 'project without buckets', 'withoutBucket'],
        ['1', 'duplicate name', 'name'],
        ['1', 'role used in several projects', 'role'],
      ],
    );
    assert.ok(overviewOf(stock([])).tiles.every(({ value, selection }) => value === '0' && selection === undefined));
  });

  it('draws each figure with its own words', () => {
    assert.deepEqual(marks(SOME, 'year'), ['2021 |  | 1', '2022 |  | 0', '2023 |  | 0', '2024 |  | 2']);
    assert.deepEqual(marks(SOME, 'provider'), ['AWS | 66.7% | 2', 'Azure | 33.3% | 1']);
    assert.deepEqual(marks(SOME, 'region'), ['eu-west-1 | AWS | 1', 'us-east-1 | AWS | 1', 'not reported | Azure | 1']);
    assert.deepEqual(marks(SOME, 'project'), ['orders | Contoso | 2', 'billing | Contoso | 1']);
    assert.deepEqual(marks(SOME, 'name'), ['exports | in 2 projects | 2']);
    assert.deepEqual(marks(SOME, 'role'), ['shared | in 2 projects | 2']);
    assert.deepEqual(
      chartOf(SOME, 'provider').marks.map(({ spoken, color }) => [spoken, color]),
      [
        ['AWS, 66.7%: 2 export buckets', 'aws'],
        ['Azure, 33.3%: 1 export bucket', 'azure'],
      ],
    );
  });

  it('never says that a share of something is nothing', () => {
    const most = project(
      'most',
      Array.from({ length: 2499 }, () => ({})),
    );
    const shares = marks(stock([most, project('one', [{ cloudProvider: 'GCP' }])]), 'provider');
    assert.equal(shares[1], 'Google Cloud | 0.04% | 1');
  });

  it('shows the largest of many, and more when asked', () => {
    const many = stock([
      project(
        'many',
        Array.from({ length: 30 }, (_, index) => ({ region: `region-${index}` })),
      ),
    ]);
    const few = chartOf(many, 'region');
    assert.deepEqual([few.marks.length, few.expand], [8, 'Show 22 more']);
    const all = chartOf(many, 'region', ['region']);
    assert.deepEqual([all.marks.length, all.expand], [30, undefined]);
  });

  it('names the first of many problems, and counts the others', () => {
    const problems = Array.from({ length: 250 }, (_, index) => `project-${index}: Access denied by Atlas`);
    const shown = overviewOf(stock([], { problems })).problems;
    assert.deepEqual([shown.length, shown[0], shown.at(-1)], [9, problems[0], '242 more could not be read']);
    assert.deepEqual(overviewOf(stock([], { problems: problems.slice(0, 8) })).problems, problems.slice(0, 8));
  });

  it('colors a provider that it does not know like no other', () => {
    const known = stock([
      project('p', [{ cloudProvider: 'constructor' }, { cloudProvider: 'GCP', region: '__proto__' }]),
    ]);
    assert.deepEqual(
      chartOf(known, 'provider').marks.map(({ label, color }) => [label, color]),
      [
        ['Google Cloud', 'gcp'],
        ['constructor', 'other'],
      ],
    );
  });
});
