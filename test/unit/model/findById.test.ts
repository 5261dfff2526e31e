import assert from 'node:assert/strict';
import { CredentialError } from '../../../src/credentials/credential';
import { findById, type FindProgress } from '../../../src/model/findById';
import { loadAll } from '../../../src/model/loadAll';
import { largeWorld } from '../../atlas/largeWorld';
import type { SimulatorOptions } from '../../atlas/simulator';
import { failureOf, gate } from '../atlas/support';
import { KEYS, until } from '../client/support';
import { rowOf, useLists } from './support';

const root = rowOf('retail', KEYS.serviceAccount);
const NOWHERE = 'f'.repeat(24);

describe('Finding by ID', () => {
  const { simulator, listsOver } = useLists(KEYS.serviceAccount);

  async function findIn(options: SimulatorOptions) {
    const { client, lists, traffic } = await listsOver(options);
    const credentials = { clientOf: () => Promise.resolve(client) };
    const find = (id: string, signal = new AbortController().signal, progress: FindProgress[] = []) =>
      findById(lists, [root], id, { credentials, signal, onProgress: (now) => progress.push(now) });
    return { lists, traffic, find };
  }

  const pathsWith = (part: RegExp): string[] =>
    simulator()
      .requests.map(({ path }) => path.split('?')[0] ?? '')
      .filter((path) => part.test(path));

  it('requests each project at most once, and keeps the found bucket in the list of its project', async () => {
    const { lists, traffic, find } = await findIn({ world: largeWorld(40, 3) });
    const project = simulator().world.projects[30];
    const id = project?.exportBuckets[1]?._id ?? '';
    const { rows, failures } = await find(id);
    const [row] = rows;
    assert.ok(row?.kind === 'exportBucket');
    assert.deepEqual([row.bucket._id, row.parent.project.id, rows.length, failures], [id, project?.id, 1, []]);
    assert.deepEqual(
      lists
        .of(row.parent)
        .rows()
        .map((one) => one.id),
      [row.id],
    );
    const paths = pathsWith(/exportBuckets\/[a-f0-9]{24}$/);
    assert.equal(new Set(paths).size, paths.length);
    assert.ok(paths.length <= 40);
    assert.equal(pathsWith(/\/groups$/).length, 1);
    assert.ok(traffic.mostInFlight <= 8);
    // When its page is loaded, the list contains it once.
    await lists.load(row.parent);
    assert.equal(lists.of(row.parent).rows().length, 3);
  });

  it('keeps the found bucket when the list is reloaded, until the complete list lacks it', async () => {
    const { lists, find } = await findIn({ world: largeWorld(1, 250) });
    const [project] = simulator().world.projects;
    assert.ok(project);
    const id = project.exportBuckets[240]?._id ?? '';
    const [row] = (await find(id)).rows;
    assert.ok(row?.kind === 'exportBucket');
    const { parent } = row;
    const shown = (): readonly string[] =>
      lists
        .of(parent)
        .rows()
        .map((one) => one.id);
    await lists.load(parent);
    assert.deepEqual([shown().length, shown().at(-1)], [101, row.id]);
    await lists.reload(parent);
    await lists.reload(parent);
    assert.deepEqual([shown().length, shown().at(-1)], [101, row.id]);
    project.exportBuckets.splice(240, 1);
    await lists.of(parent).pages.loadNext();
    assert.deepEqual([shown().length, shown().at(-1)], [201, row.id]);
    await lists.of(parent).pages.loadNext();
    assert.deepEqual([shown().length, shown().includes(row.id)], [249, false]);
    await lists.reload(parent);
    assert.deepEqual([shown().length, shown().includes(row.id)], [249, false]);
  });

  it('sends no request to projects with complete lists, and none for a listed project', async () => {
    const { lists, find } = await findIn({ world: largeWorld(10, 3) });
    const { signal } = new AbortController();
    await loadAll(lists, [root], { signal });
    simulator().clearRequests();
    const project = simulator().world.projects[4];
    const { rows } = await find(project?.id ?? '');
    assert.deepEqual(
      rows.map((row) => row.kind === 'project' && row.project.name),
      ['project-0005'],
    );
    assert.equal(simulator().requests.length, 0);
    assert.deepEqual(await find(NOWHERE), { rows: [], failures: [] });
    assert.deepEqual(pathsWith(/./), [`/api/atlas/v2/groups/${NOWHERE}`]);
  });

  it('reports a failure for lists that were dropped because their credential changed', async () => {
    const { lists, find } = await findIn({ world: largeWorld(3, 1) });
    const held = gate();
    simulator().fault({ path: /\/groups\?/, times: 1, response: { hold: held.opened } });
    const finding = find(NOWHERE);
    await until(() =>
      simulator().requests.some(({ path, status }) => path.includes('/groups?') && status === undefined),
    );
    lists.dropAllOf('retail');
    held.open();
    const { failures } = await finding;
    assert.deepEqual(
      failures.map(({ parent, error }) => [parent.id, error instanceof CredentialError && error.problem]),
      [[root.id, 'changed']],
    );
  });

  it('reports deleted projects and inconclusive errors instead of calling the ID unknown', async () => {
    const { lists, find } = await findIn({ world: largeWorld(4, 1) });
    await lists.load(root);
    const [gone, refused, odd] = simulator().world.projects;
    assert.ok(gone && refused && odd);
    simulator().world.removeProject(gone.id);
    const codes = [
      [refused.id, { status: 401, errorCode: 'NOT_IN_GROUP' }],
      [odd.id, { status: 404, errorCode: 'RESOURCE_NOT_FOUND' }],
    ] as const;
    for (const [id, response] of codes) {
      simulator().fault({ path: new RegExp(`${id}/backup`), response });
    }
    const { rows, failures } = await find(NOWHERE);
    assert.deepEqual(rows, []);
    assert.deepEqual(
      failures
        .map(({ parent, hasVanished }) => [parent.kind === 'project' && parent.project.id, hasVanished])
        .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
      [
        [gone.id, true],
        [refused.id, false],
        [odd.id, false],
      ].toSorted(([one], [other]) => String(one).localeCompare(String(other))),
    );
  });

  it('reports a project list with unreadable rows, and requests projects with unreadable buckets', async () => {
    const { lists, find } = await findIn({ world: largeWorld(2, 2) });
    await loadAll(lists, [root], { signal: new AbortController().signal });
    const [project] = simulator().world.projects;
    assert.ok(project);
    simulator().world.addExportBucket(project.id, { bucketName: 7 });
    const row = lists
      .of(root)
      .rows()
      .find(({ id }) => id.endsWith(project.id));
    assert.ok(row?.kind === 'project');
    await lists.reload(row);
    assert.equal(lists.of(row).pages.unreadable, 1);
    simulator().clearRequests();
    assert.deepEqual(await find(NOWHERE), { rows: [], failures: [] });
    assert.equal(pathsWith(/exportBuckets/).length, 1);

    const results = [{ id: project.id, name: project.name }, { id: 'of a later version' }];
    const body = JSON.stringify({ results, totalCount: 2 });
    simulator().fault({ path: /\/groups\?/, times: 1, response: { status: 200, body } });
    await lists.reload(root);
    const { unreadable, failures } = await find(NOWHERE);
    assert.deepEqual([unreadable, failures], [[{ parent: root, rows: 1 }], []]);
  });

  it('requests a project with unreadable rows although its list is complete', async () => {
    const { find, lists } = await findIn({ world: largeWorld(2, 2) });
    const [project] = simulator().world.projects;
    assert.ok(project);
    const [bucket] = project.exportBuckets;
    assert.ok(bucket);
    const { _id } = bucket;
    Object.assign(bucket, { _id: 'unreadable' });
    await lists.load(root);
    const row = lists
      .of(root)
      .rows()
      .find((node) => node.kind === 'project' && node.project.id === project.id);
    assert.ok(row?.kind === 'project');
    await lists.load(row);
    Object.assign(bucket, { _id });
    const { rows } = await find(_id);
    assert.deepEqual(
      rows.map((found) => (found.kind === 'exportBucket' ? found.bucket._id : '')),
      [_id],
    );
  });

  for (const how of ['is out of date', 'could not be reloaded', 'has an unreadable row'] as const) {
    it(`finds and lists a bucket that is missing from a complete list that ${how}`, async () => {
      const { lists, find } = await findIn({ world: largeWorld(1, 3) });
      const bucket = simulator().world.projects[0]?.exportBuckets.pop();
      assert.ok(bucket);
      const unreadable = simulator().world.projects[0]?.exportBuckets[0];
      if (how === 'has an unreadable row') {
        Object.assign(unreadable ?? {}, { bucketName: 5 });
      }
      await lists.load(root);
      const [row] = lists.of(root).rows();
      assert.ok(row?.kind === 'project');
      await lists.load(row);
      assert.ok(lists.of(row).pages.isComplete);
      simulator().world.projects[0]?.exportBuckets.push(bucket);
      if (how === 'is out of date') {
        lists.of(row).pages.isStale = true;
      } else if (how === 'could not be reloaded') {
        simulator().fault({
          path: /exportBuckets\?/,
          times: 1,
          response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' },
        });
        await lists.reload(row);
      }
      const { rows } = await find(bucket._id);
      const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id.slice(-24));
      assert.deepEqual(ids(rows), [bucket._id]);
      assert.ok(ids(lists.of(row).rows()).includes(bucket._id), 'the tree lacks it');
    });
  }

  it('reports its progress and the failed requests', async () => {
    const { find } = await findIn({ world: largeWorld(12, 1) });
    const broken = simulator().world.projects[3];
    simulator().fault({
      path: new RegExp(`${broken?.id ?? ''}/backup`),
      response: { status: 403, errorCode: 'FORBIDDEN' },
    });
    const progress: FindProgress[] = [];
    const { rows, failures } = await find(NOWHERE, undefined, progress);
    assert.deepEqual(rows, []);
    assert.deepEqual(
      failures.map(({ parent }) => parent.kind === 'project' && parent.project.id),
      [broken?.id],
    );
    assert.deepEqual(progress.at(-1), { projects: 12, of: 12, waitingUntil: undefined });
  });

  it('waits as long as Atlas says, and reports until when', async () => {
    const { find } = await findIn({ world: largeWorld(1, 1) });
    simulator().fault({ path: /exportBuckets/, times: 1, response: { status: 429, retryAfter: 40 } });
    const progress: FindProgress[] = [];
    const id = simulator().world.projects[0]?.exportBuckets[0]?._id ?? '';
    const { rows } = await find(id, undefined, progress);
    assert.equal(rows.length, 1);
    assert.ok(progress.some(({ waitingUntil = 0 }) => waitingUntil > performance.now() + 30_000));
  });

  it('cancels its running requests', async () => {
    const { find } = await findIn({ world: largeWorld(20, 1) });
    const held = gate();
    simulator().fault({ path: /exportBuckets/, response: { hold: held.opened } });
    const cancellation = new AbortController();
    const finding = failureOf(find(NOWHERE, cancellation.signal));
    await until(() => pathsWith(/exportBuckets/).length === 8);
    const sent = simulator().requests.length;
    cancellation.abort();
    assert.equal((await finding).name, 'AbortError');
    await until(() => simulator().requests.filter(({ isAbandoned }) => isAbandoned).length >= 8);
    held.open();
    assert.equal(simulator().requests.length, sent);
  });
});
