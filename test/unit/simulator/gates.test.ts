import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { BUCKETS, json, newToken, refusal, rows, send, sendAs } from './caller';

const V2 = '/api/atlas/v2';
const NOBODY = 'f'.repeat(24);

describe('simulator: gates', () => {
  let simulator: AtlasSimulator;

  beforeEach(async () => {
    simulator = await startAtlasSimulator();
  });
  afterEach(() => simulator.close());

  const as = (name: keyof AtlasSimulator['world']['credentials'], path: string, call = {}) =>
    sendAs(simulator, simulator.world.credentials[name], V2 + path, call);
  const bucketsOf = (name: keyof AtlasSimulator['world']['examples']): string =>
    `/groups/${simulator.world.examples[name]}/backup/exportBuckets`;

  describe('authentication', () => {
    it('challenges a request without authentication, with the recorded header and body', async () => {
      const received = await send(simulator, `${V2}/groups`);
      assert.equal(received.status, 401);
      assert.match(
        received.headers['www-authenticate'] ?? '',
        /^Digest realm="MMS Public API", domain="", nonce="[A-Za-z0-9+/]{32}", algorithm=MD5, qop="auth", stale=false$/,
      );
      assert.equal(received.headers['content-length'], '142');
      assert.equal(received.headers['ratelimit-limit'], undefined);
      assert.deepEqual([received.headers['server'], received.headers.vary], ['mdbws', 'Accept-Encoding']);
      assert.equal(
        received.text,
        '{\n  "error" : 401,\n  "reason" : "Unauthorized",\n  "detail" : "You are not authorized for this resource.",\n  "errorCode" : "UNEXPECTED_ERROR"\n}',
      );
      assert.deepEqual(simulator.violations, []);
    });

    it('is checked before everything else', async () => {
      for (const [path, call] of [
        ['/nothing', {}],
        ['/groups?nonsense=1', {}],
        ['/groups', { method: 'DELETE' }],
        [`/groups/${NOBODY}`, { headers: { Accept: 'text/html' } }],
      ] as const) {
        assert.deepEqual(refusal(await send(simulator, V2 + path, call)), [401, 'UNEXPECTED_ERROR'], path);
      }
    });

    it('supports only Digest and Bearer', async () => {
      const basic = await send(simulator, `${V2}/groups`, { headers: { Authorization: 'Basic eDp5' } });
      assert.deepEqual(refusal(basic), [401, 'UNEXPECTED_ERROR']);
      assert.deepEqual(simulator.violations, ['GET /api/atlas/v2/groups: authorization by basic']);
    });

    it('rejects a key from an IP address that is not on its access list', async () => {
      const received = await as('blockedKey', '/groups');
      assert.deepEqual(refusal(received), [403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST']);
      assert.deepEqual(json(received)['parameters'], ['127.0.0.1']);
      simulator.world.setBlocked(simulator.world.credentials.blockedKey.id, false);
      assert.equal((await as('blockedKey', '/groups')).status, 200);
    });

    it('rejects a removed key, and the token of a removed service account', async () => {
      const { serviceAccount, apiKey } = simulator.world.credentials;
      const headers = { Authorization: `Bearer ${await newToken(simulator, serviceAccount)}`, Accept: BUCKETS };
      assert.equal((await send(simulator, `${V2}/groups`, { headers })).status, 200);
      simulator.world.removeCredential(serviceAccount.id);
      simulator.world.removeCredential(apiKey.id);
      assert.equal((await send(simulator, `${V2}/groups`, { headers })).status, 401);
      assert.equal((await as('apiKey', '/groups')).status, 401);
    });
  });

  describe('parameters', () => {
    for (const query of [
      'itemsPerPage=0',
      'itemsPerPage=501',
      'itemsPerPage=ten',
      'itemsPerPage=-1',
      'itemsPerPage=',
      'pageNum=0',
      'pageNum=1.5',
      'pageNum=1&pageNum=2',
      'includeCount=1',
      'pretty=TRUE',
      'envelope=yes',
      'name=x',
      'sort=name',
    ]) {
      it(`rejects ?${query}`, async () => {
        const received = await as('apiKey', `${bucketsOf('aws')}?${query}`);
        const [name = ''] = query.split('=');
        assert.deepEqual(refusal(received), [400, 'INVALID_QUERY_PARAMETER']);
        assert.equal(json(received)['detail'], `Invalid query parameter ${name} specified.`);
        assert.equal(received.headers['x-error-code'], 'INVALID_QUERY_PARAMETER');
        assert.equal(received.headers['content-type'], 'application/json');
        assert.equal(simulator.violations.length, 1);
      });
    }

    it('accepts the limits of the ranges', async () => {
      for (const query of ['itemsPerPage=1', 'itemsPerPage=500', 'pageNum=1', 'pageNum=999999']) {
        assert.equal((await as('apiKey', `${bucketsOf('aws')}?${query}`)).status, 200, query);
      }
    });

    it('has no `pretty` parameter for a single bucket', async () => {
      const { aws } = simulator.world.examples;
      const id = simulator.world.project(aws)?.exportBuckets[0]?._id ?? '';
      assert.equal((await as('apiKey', `${bucketsOf('aws')}/${id}`)).status, 200);
      assert.equal((await as('apiKey', `${bucketsOf('aws')}/${id}?pretty=true`)).status, 400);
    });
  });

  describe('targets and roles', () => {
    it('distinguishes invalid IDs from unknown IDs', async () => {
      const table: [string, number, string][] = [
        ['/groups/123/backup/exportBuckets', 404, 'INVALID_GROUP_ID'],
        [`/groups/${NOBODY.toUpperCase()}/backup/exportBuckets`, 404, 'INVALID_GROUP_ID'],
        [`/groups/${NOBODY}/backup/exportBuckets`, 404, 'GROUP_NOT_FOUND'],
        ['/orgs/123', 404, 'INVALID_ORG_ID'],
        [`/orgs/${NOBODY}/groups`, 404, 'ORG_NOT_FOUND'],
        [`${bucketsOf('aws')}/123`, 400, 'INVALID_PATH_PARAMETER'],
        [`${bucketsOf('aws')}/${NOBODY}`, 404, 'EXPORT_BUCKET_NOT_FOUND'],
        [`/groups/${simulator.world.examples.mixed}/clusters/none`, 404, 'CLUSTER_NOT_FOUND'],
        ['/nothing', 404, 'RESOURCE_NOT_FOUND'],
        ['/groups/', 404, 'RESOURCE_NOT_FOUND'],
      ];
      for (const [path, ...expected] of table) {
        assert.deepEqual(refusal(await as('apiKey', path)), expected, path);
      }
      const unknown = await as('apiKey', `${bucketsOf('aws')}/${NOBODY}`);
      assert.equal(json(unknown)['detail'], `No export Bucket with ID ${NOBODY} does not exist.`);
      assert.equal(simulator.violations.filter((violation) => !violation.endsWith('no such path')).length, 4);
      assert.ok(simulator.violations.includes('GET /api/atlas/v2/nothing: no such path'));
    });

    it('sends early errors without rate limit and service version headers', async () => {
      const early = await as('apiKey', `/groups/${NOBODY}/backup/exportBuckets`);
      assert.equal(early.headers['ratelimit-limit'] ?? early.headers['x-mongodb-service-version'], undefined);
      const within = await as('apiKey', `${bucketsOf('aws')}/${NOBODY}`);
      assert.equal(within.headers['ratelimit-limit'], '1200');
      for (const [name, value] of [
        ['x-mongodb-service-version', /^gitHash=/],
        ['x-frame-options', /^DENY$/],
        ['x-content-type-options', /^nosniff$/],
        ['strict-transport-security', /^max-age=31536000/],
        ['date', / GMT$/],
      ] as const) {
        assert.match(String(within.headers[name]), value);
      }
    });

    it('responds to a missing role with 401 and a different code', async () => {
      const table: [keyof AtlasSimulator['world']['credentials'], string, number, string][] = [
        ['apiKey', bucketsOf('forbidden'), 401, 'USER_UNAUTHORIZED'],
        ['serviceAccount', bucketsOf('forbidden'), 401, 'USER_UNAUTHORIZED'],
        ['otherOrganizationKey', bucketsOf('aws'), 401, 'NOT_IN_GROUP'],
        ['limitedKey', bucketsOf('azure'), 401, 'NOT_IN_GROUP'],
        ['limitedKey', `/orgs/${simulator.world.credentials.apiKey.organizationId}`, 401, 'USER_CANNOT_ACCESS_ORG'],
        ['apiKey', `/groups/${simulator.world.examples.mixed}/clusters/lake/backup/exports`, 401, 'USER_UNAUTHORIZED'],
      ];
      for (const [name, path, ...expected] of table) {
        const received = await as(name, path);
        assert.deepEqual(refusal(received), expected, `${name} ${path}`);
        assert.equal(received.headers['www-authenticate'], undefined);
      }
      assert.deepEqual(simulator.violations, []);
    });

    it('respects roles that are granted and revoked', async () => {
      const { world } = simulator;
      const { id } = world.credentials.apiKey;
      world.setRole(id, world.examples.forbidden, 'GROUP_READ_ONLY');
      assert.equal((await as('apiKey', bucketsOf('forbidden'))).status, 200);
      world.revokeRole(id, world.examples.forbidden, 'GROUP_READ_ONLY');
      assert.equal((await as('apiKey', bucketsOf('forbidden'))).status, 401);
      world.revokeRoles(id);
      assert.deepEqual(rows(await as('apiKey', '/groups')), []);
    });

    it('lists no projects for the limited key, and lets it read its one project', async () => {
      assert.deepEqual(rows(await as('limitedKey', '/groups')), []);
      assert.deepEqual(rows(await as('limitedKey', '/orgs')), []);
      assert.equal(rows(await as('limitedKey', bucketsOf('aws'))).length, 2);
    });

    it("checks in Atlas's order: version, target, parameters, role", async () => {
      const accept = { headers: { Accept: 'application/json' } };
      assert.equal((await as('apiKey', `/groups/${NOBODY}?x=1`, accept)).status, 406);
      assert.equal((await as('apiKey', `/groups/${NOBODY}?x=1`)).status, 404);
      assert.equal((await as('apiKey', `${bucketsOf('forbidden')}?x=1`)).status, 400);
      assert.equal((await as('apiKey', bucketsOf('forbidden'))).status, 401);
    });
  });

  describe('methods', () => {
    const body = '{}';
    const table: [string, string, Record<string, string>, number][] = [
      ['POST', '/groups/%/backup/exportBuckets', { 'Content-Type': 'application/json' }, 401],
      ['POST', '/groups/%/backup/exportBuckets', { 'Content-Type': 'text/plain' }, 415],
      ['POST', '/groups/%/backup/exportBuckets', { 'Content-Type': BUCKETS, Accept: '*/*' }, 406],
      ['PUT', '/groups/%/backup/exportBuckets', {}, 405],
      ['PATCH', '/orgs', {}, 405],
    ];
    for (const [method, path, headers, status] of table) {
      it(`rejects ${method} ${path} with ${status} and reports a violation (${JSON.stringify(headers)})`, async () => {
        const received = await as('apiKey', path.replace('%', simulator.world.examples.aws), { method, headers, body });
        assert.equal(received.status, status);
        assert.equal(received.headers.allow !== undefined, status === 405);
        assert.match(simulator.violations[0] ?? '', /write method$/);
      });
    }

    it('reports a GET with a body', async () => {
      await as('apiKey', '/groups', { body, headers: { 'Content-Length': '2' } });
      assert.deepEqual(simulator.violations, ['GET /api/atlas/v2/groups: GET with a body']);
    });
  });

  it('records each request with its sender and the status of the response', async () => {
    await as('apiKey', '/groups?pageNum=2');
    const [probe, signed] = simulator.requests;
    assert.deepEqual([probe?.status, probe?.principal], [401, undefined]);
    assert.deepEqual(
      [signed?.method, signed?.path, signed?.status, signed?.principal, signed?.headers['accept']],
      ['GET', `${V2}/groups?pageNum=2`, 200, simulator.world.credentials.apiKey.id, BUCKETS],
    );
    assert.notEqual(probe?.connection, signed?.connection);
    simulator.clearRequests();
    assert.deepEqual(simulator.requests, []);
  });
});
