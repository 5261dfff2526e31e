import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mock } from 'node:test';
import { ApiError, isAbort } from '../../../src/atlas/errors';
import { Scheduler } from '../../../src/atlas/scheduler';
import type { FakeClock } from './fakeClock';
import { isBackground, schedule, ten } from './schedule';
import { failureOf } from './support';

const REQUEST = { method: 'GET', path: '/api/atlas/v2/groups' } as const;
const refusal = (retryAfter?: number): ApiError => new ApiError(REQUEST, { status: 429, retryAfter });

describe('The scheduler after a refusal', () => {
  it('holds back the whole endpoint set as long as Atlas says, and nothing else', async () => {
    const { clock, scheduler, sent, request } = schedule();
    scheduler.hold('groups', refusal(55));
    void request('same', { isBackground });
    void request('same too', { isBackground });
    void request('other', { limit: 'Cloud Backups 1', isBackground });
    await clock.advance(55_000);
    assert.deepEqual(sent, ['other']);
    await clock.advance(600);
    assert.deepEqual(sent, ['other', 'same', 'same too']);
  });

  it('occupies no place while a request waits', async () => {
    const { clock, scheduler, sent, request } = schedule();
    scheduler.hold('groups', refusal(55));
    for (const name of ten) {
      void request(name, { isBackground });
    }
    void request('other', { limit: 'orgs', isBackground });
    await clock.advance(1);
    assert.deepEqual(sent, ['other']);
  });

  it('reports until when the background waits, and when it continues', async () => {
    const { clock, scheduler, request, finish } = schedule();
    const waits: (number | undefined)[] = [];
    scheduler.hold('groups', refusal(30));
    const outcome = request('held', { isBackground, onWait: (until) => waits.push(until) });
    const started = clock.now();
    await clock.advance(1);
    assert.ok(waits[0] !== undefined && waits[0] >= started + 30_000 && waits[0] <= started + 30_500);
    await clock.advance(31_000);
    assert.equal(waits.length, 2);
    assert.equal(waits[1], undefined);
    await finish('held');
    assert.equal(await outcome, 'held');
  });

  it('fails an interactive request immediately unless the wait is short, and sends nothing', async () => {
    const { clock, scheduler, sent, request } = schedule();
    scheduler.hold('groups', refusal(55));
    await clock.advance(20_000);
    const error = await failureOf(request('expand'));
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.retryAfter], [429, 36]);
    assert.deepEqual(sent, []);
    await clock.advance(33_000);
    void request('expand again');
    await clock.advance(4000);
    assert.deepEqual(sent, ['expand again']);
  });

  it('keeps waiting when a held back background request is boosted', async () => {
    const { clock, scheduler, sent, request } = schedule();
    const boost = new AbortController();
    scheduler.hold('groups', refusal(10));
    void request('held', { isBackground, boost: boost.signal });
    await clock.advance(1000);
    boost.abort();
    await clock.advance(1000);
    assert.deepEqual([sent, clock.waiting], [[], 1]);
    await clock.advance(9000);
    assert.deepEqual(sent, ['held']);
  });

  it('holds back no interactive request for a refusal without a time', async () => {
    const { scheduler, sent, request } = schedule();
    scheduler.hold('groups', refusal());
    void request('next');
    await nextTurn();
    assert.deepEqual(sent, ['next']);
  });

  it('keeps a wait that Atlas named if a parallel refusal names none', async () => {
    const { scheduler, sent, request } = schedule();
    scheduler.hold('groups', refusal(55));
    scheduler.hold('groups', refusal());
    assert.ok((await failureOf(request('expand'))) instanceof ApiError);
    assert.deepEqual(sent, []);
  });

  it('prefers a wait that Atlas names to an estimated one', async () => {
    const { clock, scheduler, sent, request } = schedule();
    scheduler.hold('groups', refusal());
    scheduler.hold('groups', refusal(1));
    void request('expand');
    await clock.advance(2000);
    assert.deepEqual(sent, ['expand']);
  });

  it('doubles the wait if Atlas names none, and holds back only the background', async () => {
    const { clock, scheduler, sent, request, finish } = schedule();
    const waits: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      scheduler.hold('groups', refusal());
      void request('expand');
      await clock.advance(1);
      assert.equal(sent.pop(), 'expand');
      await finish('expand');
      const outcome = request('held', { isBackground });
      const from = clock.now();
      await untilBegun(clock, sent);
      waits.push((clock.now() - from) / 1000);
      await finish('held');
      await outcome;
      sent.length = 0;
    }
    for (const [index, least] of [10, 20, 40, 80, 160].entries()) {
      assert.ok((waits[index] ?? 0) >= least - 2 && (waits[index] ?? 0) <= 2 * least + 2, String(waits));
    }
    assert.ok(Math.max(...waits) <= 302, String(waits));
  });

  it('increases a named wait that does not help', async () => {
    const { clock, scheduler, sent, request, finish } = schedule();
    const waits: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      scheduler.hold('groups', refusal(0));
      const outcome = request('held', { isBackground });
      const from = clock.now();
      await untilBegun(clock, sent, 25);
      waits.push(clock.now() - from);
      await finish('held');
      await outcome;
      sent.length = 0;
    }
    assert.ok((waits[0] ?? 0) <= 525, String(waits));
    assert.ok((waits.at(-1) ?? 0) >= 3000, String(waits));
    // Still short enough to wait without a message.
    assert.ok(Math.max(...waits) <= 4000, String(waits));
  });

  it('counts refusals of parallel requests as one, and resets after a success', async () => {
    const { clock, scheduler } = schedule();
    for (let count = 0; count < 8; count += 1) {
      scheduler.hold('groups', refusal(1));
    }
    assert.equal(scheduler.consecutiveRefusals('groups'), 1);
    // A response to an earlier request doesn't affect the current hold.
    scheduler.recordSuccess('groups');
    assert.equal(scheduler.consecutiveRefusals('groups'), 1);
    await clock.advance(2000);
    scheduler.hold('groups', refusal(1));
    assert.equal(scheduler.consecutiveRefusals('groups'), 2);
    await clock.advance(2000);
    scheduler.recordSuccess('groups');
    assert.equal(scheduler.consecutiveRefusals('groups'), 0);
  });
});

describe('The scheduler, with a clock that jumps', () => {
  const HOUR = 3_600_000;

  for (const [name, jump] of [
    ['back by an hour', -HOUR],
    ['back by 30 days', -30 * 24 * HOUR],
    ['back by 20 years', -20 * 365 * 24 * HOUR],
    ['forward by an hour', HOUR],
    ['forward by 30 days', 30 * 24 * HOUR],
  ] as const) {
    for (const inBackground of [true, false]) {
      it(`waits no longer than Atlas says: ${name}, ${inBackground ? 'background' : 'interactive'}`, async () => {
        const clock = { now: 1e12, waited: 0 };
        const scheduler = new Scheduler({
          now: () => clock.now,
          wait: (milliseconds) => {
            clock.now += milliseconds;
            clock.waited += milliseconds;
            return Promise.resolve();
          },
        });
        scheduler.hold('groups', refusal(5));
        clock.now += jump;
        const { signal } = new AbortController();
        await scheduler.run({ limit: 'groups', isBackground: inBackground, signal }, () => Promise.resolve());
        assert.ok(clock.waited <= 5500, `${clock.waited} ms`);
      });
    }
  }

  it('does not depend on the time of day', async () => {
    const scheduler = new Scheduler({ now: () => performance.now() });
    const dates = mock.method(Date, 'now', () => 0);
    try {
      scheduler.hold('groups', refusal(0));
      const { signal } = new AbortController();
      const waits: (number | undefined)[] = [];
      await scheduler.run({ limit: 'groups', isBackground, signal, onWait: (until) => waits.push(until) }, () =>
        Promise.resolve(),
      );
      assert.ok((waits[0] ?? Infinity) <= performance.now());
      assert.equal(dates.mock.callCount(), 0);
    } finally {
      dates.mock.restore();
    }
  });

  it('supports waits that are longer than the longest timer of Node', async () => {
    const scheduler = new Scheduler({ now: () => performance.now() });
    const cancellation = new AbortController();
    const { signal } = cancellation;
    let isOver = false;
    const waiting = failureOf(scheduler.pause({ limit: 'groups', signal }, 2 ** 33)).finally(() => {
      isOver = true;
    });
    await nextTurn();
    await nextTurn();
    assert.equal(isOver, false);
    cancellation.abort();
    assert.ok(isAbort(await waiting));
  });
});

/** Advances the clock in steps until something has started. */
async function untilBegun(clock: FakeClock, sent: readonly string[], step = 1000): Promise<void> {
  while (sent.length === 0) {
    await clock.advance(step);
  }
}
