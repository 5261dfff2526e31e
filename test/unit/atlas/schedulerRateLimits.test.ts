import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { ApiError } from '../../../src/atlas/errors';
import { Scheduler } from '../../../src/atlas/scheduler';
import { FakeClock } from './fakeClock';
import { four, isBackground, schedule } from './schedule';
import { answer, failureOf } from './support';

const REQUEST = { method: 'GET', path: '/api/atlas/v2/groups' } as const;
const refusal = (retryAfter?: number): ApiError => new ApiError(REQUEST, { status: 429, retryAfter });
const left = (limit: number, remaining: number) =>
  answer(200, '', { 'RateLimit-Limit': String(limit), 'RateLimit-Remaining': String(remaining) });

describe('The scheduler, told less than before', () => {
  it('remembers what is left when an answer does not say', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.note('groups', left(1200, 0));
    scheduler.note('groups', answer(200));
    void ask('held', { isBackground });
    await clock.advance(1000);
    assert.deepEqual(begun, []);
  });
});

describe('The scheduler, refused by Atlas', () => {
  it('holds back the whole endpoint set as long as Atlas says, and nothing else', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.noteRefusal('groups', refusal(55));
    void ask('same', { isBackground });
    void ask('same too', { isBackground });
    void ask('other', { limit: 'Cloud Backups 1', isBackground });
    await clock.advance(55_000);
    assert.deepEqual(begun, ['other']);
    await clock.advance(600);
    assert.deepEqual(begun, ['other', 'same', 'same too']);
  });

  it('takes no place from others while it waits', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.noteRefusal('groups', refusal(55));
    for (const name of four) {
      void ask(name, { isBackground });
    }
    void ask('other', { limit: 'orgs', isBackground });
    await clock.advance(1);
    assert.deepEqual(begun, ['other']);
  });

  it('tells until when the background waits, and when it goes on', async () => {
    const { clock, scheduler, ask, finish } = schedule();
    const told: (number | undefined)[] = [];
    scheduler.noteRefusal('groups', refusal(30));
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

  it('tells who waits in person at once, unless it is soon over, and sends nothing meanwhile', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.noteRefusal('groups', refusal(55));
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

  it('goes on with waiting when a person joins what is held back in the background', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    const promotion = new AbortController();
    scheduler.noteRefusal('groups', refusal(10));
    void ask('held', { isBackground, promotion: promotion.signal });
    await clock.advance(1000);
    promotion.abort();
    await clock.advance(1000);
    assert.deepEqual([begun, clock.waiting], [[], 1]);
    await clock.advance(9000);
    assert.deepEqual(begun, ['held']);
  });

  it('holds nothing back for a refusal that names no time, or for another status', async () => {
    const { scheduler, begun, ask } = schedule();
    scheduler.noteRefusal('groups', refusal());
    scheduler.noteRefusal('groups', new ApiError(REQUEST, { status: 503, retryAfter: 60 }));
    void ask('next');
    await nextTurn();
    assert.deepEqual(begun, ['next']);
  });
});

describe('The scheduler, near a rate limit', () => {
  it('leaves the rest to people, and takes in the background what comes back', async () => {
    const { clock, scheduler, begun, ask, finish } = schedule();
    scheduler.note('groups', left(1200, 120));
    void ask('background', { isBackground });
    void ask('expand');
    await clock.advance(1);
    assert.deepEqual(begun, ['expand']);
    await finish('expand');
    // A third of the capacity comes back each minute: two requests had gone.
    await clock.advance(300);
    assert.deepEqual(begun, ['expand', 'background']);
  });

  it('is in no hurry either when there is nothing left at all', async () => {
    const { clock, scheduler, begun, ask } = schedule();
    scheduler.note('groups', left(1200, 0));
    void ask('background', { isBackground });
    await clock.advance(17_000);
    assert.deepEqual(begun, []);
    await clock.advance(2000);
    assert.deepEqual(begun, ['background']);
  });

  it('does not wait where there is plenty, or where Atlas says nothing', async () => {
    const { scheduler, begun, ask } = schedule();
    scheduler.note('groups', left(1200, 5));
    scheduler.note('groups', left(1200, 1000));
    scheduler.note('orgs', answer(200));
    void ask('groups', { isBackground });
    void ask('orgs', { limit: 'orgs', isBackground });
    await nextTurn();
    assert.deepEqual(begun, ['groups', 'orgs']);
  });

  it('is never refused when it alone asks, whatever the limit', async () => {
    const limits = fc.record({
      capacity: fc.integer({ min: 8, max: 60 }),
      requests: fc.integer({ min: 1, max: 80 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, async ({ capacity, requests }) => {
        const clock = new FakeClock();
        const scheduler = new Scheduler({ now: clock.now, wait: clock.wait });
        let tokens = capacity;
        let filledAt = clock.now();
        let refused = 0;
        let done = 0;
        const work = async (): Promise<void> => {
          // As Atlas counts: a token bucket, here with the slowest refill that it documents.
          tokens = Math.min(capacity, tokens + ((clock.now() - filledAt) * capacity) / 180_000);
          filledAt = clock.now();
          if (tokens < 1) {
            refused += 1;
          } else {
            tokens -= 1;
          }
          const said = left(capacity, Math.floor(tokens));
          await clock.wait(50, new AbortController().signal);
          scheduler.note('groups', said);
          done += 1;
        };
        for (let asked = 0; asked < requests; asked += 1) {
          void scheduler.run({ limit: 'groups', isBackground, signal: new AbortController().signal }, work);
        }
        await clock.advance(180_000 * (requests / capacity + 2));
        assert.deepEqual([refused, done], [0, requests]);
      }),
      { numRuns: 10 },
    );
  });
});
