import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { BUCKETS, json, rows, send, sendAs, newToken } from './caller';

describe('simulator: pages', () => {
  let simulator: AtlasSimulator;
  let archive = '';
  let token = '';

  before(async () => {
    simulator = await startAtlasSimulator();
    archive = `/api/atlas/v2/groups/${simulator.world.examples.archive}/backup/exportBuckets`;
    token = await newToken(simulator, simulator.world.credentials.serviceAccount);
  });
  after(() => simulator.close());

  const get = (path: string) =>
    send(simulator, path, { headers: { Authorization: `Bearer ${token}`, Accept: BUCKETS } });
  const links = async (path: string): Promise<Record<string, string>> => {
    const found = json(await get(path))['links'];
    return Object.fromEntries(
      (Array.isArray(found) ? found : []).map((link: unknown) => {
        const { rel, href } = json({ text: JSON.stringify(link) });
        return [String(rel), String(href).replace(simulator.origin, '')];
      }),
    );
  };

  it('has the recorded links, with the parameters in a different order', async () => {
    assert.deepEqual(await links(archive), {
      self: `${archive}?includeCount=true&pageNum=1&itemsPerPage=100`,
      next: `${archive}?includeCount=true&itemsPerPage=100&pageNum=2`,
    });
    assert.deepEqual(await links(`${archive}?pageNum=6&itemsPerPage=500`), {
      self: `${archive}?includeCount=true&pageNum=6&itemsPerPage=500`,
      previous: `${archive}?includeCount=true&itemsPerPage=500&pageNum=5`,
    });
    assert.deepEqual(await links('/api/atlas/v2/orgs?name='), {
      self: '/api/atlas/v2/orgs?includeCount=true&name=&pageNum=1&itemsPerPage=100',
    });
  });

  it('has every bucket on exactly one page, unsorted', async () => {
    const ids: unknown[] = [];
    for (let page = 1; page <= 6; page += 1) {
      ids.push(...rows(await get(`${archive}?itemsPerPage=500&pageNum=${page}`)).map((row) => row['_id']));
    }
    assert.equal(new Set(ids).size, 2508);
    assert.notDeepEqual(ids, [...ids].sort());
  });

  it('ends with an empty page', async () => {
    const beyond = json(await get(`${archive}?pageNum=27`));
    assert.deepEqual([beyond['results'], beyond['totalCount']], [[], 2508]);
  });

  it('has neither a count nor a next link without includeCount', async () => {
    const page = await get(`${archive}?includeCount=false`);
    assert.equal(rows(page).length, 100);
    assert.equal(json(page)['totalCount'], 0);
    assert.deepEqual(Object.keys(await links(`${archive}?includeCount=false`)), ['self']);
  });

  it('can have a wrong count', async () => {
    const { estimated } = simulator.world.examples;
    const page = await get(`/api/atlas/v2/groups/${estimated}/backup/exportBuckets?itemsPerPage=500`);
    assert.deepEqual([rows(page).length, json(page)['totalCount']], [130, 133]);
  });

  it('sorts projects by name in ASCII order, and filters the projects of an organization by prefix', async () => {
    const names = rows(await get('/api/atlas/v2/groups?itemsPerPage=500')).map((row) => String(row['name']));
    assert.deepEqual(names, [...names].sort());
    assert.ok(names.length >= 45);
    const { organizationId } = simulator.world.credentials.apiKey;
    const found = rows(await get(`/api/atlas/v2/orgs/${organizationId}/groups?name=ANALYTICS`));
    assert.deepEqual(
      found.map((row) => row['name']),
      ['analytics-staging', 'analytics-staging'],
    );
  });

  it('returns compact or indented JSON with sorted keys', async () => {
    const { text } = await get(`${archive}?itemsPerPage=1`);
    assert.match(
      text,
      /^\{"links":\[\{"href":.+"results":\[\{"_id":"[0-9a-f]{24}","bucketName":.+"totalCount":2508\}$/,
    );
    const pretty = await get(`${archive}?itemsPerPage=1&pretty=true`);
    assert.match(pretty.text, /^\{\n {2}"links": \[\n/);
  });

  it('wraps responses in an envelope', async () => {
    const list = json(await get(`${archive}?itemsPerPage=1&envelope=true`));
    assert.deepEqual(Object.keys(list), ['links', 'results', 'status', 'totalCount']);
    const [row = {}] = rows(await get(`${archive}?itemsPerPage=1`));
    const single = json(await get(`${archive}/${String(row['_id'])}?envelope=true`));
    assert.deepEqual(single, { content: row, status: 200 });
    const missing = await get(`${archive}/${'f'.repeat(24)}?envelope=true`);
    assert.deepEqual([missing.status, json(missing)['status']], [200, 404]);
  });

  it('reflects changes of the world', async () => {
    const { world } = simulator;
    const project = world.addProject(world.credentials.apiKey.organizationId, 'new-project');
    const path = `/api/atlas/v2/groups/${project.id}/backup/exportBuckets`;
    const unknown = {
      _id: '65566a5f1d4b3b0ca4f3b78b',
      bucketName: 'abc',
      cloudProvider: 'ORBITAL',
      orbit: { low: true },
    };
    world.addExportBucket(project.id, unknown);
    const first = world.addExportBucket(project.id, {}, 0);
    const received = await sendAs(simulator, world.credentials.apiKey, path);
    assert.deepEqual(rows(received), [{ ...first }, unknown]);
    world.removeExportBucket(project.id, unknown._id);
    assert.equal(rows(await get(path)).length, 1);
    world.removeProject(project.id);
    assert.equal((await get(path)).status, 404);
  });

  it('gets no invalid request from these tests', () => {
    assert.deepEqual(simulator.violations, []);
  });
});
