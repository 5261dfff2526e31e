import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { ApiError, isAbort } from '../../../src/atlas/errors';
import { four, isBackground, schedule } from './schedule';
import { failureOf } from './support';

describe('The scheduler', () => {
  it('does four things at a time, in the order of asking', async () => {
    const { begun, ask, finish } = schedule();
    const asked = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ask(name));
    await nextTurn();
    assert.deepEqual(begun, four);
    await finish('c');
    assert.deepEqual(begun, [...four, 'e']);
    await finish('a');
    assert.deepEqual(begun, [...four, 'e', 'f']);
    await Promise.all(['b', 'd', 'e', 'f'].map(finish));
    assert.deepEqual(await Promise.all(asked), [...four, 'e', 'f']);
  });

  it('does what a person waits for before the background', async () => {
    const { begun, ask, finish } = schedule();
    for (const name of [...four, 'e', 'f']) {
      void ask(name, { isBackground });
    }
    void ask('expand');
    void ask('details');
    await nextTurn();
    await finish('a');
    await finish('b');
    await finish('c');
    assert.deepEqual(begun, [...four, 'expand', 'details', 'e']);
  });

  it('does first what was asked in the background and a person has come to wait for', async () => {
    const { begun, ask, finish } = schedule();
    const promotion = new AbortController();
    for (const name of [...four, 'e', 'f']) {
      void ask(name, { isBackground });
    }
    void ask('awaited', { isBackground, promotion: promotion.signal });
    await nextTurn();
    promotion.abort();
    await finish('a');
    assert.deepEqual(begun, [...four, 'awaited']);
    // Nothing happens when that is told of work that is under way or done.
    const late = new AbortController();
    const done = ask('done', { promotion: late.signal });
    await finish('b');
    late.abort();
    await finish('done');
    late.abort();
    assert.equal(await done, 'done');
  });

  it('comes to the background however many people ask', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (kinds) => {
        const { begun, ask, finish } = schedule();
        void ask('waiting in the background', { isBackground });
        const occupied = ['1', '2', '3', '4'];
        for (const name of occupied) {
          void ask(name);
        }
        // One more person asks each time that somebody was served.
        for (const [index, background] of kinds.entries()) {
          void ask(`later ${index}`, { isBackground: background });
        }
        for (let turn = 0; turn < 20 && !begun.includes('waiting in the background'); turn += 1) {
          void ask(`again ${turn}`);
          await finish(begun[turn] ?? '');
        }
        assert.ok(begun.includes('waiting in the background'));
      }),
      { numRuns: 20 },
    );
  });

  it('never has more than four under way, and does everything once, whatever comes and goes', async () => {
    const step = fc.record({ isBackground: fc.boolean(), cancelled: fc.boolean(), finishes: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { begun, ask, finish } = schedule();
        const results: Promise<unknown>[] = [];
        const unfinished = new Set<string>();
        for (const [index, { isBackground: inBackground, cancelled, finishes }] of steps.entries()) {
          const controller = new AbortController();
          const name = String(index);
          const asked = ask(name, { isBackground: inBackground, signal: controller.signal }).catch(String);
          results.push(asked);
          if (cancelled) {
            controller.abort();
          } else {
            unfinished.add(name);
          }
          await nextTurn();
          const underWay = begun.filter((one) => unfinished.has(one)).length;
          assert.ok(underWay <= 4);
          for (const done of begun.filter((one) => unfinished.has(one)).slice(0, finishes)) {
            unfinished.delete(done);
            await finish(done);
          }
        }
        while (unfinished.size > 0) {
          const [done] = begun.filter((one) => unfinished.has(one));
          assert.ok(done !== undefined, 'nothing is under way although something waits');
          unfinished.delete(done);
          await finish(done);
        }
        await Promise.all(results);
        assert.equal(new Set(begun).size, begun.length);
      }),
      { numRuns: 50 },
    );
  });

  it('ends what is cancelled at once: in turn, in the queue, and held back by a rate limit', async () => {
    const { clock, scheduler, begun, ask, finish } = schedule();
    const controller = new AbortController();
    const { signal } = controller;
    const running = four.map((name) => failureOf(ask(name, { signal })));
    const queued = failureOf(ask('queued', { signal, isBackground }));
    scheduler.noteRefusal(
      'refused',
      new ApiError({ method: 'GET', path: '/api/atlas/v2/groups' }, { status: 429, retryAfter: 60 }),
    );
    const held = failureOf(ask('held', { limit: 'refused', signal, isBackground }));
    await nextTurn();
    assert.equal(clock.waiting, 1);
    controller.abort(new Error('closed'));
    assert.ok((await Promise.all([...running, queued, held])).every(isAbort));
    assert.equal(clock.waiting, 0);
    assert.ok(isAbort(await failureOf(ask('later', { signal }))));
    const next = ask('next');
    await finish('next');
    assert.equal(await next, 'next');
    assert.deepEqual(begun, [...four, 'next']);
  });
});
