import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { BUCKETS, digest, newNonce, nonceIn, send } from './caller';

const PATH = '/api/atlas/v2/groups?itemsPerPage=1';

describe('simulator: digest', () => {
  let simulator: AtlasSimulator;
  let now = 0;
  let nonce = '';

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    simulator = await startAtlasSimulator({ now: () => now });
    nonce = await newNonce(simulator);
  });
  afterEach(() => simulator.close());

  const use = (
    nc: number,
    changes: { key?: { id: string; secret: string }; uri?: string; algorithm?: string; realm?: string } = {},
  ) => {
    const { key = simulator.world.credentials.apiKey, uri = PATH, ...more } = changes;
    const Authorization = digest(key, uri, nonce, { nc: nc.toString(16).padStart(8, '0'), ...more });
    return send(simulator, PATH, { headers: { Authorization, Accept: BUCKETS } });
  };
  const outcome = async (received: ReturnType<typeof use>): Promise<string> => {
    const { status, headers } = await received;
    return `${status} ${/stale=(\w+)/.exec(headers['www-authenticate'] ?? '')?.[1] ?? ''}`.trim();
  };

  it('accepts each nonce count once, in any order', async () => {
    for (const count of [2, 1, 9, 10, 16, 3]) {
      assert.equal(await outcome(use(count)), '200');
    }
    assert.deepEqual(simulator.violations, []);
    assert.equal(await outcome(use(9)), '401 false');
    assert.equal(await outcome(use(0)), '401 false');
    assert.equal(simulator.violations.length, 2);
  });

  it('treats a nonce as stale after a minute', async () => {
    now += 59_999;
    assert.equal(await outcome(use(1)), '200');
    now += 1;
    const stale = await use(2);
    assert.match(stale.headers['www-authenticate'] ?? '', /stale=true$/);
    assert.notEqual(nonceIn(stale), nonce);
    nonce = nonceIn(stale);
    assert.equal(await outcome(use(1)), '200');
    assert.deepEqual(simulator.violations, []);
  });

  it('treats a nonce as stale after 1,023 uses', async () => {
    assert.equal(await outcome(use(1023)), '200');
    assert.equal(await outcome(use(1024)), '401 true');
  });

  it('treats an unknown nonce as stale, even with a wrong key', async () => {
    nonce = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    assert.equal(await outcome(use(1)), '401 true');
    assert.equal(await outcome(use(1, { key: { id: 'nobodyyy', secret: 'x' } })), '401 true');
    assert.deepEqual(simulator.violations, []);
  });

  it('rejects a wrong private key and reports a violation', async () => {
    const { id } = simulator.world.credentials.apiKey;
    assert.equal(await outcome(use(1, { key: { id, secret: 'wrong' } })), '401 false');
    assert.deepEqual(simulator.violations, [`GET ${PATH}: wrong digest response for the known key ${id}`]);
    assert.equal(await outcome(use(2)), '200');
  });

  it('rejects an unknown public key', async () => {
    assert.equal(await outcome(use(1, { key: { id: 'nobodyyy', secret: 'x' } })), '401 false');
    assert.deepEqual(simulator.violations, []);
  });

  it('rejects a service account', async () => {
    assert.equal(await outcome(use(1, { key: simulator.world.credentials.serviceAccount })), '401 false');
  });

  it('rejects what a correct client never sends, and reports a violation', async () => {
    assert.equal(await outcome(use(1, { uri: '/api/atlas/v2/groups' })), '401 false');
    assert.equal(await outcome(use(1, { algorithm: 'SHA-256' })), '401 false');
    assert.equal(await outcome(use(1, { realm: 'Somewhere' })), '401 false');
    const key = simulator.world.credentials.apiKey;
    const Authorization = digest(key, PATH, nonce, { nc: '1' });
    const short = await send(simulator, PATH, { headers: { Authorization, Accept: BUCKETS } });
    assert.equal(short.status, 401);
    assert.equal(simulator.violations.length, 4);
    assert.equal(await outcome(use(1)), '200');
  });

  it('accepts a quoted algorithm, as Go clients send it', async () => {
    assert.equal(await outcome(use(1, { algorithm: '"MD5"' })), '200');
  });

  it('supports a different nonce lifetime', async () => {
    await simulator.close();
    simulator = await startAtlasSimulator({ now: () => now, nonceLifetime: 5 });
    nonce = await newNonce(simulator);
    now += 5;
    assert.equal(await outcome(use(1)), '401 true');
  });
});
