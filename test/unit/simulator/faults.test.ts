import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { BUCKETS, json, newToken, refusal, send, tokenCall } from './caller';

const GROUPS = '/api/atlas/v2/groups';

describe('simulator: faults', () => {
  let simulator: AtlasSimulator;
  let token = '';

  beforeEach(async () => {
    simulator = await startAtlasSimulator();
    token = await newToken(simulator, simulator.world.credentials.serviceAccount);
  });
  afterEach(() => simulator.close());

  const get = (path = GROUPS) =>
    send(simulator, path, { headers: { Authorization: `Bearer ${token}`, Accept: BUCKETS } });

  it('fails the given number of requests to the given path', async () => {
    simulator.fault({ path: /exportBuckets/, times: 2, response: { status: 503, retryAfter: 7 } });
    const { aws } = simulator.world.examples;
    assert.equal((await get()).status, 200);
    const received = await get(`${GROUPS}/${aws}/backup/exportBuckets`);
    assert.deepEqual(refusal(received), [503, 'SERVICE_UNAVAILABLE']);
    assert.equal(received.headers['retry-after'], '7');
    assert.equal((await get(`${GROUPS}/${aws}/backup/exportBuckets`)).status, 503);
    assert.equal((await get(`${GROUPS}/${aws}/backup/exportBuckets`)).status, 200);
    assert.deepEqual(simulator.violations, []);
  });

  it('fails requests below /api/atlas with the given method until the fault is removed', async () => {
    const end = simulator.fault({ response: { status: 500 } });
    assert.deepEqual(refusal(await get()), [500, 'UNEXPECTED_ERROR']);
    assert.equal((await get()).status, 500);
    const issued = await send(simulator, '/api/oauth/token', tokenCall(simulator.world.credentials.serviceAccount));
    assert.equal(issued.status, 200);
    end();
    simulator.fault({ method: 'POST', response: { status: 500 } });
    assert.equal((await get()).status, 200);
  });

  it('responds with the given error, body and headers', async () => {
    simulator.fault({
      times: 1,
      response: { status: 402, errorCode: 'ACCOUNT_SUSPENDED', detail: 'No.', parameters: [1] },
    });
    assert.deepEqual(json(await get()), {
      detail: 'No.',
      error: 402,
      errorCode: 'ACCOUNT_SUSPENDED',
      parameters: [1],
      reason: 'Payment Required',
    });
    simulator.fault({
      times: 1,
      response: { status: 302, headers: { Location: '/x' }, body: '<html>', contentType: 'text/html' },
    });
    const { status, headers, text } = await get();
    assert.deepEqual([status, headers.location, headers['content-type'], text], [302, '/x', 'text/html', '<html>']);
  });

  it('responds with OAuth errors on the token endpoint', async () => {
    simulator.fault({ path: /oauth/, times: 1, response: { status: 500, errorCode: 'server_error' } });
    const received = await send(simulator, '/api/oauth/token', tokenCall(simulator.world.credentials.serviceAccount));
    assert.deepEqual(json(received), { error: 'server_error', error_description: 'Unexpected error.' });
  });

  for (const reset of ['beforeHeaders', 'withinBody'] as const) {
    it(`resets the connection (${reset})`, async () => {
      simulator.fault({ times: 1, response: { reset } });
      await assert.rejects(get(), { code: 'ECONNRESET' });
      assert.equal((await get()).status, 200);
    });
  }

  it('hangs before the headers until the client disconnects', async () => {
    simulator.fault({ times: 1, response: { hang: 'beforeHeaders' } });
    const request = httpGet(simulator.origin + GROUPS, { agent: false });
    request.on('response', () => assert.fail('got a response'));
    const failed = once(request, 'error');
    while (simulator.requests.at(-1)?.path !== GROUPS) {
      await new Promise(setImmediate);
    }
    assert.equal(simulator.requests.at(-1)?.status, undefined);
    request.destroy(new Error('gone'));
    await failed;
  });

  it('hangs within the body until the simulator is closed', async () => {
    simulator.fault({ times: 1, response: { hang: 'withinBody' } });
    const request = httpGet(simulator.origin + GROUPS, { agent: false });
    const response = await new Promise<IncomingMessage>((resolve) => request.once('response', resolve));
    await once(response, 'data');
    const failed = once(response, 'error');
    await simulator.close();
    await failed;
  });

  it('delays a response until the promise is resolved', async () => {
    let release = (): void => undefined;
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    simulator.fault({ times: 1, response: { hold } });
    const held = get();
    await get();
    assert.equal(simulator.requests.find(({ path }) => path === GROUPS)?.status, undefined);
    release();
    assert.equal((await held).status, 200);
  });
});
