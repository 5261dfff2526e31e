import assert from 'node:assert/strict';
import { describeList } from '../../../src/overview/describeList';
import { describeOverview } from '../../../src/overview/describeOverview';
import { LANGUAGE } from './support';
import { project, snapshot, SOME, overviewOf, chartOf, marks } from './snapshots';

describe('The overview', () => {
  it('says how much is loaded and when, with the date', () => {
    assert.match(overviewOf(SOME).basis, /^3 of 3 projects, loaded Nov 24, 2026, 10:42\sAM\.$/);
    const partly = snapshot([project('orders', [], false), project('billing', [])], {
      isListed: false,
      projectCount: 250,
    });
    assert.match(
      overviewOf(partly).basis,
      /^1 of about 250 projects, loaded Nov 24, .+\. The figures cover only what is loaded\.$/,
    );
    const days = snapshot([project('orders', [])], { readSince: new Date(2026, 10, 21, 9).getTime() });
    assert.match(
      overviewOf(days).basis,
      /^1 of 1 project, loaded Nov 21, 2026, 9:00\sAM\s–\sNov 24, 2026, 10:42\sAM\.$/,
    );
  });

  it('has no figures before anything is loaded, and says how many requests loading takes', () => {
    const nothing = { isListed: false, hasMore: true, readAt: undefined, readSince: undefined };
    const unknown = overviewOf(snapshot([], nothing));
    assert.equal(unknown.basis, 'Nothing loaded yet. Loading everything takes about one request per project.');
    assert.deepEqual([unknown.tiles, unknown.charts, unknown.load], [[], [], 'Load Everything']);
    const listed = overviewOf(snapshot([project('orders', [], false), project('billing', [], false)]));
    assert.equal(listed.basis, 'Nothing loaded yet. Loading everything takes about 2 requests for 2 projects.');
    assert.deepEqual([listed.tiles, listed.charts, listed.load], [[], [], 'Load Everything']);
    const partly = overviewOf(snapshot([project('orders', [], false)], { isListed: false, projectCount: 54 }));
    assert.equal(partly.basis, 'Nothing loaded yet. Loading everything takes about 55 requests for 54 projects.');
    const signedOut = overviewOf(snapshot([], { ...nothing, isListed: true, hasMore: false }));
    assert.deepEqual([signedOut.basis, signedOut.load], ['Nothing loaded yet.', undefined]);
  });

  it('marks minimums, and never says that something doesn’t exist while anything is missing', () => {
    for (const partial of [
      snapshot([project('orders', []), project('billing', [], false)]),
      snapshot([project('orders', [{}])], { isListed: false, hasMore: true, projectCount: 54 }),
      snapshot([project('orders', [{}], false)], { hasMore: false }),
    ]) {
      const { tiles, charts, basis } = overviewOf(partial);
      assert.ok(tiles.every(({ value }) => value.startsWith('at least ')));
      assert.ok(charts.every(({ empty }) => /^None found in the [01] of \d+ projects? loaded so far\.$/.test(empty)));
      assert.match(basis, /The figures cover only what is loaded/);
      assert.match(describeList(partial, { figure: 'all' }, 9, LANGUAGE).basis, /^at least /);
    }
    assert.ok(overviewOf(SOME).tiles.every(({ value }) => /^\d+$/.test(value)));
    assert.match(chartOf(snapshot([project('orders', [])]), 'name').empty, /^No duplicates\.$/);
  });

  it('says that no role is used in several projects only if every role is known', () => {
    const known = snapshot([project('orders', [{ iamRoleId: 'own' }])]);
    assert.equal(chartOf(known, 'role').empty, 'No role is used in several projects.');
    assert.equal(overviewOf(known).tiles.at(-1)?.value, '0');
    const unknown = snapshot([project('orders', [{ iamRoleId: 'own' }, {}])]);
    assert.match(chartOf(unknown, 'role').empty, /^None found/);
    assert.equal(overviewOf(unknown).tiles.at(-1)?.value, 'at least 0');
  });

  it('says that the filter of the view is not applied', () => {
    const { basis } = overviewOf({ ...SOME, filter: new Set(['AZURE', 'OCI']) });
    assert.match(basis, / The provider filter of the view \(Azure, OCI only\) isn’t applied here\.$/);
  });

  it('shows the load button while anything is missing, except during loading', () => {
    assert.equal(overviewOf(SOME).load, undefined);
    for (const partial of [
      snapshot([project('orders', [{}], false)]),
      snapshot([project('orders', [])], { isListed: false, hasMore: true }),
    ]) {
      assert.equal(overviewOf(partial).load, 'Load the Rest');
      const progress = { label: '3 of 9', done: 3, total: 9, cancel: 'Cancel' };
      const loading = describeOverview(partial, { expanded: new Set(), progress }, LANGUAGE);
      assert.deepEqual([loading.load, loading.progress], [undefined, progress]);
    }
    // Loading again doesn't help with unreadable rows.
    assert.equal(overviewOf(snapshot([project('orders', [{}], false)], { hasMore: false })).load, undefined);
  });

  it('shows counts in tiles, which open lists unless the count is zero', () => {
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
    assert.ok(overviewOf(snapshot([])).tiles.every(({ value, selection }) => value === '0' && selection === undefined));
  });

  it('labels the marks of each figure', () => {
    assert.deepEqual(marks(SOME, 'year'), ['2021 |  | 1', '2022 |  | 0', '2023 |  | 0', '2024 |  | 2']);
    assert.deepEqual(marks(SOME, 'provider'), ['AWS | 66.7% | 2', 'Azure | 33.3% | 1']);
    assert.deepEqual(marks(SOME, 'region'), ['eu-west-1 | AWS | 1', 'us-east-1 | AWS | 1', 'not reported | Azure | 1']);
    assert.deepEqual(marks(SOME, 'project'), ['orders | Contoso | 2', 'billing | Contoso | 1']);
    assert.deepEqual(marks(SOME, 'name'), ['exports | in 2 projects | 2']);
    assert.deepEqual(marks(SOME, 'role'), ['shared | in 2 projects | 2']);
    assert.deepEqual(
      chartOf(SOME, 'provider').marks.map(({ description, color }) => [description, color]),
      [
        ['AWS, 66.7%: 2 export buckets', 'aws'],
        ['Azure, 33.3%: 1 export bucket', 'azure'],
      ],
    );
  });

  it('never rounds a share to zero', () => {
    const most = project(
      'most',
      Array.from({ length: 2499 }, () => ({})),
    );
    const shares = marks(snapshot([most, project('one', [{ cloudProvider: 'GCP' }])]), 'provider');
    assert.equal(shares[1], 'Google Cloud | 0.04% | 1');
  });

  it('shows the largest groups, and more after expanding', () => {
    const many = snapshot([
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

  it('lists the first problems, and counts the others', () => {
    const problems = Array.from({ length: 250 }, (_, index) => `project-${index}: Access denied by Atlas`);
    const shown = overviewOf(snapshot([], { problems })).problems;
    assert.deepEqual([shown.length, shown[0], shown.at(-1)], [9, problems[0], '242 more not loaded']);
    assert.deepEqual(overviewOf(snapshot([], { problems: problems.slice(0, 8) })).problems, problems.slice(0, 8));
  });

  it('has one color for all unknown providers', () => {
    const known = snapshot([
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
