import assert from 'node:assert/strict';
import { Organizations } from '../../../src/model/organizations';
import { FORMATS } from '../../../src/bucketList/formats';
import { countRows, notesOf } from '../../../src/bucketList/inventory';
import { restrictedTo } from '../../../src/bucketList/inventoryOf';
import { chunksOf } from '../../../src/bucketList/chunks';
import { readInventory, type InventorySources } from '../../../src/bucketList/readInventory';
import { loadAll } from '../../../src/model/loadAll';
import { largeWorld } from '../../atlas/largeWorld';
import type { SimulatorOptions } from '../../atlas/simulator';
import { failureOf } from '../atlas/support';
import { LANGUAGE } from '../overview/support';
import { rowOf, useLists } from '../model/support';

const retail = rowOf('retail');
const { signal } = new AbortController();

describe('readInventory', () => {
  const { simulator, listsOver } = useLists();

  async function sourcesOver(options: SimulatorOptions) {
    const { client, lists } = await listsOver(options);
    return {
      lists,
      language: LANGUAGE,
      organizations: new Organizations({ clientOf: () => Promise.resolve(client) }),
      loadAll: ((scopes, more) => loadAll(lists, scopes, more)) satisfies InventorySources['loadAll'],
    };
  }
  const loadedPaths = (): string[] =>
    simulator()
      .requests.filter(({ status }) => status !== 401)
      .map(({ path }) => path);

  it('requests each of 40 projects once, and the name of their organization', async () => {
    const sources = await sourcesOver({ world: largeWorld(40, 3) });
    const inventory = await readInventory(sources, [retail], { signal });
    assert.deepEqual([countRows(inventory), inventory.partial], [120, undefined]);
    assert.ok(inventory.projects.every(({ organization }) => organization === 'Contoso Everything'));
    assert.equal(loadedPaths().length, 42);
    assert.equal(new Set(loadedPaths()).size, 42);
    await readInventory(sources, [retail], { signal });
    assert.equal(loadedPaths().length, 42);
  });

  it('omits the name of an organization that the credential can’t read', async () => {
    const sources = await sourcesOver({ world: largeWorld(2, 3) });
    simulator().fault({ path: /\/orgs\//, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    const { projects, partial } = await readInventory(sources, [retail], { signal });
    assert.deepEqual([projects.map(({ organization }) => organization), partial], [[undefined, undefined], undefined]);
  });

  it('reports failed and deleted projects with the reason', async () => {
    const sources = await sourcesOver({ world: largeWorld(12, 2) });
    const [gone, forbidden] = simulator().world.projects;
    assert.ok(gone && forbidden);
    await sources.lists.load(retail);
    simulator().world.removeProject(gone.id);
    simulator().fault({ path: new RegExp(forbidden.id), response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    const inventory = await readInventory(sources, [retail], { signal });
    assert.equal(countRows(inventory), 20);
    const reasons = new Map(inventory.partial?.missing.map(({ projectId, reason }) => [projectId, reason]));
    assert.deepEqual(
      [reasons.get(gone.id), reasons.get(forbidden.id)],
      ['deleted or no longer accessible', 'Access denied by Atlas (ACCESS_FORBIDDEN)'],
    );
    const notice = inventory.partial?.notice ?? '';
    assert.match(notice, /^This list is incomplete\. Missing: “project-0001” \([a-f0-9]{24}\): deleted or/);
    assert.match(notice, /“project-0002” \([a-f0-9]{24}\): Access denied by Atlas/);
  });

  it('keeps the export buckets that were loaded before a failure, and says how many', async () => {
    const sources = await sourcesOver({ world: largeWorld(1, 620) });
    simulator().fault({ path: /pageNum=2/, response: { status: 500 } });
    const inventory = await readInventory(sources, [retail], { signal });
    assert.equal(countRows(inventory), 500);
    assert.match(inventory.partial?.notice ?? '', /: Atlas is unavailable \(500\).*, after 500 export buckets\.$/);
  });

  it('reports that all projects of a credential are missing if listing them fails', async () => {
    const sources = await sourcesOver({ world: largeWorld(1, 1) });
    simulator().fault({ path: /groups\?/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    const inventory = await readInventory(sources, [retail], { signal });
    assert.equal(
      inventory.partial?.notice,
      'This list is incomplete. Missing: projects of the credential “retail”: Access denied by Atlas (ACCESS_FORBIDDEN).',
    );
  });

  it('contains a project of two credentials once, and reports nothing missing that one of them has loaded', async () => {
    const sources = await sourcesOver({ world: largeWorld(3, 2) });
    const [project] = simulator().world.projects;
    assert.ok(project);
    const inventoryOfBoth = () => readInventory(sources, [retail, rowOf('second')], { signal });
    simulator().fault({
      path: new RegExp(`${project.id}/backup`),
      times: 1,
      response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' },
    });
    const inventory = await inventoryOfBoth();
    assert.deepEqual([inventory.projects.length, countRows(inventory), inventory.partial], [3, 6, undefined]);
  });

  it('reports the projects and the credential with unreadable rows', async () => {
    const sources = await sourcesOver({ world: largeWorld(3, 2) });
    const [project] = simulator().world.projects;
    assert.ok(project);
    const [bucket] = project.exportBuckets;
    assert.ok(bucket);
    Object.assign(bucket, { _id: 'not-an-id' });
    Object.assign(simulator().world.projects[1] ?? {}, { id: 'not-an-id' });
    const { partial } = await readInventory(sources, [retail], { signal });
    assert.equal(
      partial?.notice,
      `This list is incomplete. Missing: projects of the credential “retail”: 1 project in an unsupported format; “${project.name}” (${project.id}): 1 export bucket in an unsupported format, after 1 export bucket.`,
    );
  });

  it('shows the codes of invisible characters in names', async () => {
    const sources = await sourcesOver({ world: largeWorld(1, 1) });
    const [project] = simulator().world.projects;
    assert.ok(project);
    Object.assign(project, { name: 'a\u202Eb\nc' });
    simulator().fault({ path: /exportBuckets/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    const { partial } = await readInventory(sources, [retail], { signal });
    assert.match(partial?.notice ?? '', /Missing: “a\[U\+202E\]b\[U\+000A\]c” \(/);
  });

  it('can be filtered by providers, and says so', async () => {
    const sources = await sourcesOver({ world: largeWorld(2, 3) });
    const all = await readInventory(sources, [retail], { signal });
    const [first] = all.projects;
    assert.ok(first);
    const provider = first.buckets[0]?.cloudProvider ?? '';
    const restricted = restrictedTo(all, new Set([provider]), LANGUAGE);
    const count = all.projects.flatMap(({ buckets }) => buckets).filter((bucket) => bucket.cloudProvider === provider);
    assert.equal(countRows(restricted), count.length);
    assert.match(restricted.filter?.notice ?? '', /^This list is filtered\. It contains only export buckets of /);
    assert.deepEqual(notesOf(restricted), [restricted.filter?.notice]);
  });

  it('stops when it is canceled', async () => {
    const sources = await sourcesOver({ world: largeWorld(30, 2) });
    const cancellation = new AbortController();
    const reading = readInventory(sources, [retail], {
      signal: cancellation.signal,
      onProgress: ({ projects }) => {
        if (projects === 10) {
          cancellation.abort();
        }
      },
    });
    assert.equal((await failureOf(reading)).name, 'AbortError');
    assert.ok(loadedPaths().length < 20);
  });

  for (const format of FORMATS) {
    it(`writes the same text in large chunks: ${format.label}`, async () => {
      const sources = await sourcesOver({ world: largeWorld(30, 40) });
      const inventory = await readInventory(sources, [retail], { signal });
      const chunks: string[] = [];
      for await (const chunk of chunksOf(format, inventory, signal)) {
        chunks.push(chunk);
      }
      assert.equal(chunks.join(''), [...format.write(inventory)].join(''));
      assert.ok(chunks.length > 1 && chunks.slice(0, -1).every(({ length }) => length >= 100_000));
      const cancellation = new AbortController();
      const cancelled = chunksOf(format, inventory, cancellation.signal);
      await cancelled.next();
      cancellation.abort();
      assert.equal((await failureOf(cancelled.next())).name, 'AbortError');
    });
  }
});
