import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mock } from 'node:test';
import { ApiError, isAbort } from '../../../src/atlas/errors';
import { Scheduler } from '../../../src/atlas/scheduler';
import type { FakeClock } from './fakeClock';
import { isBackground, schedule, ten } from './schedule';
import { response, failureOf } from './support';

const REQUEST = { method: 'GET', path: '/api/atlas/v2/groups' } as const;
const refusal = (retryAfter?: number): ApiError => new ApiError(REQUEST, { status: 429, retryAfter });

describe('The scheduler after a refusal', () => {
  it('holds back the whole endpoint set as long as Atlas says, and nothing else', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.recordRefusal('groups', refusal(55));
    void ask('same', { isBackground });
    void ask('same too', { isBackground });
    void ask('other', { limit: 'Cloud Backups 1', isBackground });
    await clock.advance(55_000);
    assert.deepEqual(begun, ['other']);
    await clock.advance(600);
    assert.deepEqual(begun, ['other', 'same', 'same too']);
  });

  it('occupies no place while a request waits', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.recordRefusal('groups', refusal(55));
    for (const name of ten) {
      void ask(name, { isBackground });
    }
    void ask('other', { limit: 'orgs', isBackground });
    await clock.advance(1);
    assert.deepEqual(begun, ['other']);
  });

  it('reports until when the background waits, and when it continues', async () => {
    const { clock, scheduler, ask, finish } = schedule();
    const told: (number | undefined)[] = [];
    scheduler.recordRefusal('groups', refusal(30));
    const asked = ask('held', { isBackground, onWait: (until) => told.push(until) });
    const started = clock.now();
    await clock.advance(1);
    assert.ok(told[0] !== undefined && told[0] >= started + 30_000 && told[0] <= started + 30_500);
    await clock.advance(31_000);
    assert.equal(told.length, 2);
    assert.equal(told[1], undefined);
    await finish('held');
    assert.equal(await asked, 'held');
  });

  it('fails an interactive request immediately unless the wait is short, and sends nothing', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.recordRefusal('groups', refusal(55));
    await clock.advance(20_000);
    const error = await failureOf(ask('expand'));
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.retryAfter], [429, 36]);
    assert.deepEqual(begun, []);
    await clock.advance(33_000);
    void ask('expand again');
    await clock.advance(4000);
    assert.deepEqual(begun, ['expand again']);
  });

  it('keeps waiting when a held back background request is boosted', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    const boost = new AbortController();
    scheduler.recordRefusal('groups', refusal(10));
    void ask('held', { isBackground, boost: boost.signal });
    await clock.advance(1000);
    boost.abort();
    await clock.advance(1000);
    assert.deepEqual([begun, clock.waiting], [[], 1]);
    await clock.advance(9000);
    assert.deepEqual(begun, ['held']);
  });

  it('holds back no interactive request for a refusal without a time or with another status', async () => {
    const { scheduler, begun, ask } = schedule();
    scheduler.recordRefusal('groups', refusal());
    scheduler.recordRefusal('groups', new ApiError(REQUEST, { status: 503, retryAfter: 60 }));
    void ask('next');
    await nextTurn();
    assert.deepEqual(begun, ['next']);
  });

  it('doubles the wait if Atlas names none, and holds back only the background', async () => {
    const { clock, scheduler, begun, ask, finish } = schedule();
    const waits: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      scheduler.recordRefusal('groups', refusal());
      void ask('expand');
      await clock.advance(1);
      assert.equal(begun.pop(), 'expand');
      await finish('expand');
      const asked = ask('held', { isBackground });
      const from = clock.now();
      await untilBegun(clock, begun);
      waits.push((clock.now() - from) / 1000);
      await finish('held');
      await asked;
      begun.length = 0;
    }
    for (const [index, least] of [10, 20, 40, 80, 160].entries()) {
      assert.ok((waits[index] ?? 0) >= least - 2 && (waits[index] ?? 0) <= 2 * least + 2, String(waits));
    }
    assert.ok(Math.max(...waits) <= 302, String(waits));
  });

  it('increases a named wait that does not help', async () => {
    const { clock, scheduler, begun, ask, finish } = schedule();
    const waits: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      scheduler.recordRefusal('groups', refusal(0));
      const asked = ask('held', { isBackground });
      const from = clock.now();
      await untilBegun(clock, begun, 25);
      waits.push(clock.now() - from);
      await finish('held');
      await asked;
      begun.length = 0;
    }
    assert.ok((waits[0] ?? 0) <= 525, String(waits));
    assert.ok((waits.at(-1) ?? 0) >= 3000, String(waits));
    // Still short enough to wait without a message.
    assert.ok(Math.max(...waits) <= 4000, String(waits));
  });

  it('counts refusals of parallel requests as one, and resets after a success', async () => {
    const { clock, scheduler } = schedule();
    for (let count = 0; count < 8; count += 1) {
      scheduler.recordRefusal('groups', refusal(1));
    }
    assert.equal(scheduler.consecutiveRefusals('groups'), 1);
    // A response to an earlier request doesn't affect the current hold.
    scheduler.recordSuccess('groups', response(200));
    assert.equal(scheduler.consecutiveRefusals('groups'), 1);
    await clock.advance(2000);
    scheduler.recordRefusal('groups', refusal(1));
    assert.equal(scheduler.consecutiveRefusals('groups'), 2);
    await clock.advance(2000);
    scheduler.recordSuccess('groups', response(200));
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
      it(`waits no longer than Atlas asked: ${name}, ${inBackground ? 'background' : 'interactive'}`, async () => {
        const clock = { now: 1e12, waited: 0 };
        const scheduler = new Scheduler({
          now: () => clock.now,
          wait: (milliseconds) => {
            clock.now += milliseconds;
            clock.waited += milliseconds;
            return Promise.resolve();
          },
        });
        scheduler.recordRefusal('groups', refusal(5));
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
      scheduler.recordRefusal('groups', refusal(0));
      const { signal } = new AbortController();
      const told: (number | undefined)[] = [];
      await scheduler.run({ limit: 'groups', isBackground, signal, onWait: (until) => told.push(until) }, () =>
        Promise.resolve(),
      );
      assert.ok((told[0] ?? Infinity) <= performance.now());
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
async function untilBegun(clock: FakeClock, begun: readonly string[], step = 1000): Promise<void> {
  while (begun.length === 0) {
    await clock.advance(step);
  }
}
