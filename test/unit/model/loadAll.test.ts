import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { LoadRestOptions } from '../../../src/atlas/pageLoader';
import { CredentialError } from '../../../src/credentials/credential';
import { loadAll, type LoadAllProgress } from '../../../src/model/loadAll';
import { largeWorld } from '../../atlas/largeWorld';
import { failureOf, gate } from '../atlas/support';
import { PROJECTS, until } from '../client/support';
import { listsThrough, rowOf, useLists } from './support';

const root = rowOf('retail');

describe('Loading everything', () => {
  const { simulator, listsOver } = useLists();

  /** The GET requests whose responses were not challenges. */
  const loadedPaths = (): string[] =>
    simulator()
      .requests.filter(({ status }) => status !== 401)
      .map(({ path }) => path);
  const challenges = (): number => simulator().requests.filter(({ status }) => status === 401).length;
  const { signal } = new AbortController();

  it('loads 250 projects with one request each and one for their list, after one challenge', async () => {
    const { lists, traffic } = await listsOver({ world: largeWorld(250, 20) });
    const progress: LoadAllProgress[] = [];
    const { signal: stop } = new AbortController();
    const listening: number[] = [];
    const onProgress = (now: LoadAllProgress): void => {
      progress.push(now);
      listening.push(getEventListeners(stop, 'abort').length);
    };
    const { projects, failures } = await loadAll(lists, [root], { signal: stop, onProgress });
    assert.deepEqual([projects.length, failures], [250, []]);
    // Node.js treats more than ten listeners as a leak and writes a warning to the log of the extension host.
    assert.ok(Math.max(...listening) <= 10, `${Math.max(...listening)} listen for the end`);
    assert.equal(projects.flatMap(({ buckets }) => buckets).length, 5000);
    assert.equal(loadedPaths().length, 251);
    assert.equal(new Set(loadedPaths()).size, 251);
    assert.equal(challenges(), 1);
    assert.equal(traffic.mostInFlight, 8);
    const { projects: read, of, buckets, failed, waitingUntil } = progress.at(-1) ?? assert.fail();
    assert.deepEqual([read, of, buckets, failed, waitingUntil], [250, 250, 5000, 0, undefined]);
    assert.deepEqual(
      progress.map(({ buckets: soFar }) => soFar),
      progress.map(({ buckets: soFar }) => soFar).toSorted((one, other) => one - other),
    );
  });

  it('loads 2,508 export buckets with the fewest requests, however many pages were loaded before', async () => {
    for (const [pages, requests] of [
      [0, 6],
      [1, 6],
      [5, 5],
      [25, 1],
      [26, 0],
    ] as const) {
      const { lists } = await listsOver();
      await lists.load(root);
      const archive = lists
        .of(root)
        .rows()
        .find(({ id }) => id.endsWith(PROJECTS.archive));
      assert.ok(archive?.kind === 'project');
      for (let page = 0; page < pages; page += 1) {
        await lists.of(archive).pages.loadNext();
      }
      simulator().clearRequests();
      const { projects } = await loadAll(lists, [archive], { signal });
      assert.equal(new Set(projects[0]?.buckets.map(({ _id }) => _id)).size, 2508);
      assert.equal(loadedPaths().length, requests, `after ${pages} pages`);
      await simulator().close();
    }
  });

  it('shares requests between callers, and sends none for loaded lists', async () => {
    const { lists } = await listsOver({ world: largeWorld(30, 2) });
    const [one, other] = await Promise.all([
      loadAll(lists, [root], { signal }),
      loadAll(lists, [root, root], { signal }),
    ]);
    assert.deepEqual([one.projects.length, other.projects.length], [30, 30]);
    assert.equal(loadedPaths().length, 31);
    await loadAll(lists, [root], { signal });
    assert.equal(loadedPaths().length, 31);
  });

  it('continues after a failure, and reports the failed and the deleted project', async () => {
    const { lists } = await listsOver({ world: largeWorld(12, 2) });
    const [first, second] = simulator().world.projects;
    assert.ok(first && second);
    await lists.load(root);
    simulator().world.removeProject(first.id);
    simulator().fault({ path: new RegExp(second.id), response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    const { projects, failures } = await loadAll(lists, [root], { signal });
    assert.equal(projects.flatMap(({ buckets }) => buckets).length, 20);
    assert.deepEqual(
      failures
        .map(({ parent, hasVanished }) => [parent.kind === 'project' && parent.project.id, hasVanished])
        .toSorted(([, one], [, two]) => Number(two) - Number(one)),
      [
        [first.id, true],
        [second.id, false],
      ],
    );
  });

  it('stops when it is canceled, keeps the loaded rows, and continues from there', async () => {
    const { lists } = await listsOver({ world: largeWorld(40, 3) });
    const cancellation = new AbortController();
    const held = gate();
    let end = (): void => undefined;
    const loading = failureOf(
      loadAll(lists, [root], {
        signal: cancellation.signal,
        onProgress: ({ projects }) => {
          if (projects === 10) {
            end = simulator().fault({ path: /exportBuckets/, response: { hold: held.opened } });
          }
        },
      }),
    );
    await until(() => simulator().requests.some(({ status }) => status === undefined));
    cancellation.abort();
    assert.equal((await loading).name, 'AbortError');
    const sent = simulator().requests.length;
    held.open();
    end();
    assert.equal(simulator().requests.length, sent);
    const already = loadedPaths().filter((path) => path.includes('exportBuckets')).length;
    assert.ok(already >= 10 && already < 40);
    simulator().clearRequests();
    const { projects } = await loadAll(lists, [root], { signal });
    assert.equal(projects.flatMap(({ buckets }) => buckets).length, 120);
    // Canceled requests may reach the server late.
    assert.ok(loadedPaths().length <= 30 + 8);
  });

  it('doesn’t cancel requests that another caller waits for', async () => {
    const { lists } = await listsOver({ world: largeWorld(1, 3) });
    await lists.load(root);
    const [project] = lists.of(root).rows();
    assert.ok(project?.kind === 'project');
    const held = gate();
    simulator().fault({ path: /exportBuckets/, times: 1, response: { hold: held.opened } });
    const cancellation = new AbortController();
    const loading = failureOf(loadAll(lists, [project], { signal: cancellation.signal }));
    await until(() => simulator().requests.some(({ status }) => status === undefined));
    const expanded = lists.load(project);
    cancellation.abort();
    assert.equal((await loading).name, 'AbortError');
    held.open();
    await expanded;
    assert.equal(lists.of(project).pages.items.length, 3);
  });

  it('reports lists that were dropped because their credential changed', async () => {
    const { lists } = await listsOver({ world: largeWorld(3, 2) });
    const held = gate();
    const [first] = simulator().world.projects;
    assert.ok(first);
    simulator().fault({ path: new RegExp(first.id), response: { hold: held.opened } });
    const loading = loadAll(lists, [root], {
      signal,
      onProgress: ({ projects }) => {
        if (projects === 2) {
          lists.dropAllOf('retail');
          held.open();
        }
      },
    });
    const { projects, failures } = await loading;
    assert.deepEqual(
      failures.map(({ parent, error }) => [parent.id, error instanceof CredentialError && error.problem]).toSorted(),
      [root, ...projects.map(({ node }) => node)].map(({ id }) => [id, 'changed']).toSorted(),
    );
    assert.equal(projects.length, 3);
  });

  it('reports no progress after it was canceled, although another caller waits for its requests', async () => {
    const requests: LoadRestOptions[] = [];
    const { client } = await listsOver();
    const lists = listsThrough(client);
    lists.loadRest = (_parent, request) => {
      requests.push(request);
      return Promise.resolve();
    };
    const cancellation = new AbortController();
    const progress: LoadAllProgress[] = [];
    const loading = loadAll(lists, [root], { signal: cancellation.signal, onProgress: (now) => progress.push(now) });
    cancellation.abort();
    await failureOf(loading);
    assert.equal(requests.length, 1);
    requests[0]?.priority.onWait?.(performance.now() + 2000);
    assert.deepEqual(progress, []);
  });

  it('reloads a stale list in the background, and keeps its rows when the reload is canceled', async () => {
    const { lists } = await listsOver({ world: largeWorld(1, 6) });
    await loadAll(lists, [root], { signal });
    const [project] = lists.of(root).rows();
    assert.ok(project?.kind === 'project');
    lists.of(project).pages.isStale = true;
    simulator().clearRequests();
    simulator().fault({ path: /exportBuckets/, times: 1, response: { hang: 'beforeHeaders' } });
    const cancellation = new AbortController();
    const loading = failureOf(loadAll(lists, [project], { signal: cancellation.signal }));
    await until(() => simulator().requests.length === 1);
    cancellation.abort();
    assert.equal((await loading).name, 'AbortError');
    assert.equal(lists.of(project).pages.items.length, 6);
    await until(() => simulator().requests[0]?.isAbandoned === true);

    const { _id } = simulator().world.addExportBucket(project.project.id, { bucketName: 'new', cloudProvider: 'GCP' });
    simulator().fault({ path: /exportBuckets/, times: 1, response: { status: 429, retryAfter: 40 } });
    const waits: (number | undefined)[] = [];
    const { projects } = await loadAll(lists, [project], {
      signal,
      onProgress: ({ waitingUntil }) => waits.push(waitingUntil),
    });
    assert.ok(projects[0]?.buckets.some((bucket) => bucket._id === _id));
    assert.ok(waits.some((time) => time !== undefined));

    lists.of(project).pages.isStale = true;
    const end = simulator().fault({ path: /exportBuckets/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    assert.equal((await loadAll(lists, [project], { signal })).failures.length, 1);
    assert.equal(lists.of(project).pages.items.length, 7);
    end();
    assert.equal((await loadAll(lists, [project], { signal })).failures.length, 0);
  });

  it('waits as long as Atlas says, and reports until when', async () => {
    const { lists } = await listsOver({ world: largeWorld(1, 6) });
    simulator().fault({ path: /exportBuckets/, times: 1, response: { status: 429, retryAfter: 40 } });
    const waits: (number | undefined)[] = [];
    const { projects, failures } = await loadAll(lists, [root], {
      signal,
      onProgress: ({ waitingUntil }) => waits.push(waitingUntil),
    });
    assert.deepEqual([projects.flatMap(({ buckets }) => buckets).length, failures], [6, []]);
    assert.ok(waits.some((until) => until !== undefined && until > performance.now() + 30_000));
    assert.equal(waits.at(-1), undefined);
  });
});
