import assert from 'node:assert/strict';
import { ApiError, NetworkError } from '../../../src/atlas/errors';
import type { Fault } from '../../atlas/simulator';
import { failureOf, gate } from '../atlas/support';
import { clientOf, PROJECTS, until, useSimulator } from './support';

const TOKEN = /^\/api\/oauth\/token$/;
const PROJECTS_LOADED = 250;

describe('Many lists that need one token', () => {
  const simulator = useSimulator();
  const tokens = (): number => simulator().requests.filter(({ path }) => TOKEN.test(path)).length;

  /** Requests the lists of many projects in the background, and returns the failures. */
  async function loadMany(options: Parameters<typeof clientOf>[1] = {}) {
    const { client, waits } = clientOf(simulator(), options);
    const reported: (number | undefined)[] = [];
    const priority = { isBackground: true, onWait: (time: number | undefined) => reported.push(time) };
    const failures: unknown[] = [];
    await Promise.all(
      Array.from({ length: PROJECTS_LOADED }, () =>
        client.listExportBuckets(PROJECTS.aws, { priority }).catch((error: unknown) => failures.push(error)),
      ),
    );
    return { client, waits, reported, failures };
  }

  const TROUBLE: readonly (readonly [name: string, response: Fault['response'], times: number])[] = [
    ['429 with a wait', { status: 429, errorCode: 'RATE_LIMITED', retryAfter: 60 }, 1],
    ['429 with a wait, again and again', { status: 429, errorCode: 'RATE_LIMITED', retryAfter: 60 }, 6],
    ['429 without a wait', { status: 429, errorCode: 'RATE_LIMITED' }, 2],
    ['503', { status: 503 }, 5],
    ['503 with a wait', { status: 503, retryAfter: 60 }, 1],
    ['a connection that is reset', { reset: 'beforeHeaders' }, 3],
  ];
  for (const [name, response, times] of TROUBLE) {
    it(`all get it after ${name}, with one request each time, and report the wait`, async () => {
      simulator().fault({ path: TOKEN, times, response });
      const { failures, reported } = await loadMany();
      assert.deepEqual(failures, []);
      assert.equal(tokens(), times + 1);
      assert.ok(reported.some((time) => time !== undefined));
    });
  }

  for (const [name, response, isReason] of [
    ['503', { status: 503 }, (error) => error instanceof ApiError && error.status === 503],
    ['500', { status: 500, errorCode: 'server_error' }, (error) => error instanceof ApiError && error.status === 500],
    [
      'a reset',
      { reset: 'beforeHeaders' },
      (error) => error instanceof NetworkError && error.problem === 'interrupted',
    ],
    ['403', { status: 403, errorCode: 'access_denied' }, (error) => error instanceof ApiError && error.status === 403],
    ['401', { status: 401, errorCode: 'invalid_client' }, (error) => error instanceof ApiError && error.status === 401],
    [
      '429 for ever',
      { status: 429, errorCode: 'RATE_LIMITED', retryAfter: 1 },
      (error) => error instanceof ApiError && error.status === 429,
    ],
  ] as const satisfies readonly (readonly [string, Fault['response'], (error: unknown) => boolean])[]) {
    it(`each fail once with the endpoint’s reason after few requests: ${name}`, async () => {
      simulator().fault({ path: TOKEN, response });
      const { failures } = await loadMany();
      assert.equal(failures.length, PROJECTS_LOADED);
      assert.ok(failures.every(isReason));
      assert.ok(tokens() <= 9, `${tokens()} token requests`);
      assert.equal(simulator().requests.length, tokens());
    });
  }

  it('do not delay an interactive request, which fails immediately', async () => {
    simulator().fault({ path: TOKEN, times: 1, response: { status: 429, errorCode: 'RATE_LIMITED', retryAfter: 60 } });
    const held = gate();
    let waiting = 0;
    const { client } = clientOf(simulator(), {
      wait: () => {
        waiting += 1;
        return held.opened;
      },
    });
    const loading = client.listExportBuckets(PROJECTS.aws, { priority: { isBackground: true } });
    await until(() => waiting === 1);
    const error = await failureOf(client.listProjects());
    assert.ok(error instanceof ApiError);
    assert.equal(error.request.path, '/api/oauth/token');
    assert.deepEqual([error.status, error.retryAfter], [429, 61]);
    assert.equal(tokens(), 1);
    const ended = failureOf(loading);
    await client.close();
    assert.equal((await ended).name, 'AbortError');
    held.open();
  });

  it('load although the token expires repeatedly', async () => {
    const { client } = clientOf(simulator());
    let ended = 0;
    const priority = { isBackground: true };
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        await client.listExportBuckets(PROJECTS.aws, { priority });
        if (index % 20 === 0) {
          ended += 1;
          simulator().expireTokens();
        }
      }),
    );
    assert.ok(tokens() <= 1 + ended, `${tokens()} token requests`);
  });

  it('share one retry if Atlas accepts no token of the service account', async () => {
    simulator().fault({ path: /exportBuckets/, response: { status: 401, errorCode: 'UNEXPECTED_ERROR' } });
    const { failures } = await loadMany();
    assert.ok(failures.every((error) => error instanceof ApiError && error.status === 401));
    assert.equal(failures.length, PROJECTS_LOADED);
    assert.equal(tokens(), 2);
  });
});
