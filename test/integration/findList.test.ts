import assert from 'node:assert/strict';
import { env, l10n } from 'vscode';
import { choice } from '../../src/text/sinks';
import type { ExportBucket } from '../../src/atlas/models';
import { EndlessListError } from '../../src/atlas/pagedRows';
import { CredentialError } from '../../src/credentials/credential';
import { bucketItem, COPY_ID, notFoundItem, stateText } from '../../src/find/findItems';
import { goneItem, notVerifiedItem } from '../../src/find/verifiedItems';
import { listItems, type FindState } from '../../src/find/findList';
import { candidatesIn, type Candidate, type ListedProject } from '../../src/find/candidates';
import { fold } from '../../src/find/rank';
import { exportBucketNode, projectNode, type ProjectNode } from '../../src/model/nodes';
import type { FoundById } from '../../src/model/findById';
import { count, LongDates } from '../../src/host/numbers';
import { uiLanguage } from '../../src/host/uiLanguage';
import { Ages } from '../../src/text/language';
import { firstPageOf, rowOf } from '../unit/model/support';

const root = rowOf('contoso');
const idOf = (number: number): string => (0xabc000 + number).toString(16).padStart(24, '6');
const project = (number: number, name: string): ProjectNode => projectNode(root, { id: idOf(number), name });

/** Returns a project whose export buckets are all loaded. */
async function loaded(node: ProjectNode, ...names: readonly string[]): Promise<ListedProject> {
  const items = names.map((bucketName, index): ExportBucket => ({
    _id: idOf(100 + index),
    bucketName,
    cloudProvider: 'AWS',
  }));
  const page = { items, unreadable: 0, totalCount: items.length, mayContinue: false };
  return { node, list: await firstPageOf(node, { buckets: page }) };
}

const notLoadedProject = (node: ProjectNode): ListedProject => ({ node, list: undefined });

function labels(query: string, projects: readonly ListedProject[], more: Partial<FindState> = {}): string[] {
  const items = listItems({
    query,
    roots: [root],
    failedRoots: [],
    projects,
    foundById: [],
    candidates: candidatesIn(projects),
    notLoaded: { partial: [], projects: 0, mayHaveMore: false, unreadable: 0 },
    searching: undefined,
    outcome: undefined,
    ...more,
  });
  return items.map((item) => choice(item).label);
}

describe('listItems', () => {
  const staging = project(1, 'orders-staging');
  const all = '$(search) Search all projects';
  const rest = { partial: [], projects: 1, mayHaveMore: true, unreadable: 0 };

  it('starts with a search in the project that matches exactly, if it is not loaded', async () => {
    const projects = [await loaded(project(2, 'orders'), 'orders-staging-copy', 'payroll'), notLoadedProject(staging)];
    assert.deepEqual(labels('orders-staging', projects, { notLoaded: rest }), [
      '$(search) Search in orders-staging (not loaded)',
      '$(project) Show orders-staging in the tree',
      'orders-staging-copy',
      'not loaded',
      all,
    ]);
    assert.deepEqual(labels(staging.project.id, projects).slice(0, 2), [
      '$(search) Search in orders-staging (not loaded)',
      '$(project) Show orders-staging in the tree',
    ]);
  });

  it('ranks bucket names, then partial matches of projects, then other matches', async () => {
    const projects = [await loaded(project(2, 'my-orders'), 'orders-eu', 'payroll'), notLoadedProject(staging)];
    assert.deepEqual(labels('orders', projects), [
      'orders-eu',
      '$(search) Search in orders-staging (not loaded)',
      'payroll',
    ]);
  });

  it('lists the loaded buckets of the project that matches exactly, then its row', async () => {
    const projects = [
      await loaded(project(2, 'other'), 'orders-staging-copy'),
      await loaded(staging, 'exports', 'snapshots'),
    ];
    assert.deepEqual(labels('orders-staging', projects), [
      'exports',
      'snapshots',
      'orders-staging-copy',
      '$(project) Show orders-staging in the tree',
    ]);
  });

  it('offers no projects during a search, and puts an item that does nothing first', () => {
    const items = labels('orders-staging', [notLoadedProject(staging)], { searching: 'Searching…', notLoaded: rest });
    assert.deepEqual(items, [
      'no matches in the loaded buckets',
      '$(loading~spin) Searching…',
      '$(stop-circle) Stop searching',
    ]);
  });

  it('distinguishes no match in the loaded, in the readable, and in all buckets', async () => {
    const projects = [await loaded(project(2, 'other'), 'payroll')];
    const whole = { partial: [], projects: 0, mayHaveMore: false };
    assert.deepEqual(labels('nowhere', projects, { notLoaded: rest }), ['no matches in the loaded buckets', all]);
    assert.deepEqual(labels('nowhere', projects, { notLoaded: { ...whole, unreadable: 2 } }), [
      '$(warning) No matches in the rows that could be read',
    ]);
    assert.deepEqual(labels('nowhere', projects, { notLoaded: { ...whole, unreadable: 0 } }), [
      '$(info) No matching export buckets',
    ]);
  });

  it('says which credential could not list its projects, below the searches', () => {
    const failedRoots = [{ parent: root, error: new EndlessListError(), hasVanished: false }];
    const items = labels('orders', [], { failedRoots, notLoaded: rest });
    assert.deepEqual(items.slice(0, 2), ['no matches in the loaded buckets', all]);
    assert.match(items[2] ?? '', /^\$\(warning\) Could not load: contoso /);
    assert.equal(items.length, 3);
  });

  it('reports that an ID was not found only if everything was searched', () => {
    const item = (failures: FoundById['failures'], rows: number) => {
      const unreadable = rows > 0 && { unreadable: [{ parent: root, rows }] };
      const { label, detail } = choice(notFoundItem({ failures, ...unreadable }));
      return [label, detail];
    };
    const failure = { parent: staging, error: new EndlessListError(), hasVanished: false };
    assert.match(item([], 0)[0] ?? '', /^\$\(info\) No export bucket or project with this ID/);
    assert.deepEqual(item([], 2), ['$(warning) Not found, but the search was incomplete', '2 rows could not be read']);
    assert.match(item([failure], 1)[1] ?? '', /^Could not load: orders-staging .*\. 1 row could not be read$/);
  });

  describe('with remembered buckets', () => {
    const forgotten = project(3, 'orders');
    const now = Date.now() / 1000;
    const ago = (seconds: number): number => now - seconds;
    const candidate = (bucketName: string, number: number, readAt: number): Candidate => ({
      node: exportBucketNode(forgotten, { _id: idOf(number), bucketName, cloudProvider: 'AZURE' }),
      readAt,
      id: idOf(number),
      name: fold(bucketName),
      roleId: '',
      projectName: '',
    });
    const remembered = [candidate('orders-old', 900, ago(3 * 86_400 + 5)), candidate('$(x)', 901, ago(2))];

    it('shows them after the loaded ones before typing, and marks them', async () => {
      const projects = [await loaded(project(2, 'other'), 'payroll')];
      const candidates = [...candidatesIn(projects), ...remembered];
      assert.deepEqual(labels('', projects, { candidates, notLoaded: rest }), [
        all,
        'loaded',
        'payroll',
        'remembered',
        '$(history) orders-old',
        String.raw`$(history) \$(x)`,
      ]);
      assert.deepEqual(labels('', [], { candidates: remembered, notLoaded: rest }), [
        all,
        'remembered',
        '$(history) orders-old',
        String.raw`$(history) \$(x)`,
      ]);
    });

    it('says how long ago they were loaded, and only copies their IDs without a request', () => {
      const items = remembered.map((one) =>
        bucketItem(one, false, (readAt) => new Ages(uiLanguage()).write(now - readAt)),
      );
      assert.deepEqual(
        items.map(({ detail }) => detail?.split(' · ')[0]),
        ['remembered 3 days ago', 'remembered just now'],
      );
      assert.ok(items.every(({ choice: { kind } }) => kind === 'verify'));
      assert.ok(items.every(({ buttons }) => buttons?.length === 1 && buttons[0]?.iconPath === COPY_ID));
    });

    it('ranks them with the loaded ones, which come first if they match as well', async () => {
      const projects = [await loaded(project(2, 'other'), 'my-orders', 'orders-new')];
      const candidates = [...candidatesIn(projects), ...remembered];
      assert.deepEqual(labels('orders', projects, { candidates }), [
        'orders-new',
        '$(history) orders-old',
        'my-orders',
      ]);
    });

    it('finds one by a pasted ID, instead of searching all projects', () => {
      const items = labels(idOf(900), [], { candidates: remembered, notLoaded: rest });
      assert.deepEqual(items, ['$(history) orders-old', 'not loaded', all]);
    });

    it('names them if nothing matches', () => {
      assert.deepEqual(labels('nowhere', [], { candidates: remembered, notLoaded: rest }), [
        'no matches in the loaded and remembered buckets',
        all,
      ]);
    });

    it('counts them in the title', () => {
      const projects = { loaded: [], remembered: Array.from({ length: 6460 }), notLoaded: { ...rest, projects: 250 } };
      assert.equal(stateText(projects), '0 buckets loaded · 6,460 remembered · 250 projects not loaded');
    });

    it('says that one or its project is gone, and what is forgotten', () => {
      const [one] = remembered;
      assert.ok(one);
      assert.deepEqual(
        (['exportBucket', 'project'] as const).map((what) => choice(goneItem(one.node, what)).label),
        ['$(warning) orders-old no longer exists', '$(warning) orders was deleted or is no longer accessible'],
      );
      const outcome = goneItem(one.node, 'exportBucket');
      assert.deepEqual(labels('old', [], { candidates: [], notLoaded: rest, outcome }), [
        '$(warning) orders-old no longer exists',
        'no matches in the loaded buckets',
        all,
      ]);
      const failed = choice(notVerifiedItem(one.node, new CredentialError('secretMissing')));
      assert.equal(failed.label, '$(warning) Could not load orders-old');
      assert.notEqual(failed.detail, '');
    });
  });

  it('stays short while the user types among 250 projects that are not loaded', () => {
    const many = Array.from({ length: 250 }, (_, index) => notLoadedProject(project(index, `project-${index}`)));
    const text = 'project-249';
    const typed = Array.from(text, (_, index) => labels(text.slice(0, index + 1), many));
    assert.ok(typed.every((items) => items.length <= 6));
    assert.equal(typed.at(-1)?.[0], '$(search) Search in project-249 (not loaded)');
  });
});

describe('The language of the texts', () => {
  it('is English without a translation, whatever the display language is', () => {
    assert.equal(l10n.bundle, undefined);
    assert.deepEqual([uiLanguage().locale, count(2508)], ['en', '2,508']);
    assert.equal(new LongDates().write(new Date(0)), 'January 1, 1970');
    assert.notEqual(env.language, '');
  });
});
