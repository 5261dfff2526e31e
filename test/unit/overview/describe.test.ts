import assert from 'node:assert/strict';
import { describeList } from '../../../src/overview/describeList';
import { describeOverview } from '../../../src/overview/describeOverview';
import { LANGUAGE } from './support';
import type { Overview } from '../../../src/overview/protocol';
import type { Snapshot } from '../../../src/overview/snapshot';
import { chartOf, findingsAbout, idOf, marks, overviewOf, project, snapshot, SOME } from './snapshots';

describe('The overview', () => {
  const loadOf = ({ actions }: Overview): string | undefined => actions.find(({ key }) => key === 'load')?.title;
  const tileOf = ({ tiles }: Overview, label: RegExp) => tiles.find((tile) => label.test(tile.label));

  it('says how much is loaded and when, with the date', () => {
    assert.match(overviewOf(SOME).basis, /^3 of 3 projects, loaded 2026-11-24 10:42 UTC\.$/);
    const partly = snapshot([project('orders', [], false), project('billing', [])], {
      isListed: false,
      projectCount: 250,
    });
    assert.match(
      overviewOf(partly).basis,
      /^1 of about 250 projects, loaded 2026-11-24 .+\. The figures cover only what is loaded\.$/,
    );
    const days = snapshot([project('orders', [])], { readSince: Date.UTC(2026, 10, 21, 9) });
    assert.match(overviewOf(days).basis, /^1 of 1 project, loaded 2026-11-21 09:00 UTC – 2026-11-24 10:42 UTC\.$/);
  });

  it('has no figures before anything is loaded, and says how many requests loading takes', () => {
    const nothing = {
      isListed: false,
      hasMore: true,
      hasUnrequested: true,
      readAt: undefined,
      readSince: undefined,
    };
    const unknown = overviewOf(snapshot([], nothing));
    assert.equal(unknown.basis, 'Nothing loaded yet. Loading everything takes about one request per project.');
    assert.deepEqual([unknown.tiles, unknown.charts, loadOf(unknown)], [[], [], 'Load Everything']);
    const listed = overviewOf(snapshot([project('orders', [], false), project('billing', [], false)]));
    assert.equal(listed.basis, 'Nothing loaded yet. Loading everything takes about 2 requests for 2 projects.');
    assert.deepEqual([listed.tiles, listed.charts, loadOf(listed)], [[], [], 'Load Everything']);
    const partly = overviewOf(snapshot([project('orders', [], false)], { isListed: false, projectCount: 54 }));
    assert.equal(partly.basis, 'Nothing loaded yet. Loading everything takes about 55 requests for 54 projects.');
    const signedOut = overviewOf(snapshot([], { ...nothing, isListed: true, hasMore: false }));
    assert.deepEqual([signedOut.basis, loadOf(signedOut)], ['Nothing loaded yet.', undefined]);
  });

  it('marks minimums, and never says that something doesn’t exist while anything is missing', () => {
    for (const partial of [
      snapshot([project('orders', []), project('billing', [], false)]),
      snapshot([project('orders', [{}])], { isListed: false, hasMore: true, projectCount: 54 }),
      snapshot([project('orders', [{}], false)], { hasMore: false }),
    ]) {
      const { tiles, charts, basis } = overviewOf(partial);
      assert.ok(tiles.every(({ value }) => /^(at least |not checked$|\d{4}-\d\d-\d\d$)/.test(value)));
      assert.ok(charts.every(({ empty }) => /^None found in the [01] of \d+ projects? loaded so far\.$/.test(empty)));
      assert.match(basis, /The figures cover only what is loaded/);
      assert.match(describeList(partial, { figure: 'all' }, 9, LANGUAGE).basis, /^at least /);
    }
    assert.ok(overviewOf(SOME).tiles.every(({ value }) => /^\d+$|^not checked$|^\d{4}-/.test(value)));
    assert.match(chartOf(snapshot([project('orders', [])]), 'name').empty, /^No duplicates\.$/);
  });

  it('says that no role is used in several projects only if every role is known', () => {
    const known = snapshot([project('orders', [{ iamRoleId: 'own' }])]);
    assert.equal(chartOf(known, 'role').empty, 'No role is used in several projects.');
    assert.equal(tileOf(overviewOf(known), /several projects/)?.value, '0');
    const unknown = snapshot([project('orders', [{ iamRoleId: 'own' }, {}])]);
    assert.match(chartOf(unknown, 'role').empty, /^None found/);
    assert.equal(tileOf(overviewOf(unknown), /several projects/)?.value, 'at least 0');
  });

  it('says that the filter of the view is not applied', () => {
    const { basis } = overviewOf({ ...SOME, filter: new Set(['AZURE', 'OCI']) });
    assert.match(basis, / The provider filter of the view \(Azure, OCI only\) isn’t applied here\.$/);
  });

  it('shows the load button while anything is missing, except during loading', () => {
    assert.equal(loadOf(overviewOf(SOME)), undefined);
    for (const partial of [
      snapshot([project('orders', [{}], false)]),
      snapshot([project('orders', [])], { isListed: false, hasMore: true, hasUnrequested: true }),
    ]) {
      assert.equal(loadOf(overviewOf(partial)), 'Load the Rest');
      const progress = { label: '3 of 9', done: 3, total: 9, cancel: 'Cancel' };
      const loading = describeOverview(partial, { expanded: new Set(), progress }, LANGUAGE);
      assert.deepEqual([loading.actions, loading.progress], [[], progress]);
    }
    // Loading again doesn't help with unreadable rows.
    assert.equal(loadOf(overviewOf(snapshot([project('orders', [{}], false)], { hasMore: false }))), undefined);
  });

  it('shows counts in tiles, which open lists unless the count is zero', () => {
    assert.deepEqual(
      overviewOf(SOME).tiles.map(({ value, label, selection }) => [value, label, selection?.figure]),
      [
        ['not checked', 'buckets with broken roles', undefined],
        ['not checked', 'unused buckets', undefined],
        ['1', 'duplicate name', 'name'],
        ['1', 'role used in several projects', 'role'],
        ['2024-06-01', 'newest export bucket', 'newest'],
        ['3', 'export buckets', 'all'],
        ['2', 'projects with export buckets', 'project'],
        ['1', 'project without buckets', 'withoutBucket'],
      ],
    );
    assert.ok(overviewOf(snapshot([])).tiles.every(({ value, selection }) => value === '0' && selection === undefined));
  });

  it('counts broken roles and unused buckets as a minimum until every bucket was checked', () => {
    const broken = { hasBrokenRole: 'yes', isUnused: 'unknown' } as const;
    const one = { ...SOME, findings: findingsAbout(broken, idOf(2021, 7)) };
    const tile = tileOf(overviewOf(one), /broken/);
    assert.deepEqual(tile, {
      value: 'at least 1',
      label: 'buckets with broken roles (1 of 3 known)',
      selection: { figure: 'brokenRole' },
    });
    assert.equal(tileOf(overviewOf(one), /unused/)?.value, 'not checked');
    const list = describeList(one, { figure: 'brokenRole' }, 9, LANGUAGE);
    assert.deepEqual([list.rows.length, list.basis], [1, 'at least 1 export bucket in 1 project']);
    const all = findingsAbout({ hasBrokenRole: 'no', isUnused: 'yes' }, idOf(2021, 7), idOf(2024, 0), idOf(2024, 1));
    assert.equal(tileOf(overviewOf({ ...SOME, findings: all }), /broken/)?.value, '0');
    assert.equal(tileOf(overviewOf({ ...SOME, findings: all }), /unused/)?.value, '3');
    // Nothing is exact while a project isn't loaded.
    const partial = snapshot([...SOME.projects, project('later', [], false)], { findings: all });
    assert.equal(tileOf(overviewOf(partial), /unused/)?.value, 'at least 3');
  });

  it('offers to check the roles of projects that weren’t checked', () => {
    const check = (known: Snapshot): string | undefined =>
      overviewOf(known).actions.find(({ key }) => key === 'checkRoles')?.title;
    assert.equal(check(SOME), 'Check Roles (2 requests)');
    const findings = findingsAbout({ hasBrokenRole: 'unknown' }, idOf(2021, 7));
    assert.equal(check({ ...SOME, findings }), 'Check Roles (1 request)');
  });

  it('offers to retry, but not as the main action, if only failures are left', () => {
    const failed = snapshot([project('orders', [{}]), project('vault', [], false)], { hasUnrequested: false });
    const [retry] = overviewOf(failed).actions;
    assert.deepEqual([retry?.title, retry?.primary], ['Retry Failed', false]);
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

  it('never rounds a share to zero or to all', () => {
    const most = project(
      'most',
      Array.from({ length: 2499 }, () => ({})),
    );
    const shares = marks(snapshot([most, project('one', [{ cloudProvider: 'GCP' }])]), 'provider');
    assert.deepEqual(shares, ['AWS | >99.9% | 2,499', 'Google Cloud | <0.1% | 1']);
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
