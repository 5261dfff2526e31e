import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { BUCKETS, json, newToken, refusal, send } from './caller';

describe('simulator: rate limits', () => {
  let simulator: AtlasSimulator;
  let now = 0;
  let token = '';

  const start = async (options = {}): Promise<void> => {
    now = Date.UTC(2026, 10, 24);
    simulator = await startAtlasSimulator({ now: () => now, ...options });
    token = await newToken(simulator, simulator.world.credentials.serviceAccount);
  };
  afterEach(() => simulator.close());

  const get = (path: string) =>
    send(simulator, `/api/atlas/v2${path}`, { headers: { Authorization: `Bearer ${token}`, Accept: BUCKETS } });

  it("has Atlas's capacities and counts down", async () => {
    await start();
    const { aws, azure, mixed } = simulator.world.examples;
    for (const [path, limit, remaining] of [
      [`/groups/${mixed}/backup/exportBuckets`, '1200', '1199'],
      [`/groups/${mixed}/clusters/lake/backup/schedule`, '1200', '1198'],
      [`/groups/${azure}/backup/exportBuckets`, '1200', '1199'],
      [`/groups/${aws}/cloudProviderAccess`, '2000', '1999'],
      [`/groups/${aws}/clusters`, '10000', '9999'],
      [`/orgs/${simulator.world.credentials.apiKey.organizationId}`, '500', '499'],
      ['/orgs', '300', '299'],
      ['/groups', '1200', '1199'],
    ] as const) {
      const { headers } = await get(path);
      assert.deepEqual([headers['ratelimit-limit'], headers['ratelimit-remaining']], [limit, remaining], path);
    }
  });

  it('rejects requests with a retry time when the bucket is empty, and refills it', async () => {
    await start({ rateLimit: { capacity: 2, refillPerSecond: 0.1 } });
    assert.equal((await get('/groups')).status, 200);
    assert.equal((await get('/groups')).status, 200);
    const limited = await get('/groups');
    assert.deepEqual(refusal(limited), [429, 'RATE_LIMITED_TOKEN_BUCKET']);
    assert.equal(limited.headers['retry-after'], '10');
    assert.deepEqual([limited.headers['ratelimit-limit'], limited.headers['ratelimit-remaining']], ['2', '0']);
    assert.equal(
      json(limited)['detail'],
      'Rate limit exceeded for api/atlas/v2/groups. Please retry after 10 seconds. Request capacity: 2. Refill rate: 6 per 60 seconds.',
    );
    assert.deepEqual(json(limited)['parameters'], ['api/atlas/v2/groups', 10, 2, 6, 60]);
    assert.equal((await get('/orgs')).status, 200);
    now += 10_000;
    assert.equal((await get('/groups')).status, 200);
    assert.equal((await get('/groups')).status, 429);
    assert.deepEqual(simulator.violations, []);
  });

  it('takes no token for a challenge', async () => {
    await start({ rateLimit: { capacity: 1, refillPerSecond: 0.01 } });
    await send(simulator, '/api/atlas/v2/groups');
    assert.equal((await get('/groups')).status, 200);
  });
});
