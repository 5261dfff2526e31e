import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAbort } from '../../../src/atlas/errors';
import { HeldServer, listOver, numbersOf, settled } from './heldServer';
import { ids } from './pageServer';
import { failureOf } from './support';

const rest = (signal: AbortSignal) => ({ signal, priority: {}, onPage: () => undefined });

const command = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('load', 'next', 'rest', 'stop', 'reload', 'stale') },
  { weight: 6, arbitrary: fc.constantFrom('respond', 'fail') },
  fc.record({ insertAt: fc.nat(30) }),
  fc.record({ deleteAt: fc.nat(30) }),
  fc.record({ pageSize: fc.integer({ min: 1, max: 8 }) }),
);

describe('A reloaded list', () => {
  it('runs one request at a time, keeps rows after a failure, and shows the latest response', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.array(command, { maxLength: 60 }), async (total, commands) => {
        const server = new HeldServer(total);
        const setting = { pageSize: 4 };
        const list = listOver(server, () => setting.pageSize);
        let nextId = 1000;
        let stop = new AbortController();
        const calls: Promise<unknown>[] = [];
        let shown = { items: list.items, count: 0 };

        for (const one of commands) {
          if (one === 'load') {
            calls.push(list.load());
          } else if (one === 'next') {
            calls.push(list.loadNext());
          } else if (one === 'rest') {
            calls.push(list.loadRest(rest(stop.signal)).catch(() => undefined));
          } else if (one === 'stop') {
            stop.abort();
            stop = new AbortController();
          } else if (one === 'stale') {
            list.isStale = true;
          } else if (one === 'reload') {
            const calledAt = server.time;
            const reloaded = list.reload().then(() => {
              const [first] = list.items;
              if (list.refreshError === undefined && list.failure === undefined && first !== undefined) {
                assert.ok(first.requestedAt > calledAt, 'a response from before the refresh');
              }
            });
            calls.push(reloaded);
          } else if (one === 'respond') {
            server.waiting?.respond();
          } else if (one === 'fail') {
            server.waiting?.fail();
          } else if ('insertAt' in one) {
            server.rows.splice(one.insertAt, 0, nextId++);
          } else if ('deleteAt' in one) {
            server.rows.splice(one.deleteAt, 1);
          } else {
            setting.pageSize = one.pageSize;
          }
          await settled();
          if (list.items === shown.items) {
            assert.ok(list.items.length >= shown.count, 'rows were lost without a reload');
          } else if (list.items.length < shown.count) {
            // Fewer rows than before, as in the server's last response.
            assert.equal(list.refreshError, undefined);
            assert.ok(list.isComplete || list.items.length >= 1);
          }
          shown = { items: list.items, count: list.items.length };
          assert.equal(new Set(numbersOf(list)).size, list.items.length);
        }

        await server.respondToAll();
        await Promise.all(calls);
        const before = list.items.length;
        const wasComplete = list.isComplete;
        const reloading = list.reload();
        await server.respondToAll();
        await reloading;
        assert.deepEqual(numbersOf(list), server.rows.slice(0, list.items.length));
        assert.equal(list.failure ?? list.refreshError, undefined);
        assert.equal(list.items.length >= Math.min(before, server.rows.length), true);
        assert.ok(!wasComplete || list.isComplete);
        assert.equal(list.isLoading, false);
      }),
      { numRuns: 400 },
    );
  });

  it('is requested once more at most for all refreshes during a request', async () => {
    const server = new HeldServer(3);
    const list = listOver(server, () => 100);
    const first = list.load();
    await server.respondToAll();
    await first;
    const clicks = [list.reload()];
    await settled();
    server.rows.push(3);
    clicks.push(...ids(50).map(() => list.reload()));
    await settled();
    assert.equal(server.requested.length, 2);
    server.waiting?.respond();
    await settled();
    server.rows.push(4);
    clicks.push(...ids(50).map(() => list.reload()));
    await server.respondToAll();
    await Promise.all(clicks);
    assert.equal(server.requested.length, 4);
    assert.deepEqual(numbersOf(list), ids(5));
  });

  it('keeps all rows and the failure if any page fails, and is replaced by the next reload', async () => {
    for (const failing of [1, 2, 3, 4]) {
      const server = new HeldServer(395);
      const list = listOver(server, () => 100);
      while (!list.isComplete) {
        const loading = list.loadNext();
        await server.respondToAll();
        await loading;
      }
      const reloading = list.reload();
      for (let page = 1; page < failing; page += 1) {
        await settled();
        server.waiting?.respond();
      }
      await settled();
      server.waiting?.fail();
      await reloading;
      assert.deepEqual([list.items.length, list.isComplete, list.refreshError?.message], [395, true, 'lost']);
      server.rows.shift();
      const retrying = list.reload();
      await server.respondToAll();
      await retrying;
      assert.deepEqual([list.items.length, list.isComplete, list.refreshError], [394, true, undefined]);
    }
  });

  it('has as many rows as before after a change of the page size, without additional requests', async () => {
    for (const [before, after, loads, rows, requests] of [
      [500, 10, 1, 500, 1],
      [300, 10, 1, 300, 1],
      [10, 500, 3, 500, 1],
      [100, 100, 2, 200, 2],
      [100, 20, 12, 1200, 4],
    ] as const) {
      const server = new HeldServer(1500);
      const setting = { size: before as number };
      const list = listOver(server, () => setting.size);
      for (let load = 0; load < loads; load += 1) {
        const loading = list.loadNext();
        await server.respondToAll();
        await loading;
      }
      setting.size = after;
      server.requested.length = 0;
      const next = list.loadNext();
      await server.respondToAll();
      await next;
      assert.equal(server.requested[0]?.size, before, 'a list keeps the size of its pages');
      const [had, reloading] = [list.items.length, list.reload()];
      server.requested.length = 0;
      await server.respondToAll();
      await reloading;
      assert.ok(list.items.length >= had && list.items.length >= rows);
      assert.ok(server.requested.length <= requests + 1, `${server.requested.length} requests`);
      assert.equal(list.pageSize, after);
      assert.deepEqual(numbersOf(list), ids(list.items.length));
    }
  });

  it('loads the next page once for all callers after the running reload', async () => {
    const server = new HeldServer(10);
    const list = listOver(server, () => 2);
    const loading = list.load();
    await server.respondToAll();
    await loading;
    const calls = [list.reload(), ...ids(20).map(() => list.loadNext())];
    await server.respondToAll();
    await Promise.all(calls);
    assert.deepEqual([numbersOf(list), server.requested.length], [ids(4), 3]);
    calls.push(list.reload(), list.loadRest(rest(new AbortController().signal)));
    await server.respondToAll();
    await Promise.all(calls);
    assert.deepEqual([numbersOf(list), list.isComplete], [ids(10), true]);
  });

  for (const added of [2, 1200]) {
    it(`stays complete if ${added} rows were added`, async () => {
      const server = new HeldServer(99);
      const list = listOver(server, () => 100);
      const loading = list.load();
      await server.respondToAll();
      await loading;
      server.rows.unshift(...ids(added).map((id) => id + 1000));
      const reloading = list.reload();
      await server.respondToAll();
      await reloading;
      assert.deepEqual([list.items.length, list.isComplete], [99 + added, true]);
    });
  }

  it('is canceled with its last caller, and stays stale', async () => {
    const server = new HeldServer(3);
    const list = listOver(server, () => 2);
    const loading = list.load();
    await server.respondToAll();
    await loading;
    list.isStale = true;
    const cancellation = new AbortController();
    const reloading = failureOf(list.reload(rest(cancellation.signal)));
    await settled();
    assert.equal(list.isReloading, true);
    cancellation.abort();
    assert.ok(isAbort(await reloading));
    await settled();
    assert.deepEqual(
      [list.isStale, list.isReloading, numbersOf(list), server.waiting?.signal.aborted],
      [true, false, [0, 1], true],
    );
    const again = list.load();
    await server.respondToAll();
    await again;
    assert.deepEqual([list.isStale, numbersOf(list)], [false, [0, 1]]);
  });
});
