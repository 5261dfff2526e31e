import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AtlasClient } from '../../../src/atlas/client';
import { findUsage, loadedUsage } from '../../../src/details/usage';
import { checkedClusters, stateOf } from '../../../src/exports/health/describe';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import type { ProjectToCheck } from '../../../src/exports/health/projectToCheck';
import { readHealth } from '../../../src/exports/health/readHealth';
import { addAlerts } from '../../atlas/exportFindings';
import type { Project } from '../../atlas/world';
import { clientOf, paths, until, useSimulator, warmClientOf } from '../client/support';
import { whole, job } from './support';

const KEY = { credentialId: 'c', projectId: 'p' };

describe('What was read about exports', () => {
  const simulator = useSimulator();
  const now = Date.now();
  const never = new AbortController().signal;
  const orders = (): Project => {
    const found = simulator().world.projects.find(({ name }) => name === 'orders-prod');
    assert.ok(found);
    return found;
  };
  const target = (client: AtlasClient, store: ExportsStore): ProjectToCheck => {
    const { id, name } = orders();
    const responses = store.of({ credentialId: 'c', projectId: id });
    return { project: { id, name }, credential: { id: 'c', name: 'Contoso' }, client, responses };
  };
  const check = async (client: AtlasClient, store: ExportsStore, signal = never): Promise<Record<string, string>> => {
    const { projects } = await readHealth([target(client, store)], { signal, now });
    return Object.fromEntries(
      checkedClusters(projects, now).map(({ health }) => [health.cluster.cluster.name, stateOf(health)]),
    );
  };
  const search = (client: AtlasClient, store: ExportsStore, signal = never) =>
    findUsage({
      ...target(client, store),
      exportBucketId: orders().exportBuckets[0]?._id ?? '',
      signal,
      onProgress: () => undefined,
    });
  const requested = (): string[] => paths(simulator()).map((path) => path.replace(/\?.*/, ''));
  const assertNoneTwice = (): void => {
    assert.deepEqual(
      requested().filter((path, index, all) => all.indexOf(path) !== index),
      [],
    );
  };

  it('is shared by a check and by the search for clusters, so that nothing is requested twice', async () => {
    for (const first of ['check', 'search'] as const) {
      simulator().clearRequests();
      const { client } = await warmClientOf(simulator());
      const store = new ExportsStore();
      await (first === 'check' ? check(client, store) : search(client, store));
      const before = requested().length;
      await (first === 'check' ? search(client, store) : check(client, store));
      assertNoneTwice();
      assert.ok(requested().length > before);
      const all = requested().length;
      await Promise.all([check(client, store), search(client, store)]);
      assert.equal(requested().length, all);
    }
  });

  it('is shared while it is being loaded', async () => {
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore();
    const [states, usage] = await Promise.all([check(client, store), search(client, store), check(client, store)]);
    assert.equal(states['orders-archive'], 'broken');
    assert.equal(usage.complete, true);
    assertNoneTwice();
  });

  it('is still loaded for others if one of them cancels', async () => {
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore();
    const expected = await check(client, new ExportsStore());
    const abort = new AbortController();
    const end = simulator().fault({ path: /backup\/schedule/, response: { hang: 'beforeHeaders' } });
    simulator().clearRequests();
    const canceled = check(client, store, abort.signal);
    await until(() => requested().some((path) => path.endsWith('/backup/schedule')));
    const other = check(client, store);
    await new Promise((resolve) => setImmediate(resolve));
    end();
    abort.abort();
    await canceled;
    assert.deepEqual(await other, expected);
  });

  it('is requested again after a refresh of the project, and after its credential changed', async () => {
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore();
    const key = { credentialId: 'c', projectId: orders().id };
    await check(client, store);
    const all = requested().length;
    const changes: string[] = [];
    const stop = store.onDidChange(({ projectId }) => changes.push(projectId));
    store.forget({ ...key, projectId: 'other' });
    store.forgetAll('other');
    await check(client, store);
    assert.equal(requested().length, all);
    store.forget(key);
    assert.equal(store.size, 0);
    await check(client, store);
    assert.equal(requested().length, 2 * all);
    store.forgetAll('c');
    assert.equal(store.of(key).isEmpty, true);
    assert.ok(changes.includes(key.projectId));
    stop();
  });

  it('does not keep a response that was requested before a refresh', async () => {
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore();
    const key = { credentialId: 'c', projectId: orders().id };
    const end = simulator().fault({ path: /clusters\?/, times: 1, response: { hang: 'beforeHeaders' } });
    const abort = new AbortController();
    const old = check(client, store, abort.signal);
    await until(() => requested().some((path) => path.endsWith('/clusters')));
    store.forget(key);
    end();
    abort.abort();
    await old;
    assert.equal(store.of(key).isEmpty, true);
    assert.equal(store.size, 0);
  });

  it('has the time of the oldest response', async () => {
    const clock = { now: 1000 };
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore(() => clock.now);
    await search(client, store);
    clock.now = 5000;
    assert.equal((await readHealth([target(client, store)], { signal: never, now: 5000 })).readAt, 1000);
    assert.equal(loadedUsage(target(client, store), 'b'.repeat(24)).readAt, 1000);
  });

  it('takes a limited amount of memory: the projects that were read first are discarded', () => {
    const store = new ExportsStore(Date.now, 1000);
    const jobs = Array.from({ length: 300 }, () => job(1, 'Successful'));
    for (let index = 0; index < 50; index += 1) {
      store
        .of({ ...KEY, projectId: `p${index}` })
        .jobs('orders')
        .keep(whole(jobs));
      assert.ok(store.size <= 1000, `${store.size} items`);
    }
    assert.equal(store.of({ ...KEY, projectId: 'p0' }).jobs('orders').latest.kind, 'pending');
    assert.equal(store.of({ ...KEY, projectId: 'p49' }).jobs('orders').latest.kind, 'loaded');
  });

  it('says which projects were discarded because they may be outdated, but not which ones to save memory', () => {
    const forgotten: string[] = [];
    const store = new ExportsStore(Date.now, 1, ({ projectId }) => forgotten.push(projectId));
    for (const projectId of ['p0', 'p1', 'p2']) {
      const responses = store.of({ ...KEY, projectId });
      responses.jobs('orders').keep(whole([job(1, 'Successful')]));
    }
    assert.deepEqual(forgotten, []);
    store.forget({ ...KEY, projectId: 'p0' });
    store.forgetAll(KEY.credentialId);
    assert.deepEqual(forgotten, ['p0', 'p2']);
  });

  it('never turns something unknown into fine, whatever fails and however often it is read again', async () => {
    const { world } = simulator();
    orders().alertConfigs.splice(0);
    addAlerts(world, orders());
    const { client } = clientOf(simulator());
    const complete = await check(client, new ExportsStore());
    assert.equal(complete['orders'], 'fine');
    const endpoint = fc.constantFrom('clusters?', 'schedule', 'exportBuckets', 'Access', 'events', 'alert', 'exports?');
    const step = fc.record({
      lost: fc.uniqueArray(endpoint, { maxLength: 5 }),
      isSearch: fc.boolean(),
      status: fc.constantFrom(401, 403, 404),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        const store = new ExportsStore();
        for (const { lost, isSearch, status } of steps) {
          const ends = lost.map((part) =>
            simulator().fault({
              path: new RegExp(part.replace('?', '\\?')),
              response: { status, errorCode: status === 401 ? 'USER_UNAUTHORIZED' : 'SOMETHING_ELSE' },
            }),
          );
          await (isSearch ? search(client, store).catch(() => undefined) : check(client, store));
          ends.forEach((end) => {
            end();
          });
          const known = target(client, store).responses.exports(target(client, store));
          for (const { health } of checkedClusters([known], now)) {
            const { name } = health.cluster.cluster;
            assert.ok(stateOf(health) !== 'fine' || complete[name] === 'fine', name);
          }
        }
        assert.deepEqual(await check(client, store), complete);
      }),
      { numRuns: 25 },
    );
  });
});
