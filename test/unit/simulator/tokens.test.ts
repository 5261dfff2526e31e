import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { BUCKETS, json, newToken, refusal, send, tokenCall } from './caller';

const TOKEN = '/api/oauth/token';
const REVOKE = '/api/oauth/revoke';

describe('simulator: tokens', () => {
  let simulator: AtlasSimulator;
  let now = 0;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    simulator = await startAtlasSimulator({ now: () => now });
  });
  afterEach(() => simulator.close());

  const account = () => simulator.world.credentials.serviceAccount;
  const use = async (token: string): Promise<number> => {
    const headers = { Authorization: `Bearer ${token}`, Accept: BUCKETS };
    return (await send(simulator, '/api/atlas/v2/groups', { headers })).status;
  };

  it('issues a token that is valid for an hour', async () => {
    const response = json(await send(simulator, TOKEN, tokenCall(account())));
    assert.deepEqual(Object.keys(response), ['access_token', 'expires_in', 'token_type']);
    assert.deepEqual([response['expires_in'], response['token_type']], [3600, 'Bearer']);
    const token = String(response['access_token']);
    now += 3_599_999;
    assert.equal(await use(token), 200);
    assert.equal(simulator.liveTokens, 1);
    now += 1;
    assert.equal(await use(token), 401);
    assert.equal(simulator.liveTokens, 0);
    assert.deepEqual(simulator.violations, []);
  });

  it('expires all tokens', async () => {
    const token = await newToken(simulator, account());
    simulator.expireTokens();
    assert.equal(await use(token), 401);
    assert.deepEqual(simulator.violations, []);
  });

  it('supports a different lifetime', async () => {
    await simulator.close();
    simulator = await startAtlasSimulator({ now: () => now, tokenLifetime: 10 });
    assert.equal(json(await send(simulator, TOKEN, tokenCall(account())))['expires_in'], 10);
  });

  it('revokes a token, and accepts an unknown one without an error', async () => {
    const token = await newToken(simulator, account());
    for (const known of [token, token, 'unknown']) {
      const received = await send(
        simulator,
        REVOKE,
        tokenCall(account(), `token=${known}&token_type_hint=access_token`),
      );
      assert.deepEqual([received.status, received.text], [200, '']);
    }
    assert.equal(await use(token), 401);
    assert.equal(simulator.liveTokens, 0);
    assert.deepEqual(simulator.violations, []);
  });

  it("does not revoke another account's token", async () => {
    const token = await newToken(simulator, account());
    const other = { ...account(), id: 'mdb_sa_id_aaaaaaaaaaaaaaaaaaaaaaaa' };
    simulator.world.addCredential(other);
    await send(simulator, REVOKE, tokenCall(other, `token=${token}`));
    assert.equal(await use(token), 200);
  });

  it('responds with OAuth errors', async () => {
    const good = tokenCall(account());
    const basic = good.headers;
    const percentEncoded = { id: account().id.replaceAll('_', '%5F'), secret: account().secret };
    const table: [string, object, number, string, boolean][] = [
      ['a wrong secret', tokenCall({ ...account(), secret: 'wrong' }), 401, 'invalid_client', false],
      ['an unknown client', tokenCall({ id: 'nobody', secret: 'x' }), 401, 'invalid_client', false],
      ['an API key', tokenCall(simulator.world.credentials.apiKey), 401, 'invalid_client', false],
      ['percent-encoded credentials', tokenCall(percentEncoded), 401, 'invalid_client', true],
      ['a secret in the body', { ...good, body: `${good.body}&client_secret=x` }, 401, 'invalid_client', true],
      ['no Basic', { ...good, headers: { ...basic, Authorization: 'Bearer x' } }, 401, 'invalid_client', true],
      ['no grant type', { ...good, body: '' }, 400, 'invalid_request', true],
      ['another grant type', { ...good, body: 'grant_type=password' }, 400, 'unsupported_grant_type', true],
      ['JSON', { ...good, headers: { ...basic, 'Content-Type': 'application/json' } }, 415, 'invalid_request', true],
      ['a GET', { headers: basic }, 405, 'invalid_request', true],
    ];
    for (const [name, call, status, error, isViolation] of table) {
      simulator.clearRequests();
      const received = await send(simulator, TOKEN, call);
      assert.deepEqual([received.status, json(received)['error']], [status, error], name);
      assert.equal(simulator.violations.length, isViolation ? 1 : 0, name);
    }
    assert.equal(simulator.liveTokens, 0);
  });

  it('issues 50 tokens per minute and 100 in total for an account', async () => {
    const request = () => send(simulator, TOKEN, tokenCall(account()));
    for (let count = 1; count <= 50; count += 1) {
      assert.equal((await request()).status, 200);
    }
    const limited = await request();
    assert.deepEqual(refusal(limited), [429, 'RATE_LIMITED']);
    assert.equal(json(limited)['detail'], `Resource ${TOKEN} is limited to 50 requests every 1 minutes.`);
    now += 60_000;
    for (let count = 51; count <= 100; count += 1) {
      assert.equal((await request()).status, 200);
    }
    now += 60_000;
    const full = await request();
    assert.deepEqual([full.status, json(full)['error']], [403, 'access_denied']);
    assert.deepEqual(simulator.violations, []);
  });
});
