import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import { ExportsCheck } from '../../../src/exports/exportsCheck';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import { describeView } from '../../../src/exports/health/describeView';
import { projectNode, type ParentNode } from '../../../src/model/nodes';
import { cluster } from '../../atlas/clusters';
import { paths, PROJECTS, until, useSimulator, warmClientOf } from '../client/support';
import { rowOf } from '../model/support';
import { LANGUAGE } from '../overview/support';

describe('A check of exports that the user opens', () => {
  const simulator = useSimulator();
  const orders = (): ParentNode => {
    const found = simulator().world.projects.find(({ name }) => name === 'orders-prod');
    assert.ok(found);
    return projectNode(rowOf('contoso'), { id: found.id, name: found.name, clusterCount: found.clusters.length });
  };
  const create = (client: AtlasClient, store = new ExportsStore(), scope = orders()): ExportsCheck =>
    new ExportsCheck({
      scopes: [scope],
      scopeText: 'orders-prod',
      language: LANGUAGE,
      clientOf: () => Promise.resolve(client),
      store,
      onChange: () => undefined,
    });
  const open = async (client: AtlasClient, store?: ExportsStore, scope?: ParentNode): Promise<ExportsCheck> => {
    const check = create(client, store, scope);
    await check.list();
    return check;
  };
  const statements = (check: ExportsCheck, topic: 'clusters' | 'notExported' | 'failures'): string[] =>
    describeView(
      { ...check.state(), topic, maxRows: 200 },
      { language: LANGUAGE, describeFailure: () => '' },
    ).notices.map(({ tone, text }) => `${tone}: ${text}`);
  const listings = (): number => simulator().requests.filter(({ path }) => /\/groups(\?|$)/.test(path)).length;
  const sent = (): number => simulator().requests.length;

  it('waits for the user, and says what is missing', async () => {
    const { client } = await warmClientOf(simulator());
    const check = await open(client, new ExportsStore());
    const { phase, estimate, result } = check.state();
    assert.deepEqual(
      [phase, estimate, result, sent()],
      ['ready', { requests: 29, seconds: 1, projects: 1 }, undefined, 0],
    );
  });

  it('shows what an earlier one has loaded, with its time, until the user checks again', async () => {
    const clock = { now: 1000 };
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore(() => clock.now);
    await (await open(client, store)).check();
    const first = sent();
    clock.now = 2000;
    const check = await open(client, store);
    assert.deepEqual(
      [check.state().phase, check.state().estimate?.requests, check.state().result?.readAt],
      ['done', 0, 1000],
    );
    await check.check();
    assert.equal(sent(), first);
    await check.checkAgain();
    assert.equal(sent(), 2 * first);
    assert.equal(check.state().result?.readAt, 2000);
  });

  it('keeps what a canceled one has loaded, and loads only the rest', async () => {
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore();
    const check = await open(client, store);
    const end = simulator().fault({ path: /\/events/, response: { hang: 'beforeHeaders' } });
    const running = check.check();
    await until(() => check.state().result?.projects[0]?.alerts.kind === 'loaded');
    await until(() => check.state().result?.done === 22);
    check.cancel();
    await running;
    end();
    assert.deepEqual([check.state().phase, check.state().estimate?.requests], ['canceled', 1]);
    const before = sent();
    await check.check();
    assert.equal(sent(), before + 1);
    assert.deepEqual([check.state().phase, check.state().estimate?.requests], ['done', 0]);
  });

  it('loads the export buckets with its other data, so that the details and tooltips know them as well', async () => {
    const { client } = await warmClientOf(simulator());
    const store = new ExportsStore();
    await (await open(client, store)).check();
    const scope = orders();
    assert.ok(scope.kind === 'project');
    const { buckets } = store.of({ credentialId: 'contoso', projectId: scope.project.id });
    assert.equal(buckets.latest.kind, 'loaded');
  });

  it('says which projects could not be read, and then nothing definite', async () => {
    const { world } = simulator();
    world.projects.splice(0, Infinity, ...world.projects.filter(({ id }) => id === PROJECTS.empty));
    const { client } = await warmClientOf(simulator());
    const everything = rowOf('contoso');
    const whole = await open(client, undefined, everything);
    await whole.check();
    assert.deepEqual(whole.state().problems, []);
    assert.match(statements(whole, 'notExported').join(), /^good: /);
    const other = (await warmClientOf(simulator())).client;
    other.listProjects = async (request) => ({ ...(await client.listProjects(request)), unreadable: 1 });
    const partial = await open(other, undefined, everything);
    await partial.check();
    assert.deepEqual(partial.state().problems, ['contoso: 1 project in an unsupported format']);
    for (const topic of ['notExported', 'failures'] as const) {
      assert.doesNotMatch(statements(partial, topic).join(), /good: /);
    }
    simulator().fault({ path: /\/groups/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    const failed = await open(client, undefined, everything);
    await failed.check();
    assert.deepEqual(failed.state().problems, ['contoso: Access denied by Atlas']);
    for (const topic of ['notExported', 'failures'] as const) {
      assert.doesNotMatch(statements(failed, topic).join(), /good: /);
    }
  });

  it('lists the projects again after the user canceled that, and says what it costs before it starts', async () => {
    const { client } = await warmClientOf(simulator());
    const check = create(client, undefined, rowOf('contoso'));
    const end = simulator().fault({ path: /\/groups/, response: { hang: 'beforeHeaders' } });
    const listing = check.list();
    await until(() => listings() === 1);
    check.cancel();
    await listing;
    end();
    assert.deepEqual(
      [check.state().phase, check.state().estimate, check.state().result],
      ['ready', undefined, undefined],
    );
    assert.deepEqual(statements(check, 'clusters'), ['warning: Canceled. Not all projects are listed.']);
    const before = sent();
    await check.check();
    assert.equal(sent(), before + 1);
    assert.deepEqual([check.state().phase, check.state().problems], ['ready', []]);
    assert.ok((check.state().estimate?.projects ?? 0) > 1);
  });

  it('lists the projects again when everything is loaded again, because projects may have new clusters', async () => {
    const { world } = simulator();
    const empty = world.project(PROJECTS.empty);
    assert.ok(empty);
    world.projects.splice(0, Infinity, empty);
    const { client } = await warmClientOf(simulator());
    const check = await open(client, undefined, rowOf('contoso'));
    const names = (): string[] =>
      (check.state().result?.projects ?? []).flatMap(({ clusters }) =>
        clusters.kind === 'loaded' ? clusters.value.items.map((one) => one.cluster.name) : [],
      );
    await check.check();
    assert.deepEqual(names(), []);
    empty.clusters.push(cluster(world, 'new'));
    await check.checkAgain();
    assert.deepEqual([names(), listings()], [['new'], 2]);
  });

  it('uses a new token when everything is loaded again, so that newly granted roles take effect', async () => {
    const { client, waits } = await warmClientOf(simulator());
    const check = await open(client);
    await check.check();
    simulator().clearRequests();
    // Simulates that a minute has passed.
    waits.push(60_000);
    await check.checkAgain();
    assert.equal(paths(simulator())[0], 'POST oauth/token');
  });

  it('keeps its result if the user cancels while the projects are listed again', async () => {
    const { world } = simulator();
    world.projects.splice(0, Infinity, ...world.projects.filter(({ id }) => id === PROJECTS.empty));
    const { client } = await warmClientOf(simulator());
    const check = await open(client, undefined, rowOf('contoso'));
    await check.check();
    const before = check.state();
    const end = simulator().fault({ path: /\/groups/, response: { hang: 'beforeHeaders' } });
    const again = check.checkAgain();
    await until(() => listings() === 2);
    check.cancel();
    await again;
    end();
    assert.deepEqual(check.state(), before);
  });

  it('ends if the credential is removed in between', async () => {
    const { client } = await warmClientOf(simulator());
    const check = await open(client);
    simulator().fault({ path: /\/clusters/, response: { hang: 'beforeHeaders' } });
    const running = check.check();
    await until(() => sent() > 0);
    await client.close();
    await running;
    assert.deepEqual([check.state().phase, check.state().result?.projects[0]?.clusters.kind], ['done', 'failed']);
    const again = await open(client, undefined, rowOf('contoso'));
    assert.deepEqual([again.state().phase, again.state().problems.length], ['ready', 1]);
  });

  it('is as old as its list of projects', async () => {
    const { client } = await warmClientOf(simulator());
    const before = Date.now();
    const check = await open(client, undefined, rowOf('contoso'));
    const listed = Date.now();
    await until(() => Date.now() > listed);
    await check.check();
    const { readAt = 0 } = check.state().result ?? {};
    assert.ok(readAt >= before && readAt <= listed);
  });
});
