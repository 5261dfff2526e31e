import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import { ExportsCheck } from '../../../src/exports/exportsCheck';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import { projectNode, type ParentNode } from '../../../src/model/nodes';
import { until, useSimulator, warmClientOf } from '../client/support';
import { rowOf } from '../model/support';
import { LANGUAGE } from '../overview/support';

describe('A check of exports that the user opens', () => {
  const simulator = useSimulator();
  const orders = (): ParentNode => {
    const found = simulator().world.projects.find(({ name }) => name === 'orders-prod');
    assert.ok(found);
    return projectNode(rowOf('contoso'), { id: found.id, name: found.name, clusterCount: found.clusters.length });
  };
  const open = async (client: AtlasClient, store: ExportsStore, scope = orders()): Promise<ExportsCheck> => {
    const check = new ExportsCheck({
      scopes: [scope],
      scopeText: 'orders-prod',
      language: LANGUAGE,
      clientOf: () => Promise.resolve(client),
      store,
      bucketsOf: () => undefined,
      onChange: () => undefined,
    });
    await check.list();
    return check;
  };
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
});
