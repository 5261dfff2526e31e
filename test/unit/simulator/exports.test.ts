import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import type { Project } from '../../atlas/world';
import { json, rows, sendAs, type Received } from './caller';

const V2023 = 'application/vnd.atlas.2023-01-01+json';
const V2024 = 'application/vnd.atlas.2024-08-05+json';

describe('simulator: exports', () => {
  let simulator: AtlasSimulator;
  let orders: Project;

  before(async () => {
    simulator = await startAtlasSimulator();
    const found = simulator.world.projects.find(({ name }) => name === 'orders-prod');
    assert.ok(found !== undefined);
    orders = found;
  });
  after(() => simulator.close());

  const get = (path: string, Accept = V2023): Promise<Received> =>
    sendAs(simulator, simulator.world.credentials.apiKey, `/api/atlas/v2/groups/${path}`, { headers: { Accept } });
  const valuesOf = async (path: string, field: string, accept = V2023): Promise<string[]> =>
    rows(await get(path, accept)).map((row) => String(row[field]));
  const errorOf = (received: Received): unknown[] => [received.status, json(received)['errorCode']];

  it('filters events by type, cluster and date', async () => {
    const events = `${orders.id}/events`;
    assert.equal((await valuesOf(events, 'id')).length, 4);
    assert.deepEqual(await valuesOf(`${events}?eventType=CPS_EXPORT_FAILED`, 'clusterName'), [
      'orders-eu',
      'orders-shards',
    ]);
    const both = `${events}?eventType=CPS_EXPORT_FAILED&eventType=CPS_EXPORT_SUCCESSFUL`;
    assert.equal((await valuesOf(both, 'id')).length, 3);
    assert.deepEqual(await valuesOf(`${both}&clusterNames=orders`, 'clusterName'), ['orders']);
    const weekAgo = new Date(Date.now() - 7 * 86_400_000).toISOString();
    assert.equal((await valuesOf(`${events}?minDate=${weekAgo}`, 'id')).length, 3);
    assert.equal((await valuesOf(`${events}?maxDate=${weekAgo}`, 'id')).length, 1);
    assert.deepEqual(await valuesOf(`${events}?excludedEventType=CPS_EXPORT_FAILED`, 'eventTypeName'), [
      'CPS_EXPORT_SUCCESSFUL',
      'CLUSTER_CREATED',
    ]);
  });

  it('rejects unknown types of events and malformed dates', async () => {
    assert.deepEqual(errorOf(await get(`${orders.id}/events?eventType=CPS_EXPORT_EXPLODED`)), [
      400,
      'INVALID_ENUM_VALUE',
    ]);
    assert.deepEqual(errorOf(await get(`${orders.id}/events?minDate=yesterday`)), [400, 'INVALID_QUERY_PARAMETER']);
    assert.deepEqual(errorOf(await get(`${orders.id}/events?itemsPerPage=1&itemsPerPage=2`)), [
      400,
      'INVALID_QUERY_PARAMETER',
    ]);
    assert.equal(simulator.violations.length, 3);
    simulator.clearRequests();
  });

  it('counts flex clusters but does not list them or their schedules', async () => {
    const names = await valuesOf(`${orders.id}/clusters`, 'name', V2024);
    assert.equal(json(await get(orders.id))['clusterCount'], names.length + 1);
    assert.ok(!names.includes('orders-flex'));
    for (const [resource, accept] of [
      ['schedule', V2024],
      ['exports', V2023],
      ['snapshots', V2023],
    ] as const) {
      const received = await get(`${orders.id}/clusters/orders-flex/backup/${resource}`, accept);
      assert.deepEqual(errorOf(received), [400, 'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API']);
    }
  });

  it('requires the Project Backup Manager role for jobs, and Project Read Only for everything else', async () => {
    const { id, clusters } = orders;
    const jobs = `${id}/clusters/orders/backup/exports`;
    assert.equal((await valuesOf(jobs, 'state')).length, 2);
    simulator.world.revokeRole(simulator.world.credentials.apiKey.id, id, 'GROUP_BACKUP_MANAGER');
    assert.deepEqual(errorOf(await get(jobs)), [401, 'USER_UNAUTHORIZED']);
    assert.equal(rows(await get(`${id}/alertConfigs`)).length, 2);
    assert.equal(rows(await get(`${id}/clusters/orders/backup/snapshots`)).length, 2);
    assert.ok(clusters.length > 10);
    simulator.world.revokeRole(simulator.world.credentials.apiKey.id, id, 'GROUP_READ_ONLY');
    assert.deepEqual(errorOf(await get(`${id}/events`)), [401, 'USER_UNAUTHORIZED']);
    assert.deepEqual(errorOf(await get(`${id}/alertConfigs`)), [401, 'USER_UNAUTHORIZED']);
  });

  it('dates the newest exports of the sample data to the last hours', () => {
    const [newest] = orders.events;
    const age = Date.now() - Date.parse(String(newest?.['created']));
    assert.ok(age > 0 && age < 86_400_000, String(newest?.['created']));
  });
});
