import assert from 'node:assert/strict';
import { ApiError, InvalidResponseError, NetworkError } from '../../../src/atlas/errors';
import type { Fault } from '../../atlas/simulator';
import { assertFields, failureOf } from '../atlas/support';
import { clientOf, KEYS, METHODS, paths, PROJECTS, useSimulator, warmClientOf } from './support';

const LIST = `GET atlas/v2/groups/${PROJECTS.aws}/backup/exportBuckets`;

/** Milliseconds before the second and the third attempt: doubled each time, plus up to 100% jitter. */
const BACKOFF = [
  [250, 500],
  [500, 1000],
] as const;

function assertWaits(waits: readonly number[], expected: readonly (readonly [number, number])[]): void {
  assert.equal(waits.length, expected.length);
  for (const [index, [least, most]] of expected.entries()) {
    const wait = waits[index] ?? 0;
    assert.ok(wait >= least && wait <= most, `wait ${index + 1} is ${wait}`);
  }
}

describe('AtlasClient retries', () => {
  const simulator = useSimulator();
  const PASSING: readonly (readonly [string, Fault['response']])[] = [
    ...[500, 502, 503, 504].map((status) => [`a ${status}`, { status }] as const),
    ['a page of a gateway', { status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' }],
    ['a connection that breaks before the response', { reset: 'beforeHeaders' }],
    ['a connection that breaks within the response', { reset: 'withinBody' }],
  ];

  for (const [name, response] of PASSING) {
    it(`after ${name}, twice`, async () => {
      const { client, waits } = await warmClientOf(simulator());
      simulator().fault({ times: 2, response });
      assert.equal((await client.listExportBuckets(PROJECTS.aws)).items.length, 2);
      assert.deepEqual(paths(simulator()), [LIST, LIST, LIST]);
      assertWaits(waits, BACKOFF);
    });

    it(`after ${name}, and fails at the third`, async () => {
      const { client, waits } = await warmClientOf(simulator());
      simulator().fault({ response });
      const error = await failureOf(client.listExportBuckets(PROJECTS.aws));
      assertFields(error, 'status' in response ? { status: response.status } : { problem: 'interrupted' });
      assert.equal(simulator().requests.length, 3);
      assertWaits(waits, BACKOFF);
    });
  }

  it('with an API key, whose nonce count continues', async () => {
    const { client } = await warmClientOf(simulator(), { keys: KEYS.apiKey });
    simulator().fault({ times: 1, response: { status: 503 } });
    simulator().fault({ times: 1, response: { reset: 'beforeHeaders' } });
    assert.equal((await client.listExportBuckets(PROJECTS.aws)).items.length, 2);
    const counts = simulator().requests.map(({ headers }) => /nc=(\w+)/.exec(headers['authorization'] ?? '')?.[1]);
    assert.deepEqual(counts, ['00000002', '00000003', '00000004']);
  });

  it('when the first request with an API key fails', async () => {
    const { client } = clientOf(simulator(), { keys: KEYS.apiKey });
    simulator().fault({ times: 2, response: { status: 503 } });
    assert.equal((await client.listExportBuckets(PROJECTS.aws)).items.length, 2);
    assert.equal(simulator().requests.length, 4);
  });

  it('as soon as Atlas allows if the wait is short', async () => {
    const { client, waits } = await warmClientOf(simulator());
    simulator().fault({ times: 1, response: { status: 429, retryAfter: 1 } });
    simulator().fault({ times: 1, response: { status: 503, retryAfter: 3 } });
    assert.equal((await client.listExportBuckets(PROJECTS.aws)).items.length, 2);
    assertWaits(waits, [
      [1250, 1500],
      [3500, 4000],
    ]);
  });
});

describe('AtlasClient retries token requests', () => {
  const simulator = useSimulator();
  const TOKEN_TROUBLE: readonly (readonly [string, Fault['response'], object])[] = [
    ['a 503', { status: 503 }, { status: 503 }],
    ['a 500', { status: 500, errorCode: 'server_error' }, { status: 500, errorCode: 'server_error' }],
    ['a short rate limit', { status: 429, retryAfter: 1, errorCode: 'RATE_LIMITED' }, { status: 429, retryAfter: 1 }],
    ['a broken connection', { reset: 'beforeHeaders' }, { problem: 'interrupted' }],
    ['a broken response', { reset: 'withinBody' }, { problem: 'interrupted' }],
  ];
  for (const [name, response, fields] of TOKEN_TROUBLE) {
    it(`after ${name} of the token endpoint, and fails at the third`, async () => {
      const { client, waits } = clientOf(simulator());
      simulator().fault({ path: /^\/api\/oauth\/token$/, response });
      const error = await failureOf(client.listExportBuckets(PROJECTS.aws));
      assertFields(error, fields);
      assert.ok(error instanceof ApiError || error instanceof NetworkError);
      assertFields(error.request, { method: 'POST', path: '/api/oauth/token', version: undefined });
      assert.deepEqual(paths(simulator()), Array(3).fill('POST oauth/token'));
      assert.equal(waits.length, 2);
    });
  }
});

describe('AtlasClient reports immediately', () => {
  const simulator = useSimulator();
  const LASTING: readonly (readonly [string, Fault['response'], object])[] = [
    ['of a long wait', { status: 429, retryAfter: 55 }, { status: 429, retryAfter: 55 }],
    ['of a wait just too long', { status: 503, retryAfter: 4 }, { status: 503, retryAfter: 4 }],
    ['of a rate limit without an end', { status: 429 }, { status: 429, retryAfter: undefined }],
    ...[400, 402, 403, 404, 406, 409, 410, 501].map(
      (status) => [`of a ${status}`, { status }, { name: 'ApiError', status }] as const,
    ),
    ['of a 407', { status: 407 }, { name: 'NetworkError', problem: 'proxyAuthentication', code: '407' }],
    [
      'of a sign-in page',
      { status: 200, body: '<html>Welcome</html>', contentType: 'text/html' },
      { name: 'InvalidResponseError', problem: 'notJson', status: 200 },
    ],
    ['of another JSON', { status: 200, body: '{}' }, { problem: 'unexpectedShape', status: 200 }],
    [
      'of a forbidding proxy',
      { status: 403, body: '<h1>Blocked</h1>', contentType: 'text/html' },
      { name: 'InvalidResponseError', problem: 'notJson', status: 403 },
    ],
    ['of a flood', { status: 200, body: ' '.repeat(10 * 1024 * 1024 + 1) }, { problem: 'tooLarge' }],
  ];

  for (const [name, response, fields] of LASTING) {
    it(name, async () => {
      const { client, waits } = await warmClientOf(simulator());
      simulator().fault({ response });
      assertFields(await failureOf(client.listExportBuckets(PROJECTS.aws)), fields);
      assert.deepEqual(paths(simulator()), [LIST]);
      assert.deepEqual(waits, []);
    });
  }

  for (const hang of ['beforeHeaders', 'withinBody'] as const) {
    it(`a response that does not arrive in time (${hang})`, async () => {
      const { client, waits, requestTimeout } = await warmClientOf(simulator());
      requestTimeout.milliseconds = 80;
      simulator().fault({ response: { hang } });
      assertFields(await failureOf(client.listExportBuckets(PROJECTS.aws)), {
        name: 'NetworkError',
        problem: 'timeout',
      });
      assert.deepEqual(paths(simulator()), [LIST]);
      assert.deepEqual(waits, []);
    });
  }

  it('a port without a server', async () => {
    const { client, waits, traffic } = clientOf(simulator(), { keys: KEYS.apiKey });
    await simulator().close();
    const error = await failureOf(client.listExportBuckets(PROJECTS.aws));
    assertFields(error, { name: 'NetworkError', problem: 'refused', code: 'ECONNREFUSED' });
    assert.deepEqual([traffic.sent.length, waits], [1, []]);
  });
});

for (const method of METHODS) {
  describe(`A redirect of ${method}`, () => {
    const simulator = useSimulator();
    const elsewhere = useSimulator();

    for (const status of [301, 302, 303, 307, 308]) {
      it(`by ${status} is not followed`, async () => {
        const { client, waits } = await warmClientOf(simulator(), { keys: KEYS[method] });
        simulator().fault({ response: { status, headers: { Location: `${elsewhere().origin}/api/atlas/v2/groups` } } });
        const error = await failureOf(client.listProjects());
        assert.ok(error instanceof InvalidResponseError);
        assert.equal(error.problem, 'redirect');
        assert.deepEqual([simulator().requests.length, elsewhere().requests, waits], [1, [], []]);
      });
    }

    it('of a token request is not followed', async () => {
      const { client } = clientOf(simulator(), { keys: KEYS[method] });
      const path = /^\/api\//;
      simulator().fault({ path, response: { status: 307, headers: { Location: `${elsewhere().origin}/api/` } } });
      assertFields(await failureOf(client.listProjects()), { name: 'InvalidResponseError', problem: 'redirect' });
      assert.deepEqual([simulator().requests.length, elsewhere().requests], [1, []]);
    });

    it('to the same origin is not followed either', async () => {
      const { client } = await warmClientOf(simulator(), { keys: KEYS[method] });
      simulator().fault({ response: { status: 302, headers: { Location: '/api/atlas/v2/orgs' } } });
      assertFields(await failureOf(client.listProjects()), { name: 'InvalidResponseError', problem: 'redirect' });
      assert.equal(simulator().requests.length, 1);
    });
  });
}

describe('AtlasClient in the background', () => {
  const simulator = useSimulator();

  for (const status of [429, 503]) {
    it(`waits as long as Atlas says with a ${status}, and reports until when`, async () => {
      const { client, waits } = await warmClientOf(simulator());
      simulator().fault({ times: 1, response: { status, retryAfter: 120 } });
      const reported: (number | undefined)[] = [];
      const started = performance.now();
      const onWait = (time: number | undefined): void => {
        reported.push(time);
      };
      await client.listExportBuckets(PROJECTS.aws, { priority: { isBackground: true, onWait } });
      assertWaits(waits, [[120_000, 120_500]]);
      assert.equal(reported.length, 2);
      assert.ok((reported[0] ?? 0) >= started + 120_000);
      assert.equal(reported[1], undefined);
    });
  }

  it('does not wait for an outage of an hour', async () => {
    const { client, waits } = await warmClientOf(simulator());
    simulator().fault({ response: { status: 503, retryAfter: 3600 } });
    const error = await failureOf(client.listExportBuckets(PROJECTS.aws, { priority: { isBackground: true } }));
    assertFields(error, { status: 503, retryAfter: 3600 });
    assert.deepEqual([waits, simulator().requests.length], [[], 1]);
  });
});
