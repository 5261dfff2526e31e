import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAbort } from '../../../src/atlas/errors';
import { failureOf, gate } from '../atlas/support';
import { clientOf, KEYS, METHODS, PROJECTS, until, useSimulator, warmClientOf } from './support';

describe('AtlasClient’s queue', () => {
  const simulator = useSimulator();

  for (const method of METHODS) {
    it(`has at most ten requests of ${method} in flight`, async () => {
      const { client, traffic } = await warmClientOf(simulator(), { keys: KEYS[method] });
      const gates = Array.from({ length: 13 }, () => gate());
      for (const { opened } of gates) {
        simulator().fault({ times: 1, response: { hold: opened } });
      }
      const lists = gates.map(() => client.listExportBuckets(PROJECTS.aws));
      for (const [index, held] of gates.entries()) {
        const expected = Math.min(10 + index, gates.length);
        await until(() => simulator().requests.length === expected);
        assert.equal(traffic.sent.length, expected);
        held.open();
      }
      assert.equal((await Promise.all(lists)).flatMap(({ items }) => items).length, 26);
      assert.equal(traffic.mostInFlight, 10);
    });
  }

  it('sends waiting requests in their order', async () => {
    const { client, traffic } = await warmClientOf(simulator());
    const numbers = Array.from({ length: 9 }, (_, index) => index + 1);
    await Promise.all(numbers.map((pageNum) => client.listExportBuckets(PROJECTS.archive, { pageNum })));
    const requested = traffic.sent.map((url) => Number(new URL(url).searchParams.get('pageNum')));
    assert.deepEqual(requested, numbers);
  });

  it('is not blocked by requests that wait for a retry', async () => {
    const waiting = gate();
    let waits = 0;
    const { client } = await warmClientOf(simulator(), {
      wait: () => {
        waits += 1;
        return waiting.opened;
      },
    });
    simulator().fault({ times: 4, response: { status: 503 } });
    const lists = [1, 2, 3, 4].map(() => client.listExportBuckets(PROJECTS.aws));
    await until(() => waits === 4);
    assert.equal((await client.listExportBuckets(PROJECTS.gcp)).items.length, 1);
    waiting.open();
    await Promise.all(lists);
    assert.equal(simulator().requests.length, 9);
  });
});

describe('A canceled request', () => {
  const simulator = useSimulator();

  it('is not sent if it was canceled before', async () => {
    for (const method of METHODS) {
      const { client, lines, waits } = clientOf(simulator(), { keys: KEYS[method] });
      assert.ok(isAbort(await failureOf(client.listProjects({ signal: AbortSignal.abort() }))));
      assert.deepEqual([lines, waits], [[], []]);
    }
    assert.deepEqual(simulator().requests, []);
  });

  for (const [name, reason] of [
    ['the usual reason', undefined],
    ['a reason of another name', new Error('closed')],
    ['a reason that is no error', 'closed'],
  ] as const) {
    it(`fails with an AbortError whatever the reason: ${name}`, async () => {
      const { client } = await warmClientOf(simulator());
      const responded = gate();
      simulator().fault({ response: { hold: responded.opened } });
      const cancellation = new AbortController();
      const { signal } = cancellation;
      const lists = Array.from({ length: 11 }, () => failureOf(client.listExportBuckets(PROJECTS.aws, { signal })));
      await until(() => simulator().requests.length === 10);
      cancellation.abort(reason);
      assert.ok((await Promise.all(lists)).every(isAbort));
      assert.ok(isAbort(await failureOf(client.listExportBuckets(PROJECTS.aws, { signal }))));
      responded.open();
    });
  }

  it('leaves the queue immediately and is not sent', async () => {
    const { client, traffic } = await warmClientOf(simulator());
    const responded = gate();
    simulator().fault({ times: 10, response: { hold: responded.opened } });
    const held = Array.from({ length: 10 }, () => client.listExportBuckets(PROJECTS.aws));
    await until(() => simulator().requests.length === 10);
    const cancellation = new AbortController();
    const queued = failureOf(client.listExportBuckets(PROJECTS.azure, { signal: cancellation.signal }));
    const next = client.listExportBuckets(PROJECTS.gcp);
    cancellation.abort();
    assert.ok(isAbort(await queued));
    assert.equal(traffic.sent.length, 10);
    responded.open();
    await Promise.all([...held, next]);
    assert.equal(simulator().requests.length, 11);
    assert.ok(simulator().requests.every(({ path }) => !path.includes(PROJECTS.azure)));
  });

  it('in flight frees its place immediately without affecting others', async () => {
    const { client, lines } = await warmClientOf(simulator());
    const responded = gate();
    simulator().fault({ times: 10, response: { hold: responded.opened } });
    const cancellation = new AbortController();
    const cancelled = failureOf(client.listExportBuckets(PROJECTS.azure, { signal: cancellation.signal }));
    const held = Array.from({ length: 9 }, () => client.listExportBuckets(PROJECTS.aws));
    const next = client.listExportBuckets(PROJECTS.gcp);
    await until(() => simulator().requests.length === 10);
    cancellation.abort();
    assert.ok(isAbort(await cancelled));
    assert.equal((await next).items.length, 1);
    assert.ok(lines.some((line) => line.includes(PROJECTS.azure) && line.includes('→ canceled')));
    responded.open();
    assert.equal((await Promise.all(held)).length, 9);
    assert.equal(simulator().requests.length, 11);
  });

  it('ends immediately while its response arrives', async () => {
    const { client } = await warmClientOf(simulator());
    simulator().fault({ times: 1, response: { hang: 'withinBody' } });
    const cancellation = new AbortController();
    const cancelled = failureOf(client.listExportBuckets(PROJECTS.aws, { signal: cancellation.signal }));
    await until(() => simulator().requests[0]?.status === 200);
    cancellation.abort();
    assert.ok(isAbort(await cancelled));
    assert.equal((await client.listExportBuckets(PROJECTS.aws)).items.length, 2);
  });

  it('that waits for a retry is not sent again', async () => {
    let waiting = false;
    const { client, traffic } = await warmClientOf(simulator(), {
      // Longer than the test may take.
      wait: (_, signal) => {
        waiting = true;
        return sleep(600_000, undefined, { signal });
      },
    });
    simulator().fault({ times: 1, response: { status: 429, retryAfter: 3 } });
    const cancellation = new AbortController();
    const cancelled = failureOf(client.listExportBuckets(PROJECTS.aws, { signal: cancellation.signal }));
    await until(() => waiting);
    cancellation.abort(new Error('closed'));
    assert.ok(isAbort(await cancelled));
    assert.equal(traffic.sent.length, 1);
    assert.equal((await client.listExportBuckets(PROJECTS.gcp)).items.length, 1);
  });

  it('does not wait for the token, which others still get', async () => {
    const { client } = clientOf(simulator());
    const issued = gate();
    simulator().fault({ path: /^\/api\/oauth\/token$/, response: { hold: issued.opened } });
    const cancellation = new AbortController();
    const cancelled = failureOf(client.listExportBuckets(PROJECTS.azure, { signal: cancellation.signal }));
    const other = client.listExportBuckets(PROJECTS.aws);
    await until(() => simulator().requests.length === 1);
    cancellation.abort();
    assert.ok(isAbort(await cancelled));
    issued.open();
    assert.equal((await other).items.length, 2);
    assert.equal(simulator().requests.length, 2);
  });

  it('leaves the first challenge to the next request', async () => {
    const { client } = clientOf(simulator(), { keys: KEYS.apiKey });
    const challenged = gate();
    simulator().fault({ times: 1, response: { hold: challenged.opened } });
    const cancellation = new AbortController();
    const cancelled = failureOf(client.listExportBuckets(PROJECTS.azure, { signal: cancellation.signal }));
    const other = client.listExportBuckets(PROJECTS.aws);
    await until(() => simulator().requests.length === 1);
    cancellation.abort();
    assert.ok(isAbort(await cancelled));
    assert.equal((await other).items.length, 2);
    assert.equal(simulator().requests.length, 3);
    challenged.open();
  });
});
