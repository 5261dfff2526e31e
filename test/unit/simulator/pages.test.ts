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

  it('links as recorded, with the parameters in a different order', async () => {
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

  it('has every bucket on exactly one page, in no order', async () => {
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

  it('has neither a count nor a next link when no count was asked for', async () => {
    const page = await get(`${archive}?includeCount=false`);
    assert.equal(rows(page).length, 100);
    assert.equal(json(page)['totalCount'], 0);
    assert.deepEqual(Object.keys(await links(`${archive}?includeCount=false`)), ['self']);
  });

  it('has a count that is off', async () => {
    const { estimated } = simulator.world.examples;
    const page = await get(`/api/atlas/v2/groups/${estimated}/backup/exportBuckets?itemsPerPage=500`);
    assert.deepEqual([rows(page).length, json(page)['totalCount']], [130, 133]);
  });

  it('sorts projects by name as ASCII does, and finds them by the beginning of a name within an organization', async () => {
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

  it('writes compact JSON with sorted keys, or indents it', async () => {
    const { text } = await get(`${archive}?itemsPerPage=1`);
    assert.match(
      text,
      /^\{"links":\[\{"href":.+"results":\[\{"_id":"[0-9a-f]{24}","bucketName":.+"totalCount":2508\}$/,
    );
    const pretty = await get(`${archive}?itemsPerPage=1&pretty=true`);
    assert.match(pretty.text, /^\{\n {2}"links": \[\n/);
  });

  it('puts answers into an envelope', async () => {
    const list = json(await get(`${archive}?itemsPerPage=1&envelope=true`));
    assert.deepEqual(Object.keys(list), ['links', 'results', 'status', 'totalCount']);
    const [row = {}] = rows(await get(`${archive}?itemsPerPage=1`));
    const single = json(await get(`${archive}/${String(row['_id'])}?envelope=true`));
    assert.deepEqual(single, { content: row, status: 200 });
    const missing = await get(`${archive}/${'f'.repeat(24)}?envelope=true`);
    assert.deepEqual([missing.status, json(missing)['status']], [200, 404]);
  });

  it('follows changes of the world', async () => {
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

  it('is asked nothing improper by these tests', () => {
    assert.deepEqual(simulator.violations, []);
  });
});
