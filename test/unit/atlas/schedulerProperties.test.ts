import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { ApiError, isAbort } from '../../../src/atlas/errors';
import { Scheduler, type Task } from '../../../src/atlas/scheduler';
import { FakeClock } from './fakeClock';
import { gate, type Gate } from './support';

/** One request of a test, and its state. */
interface Request {
  readonly work: Gate;
  readonly cancel: AbortController;
  readonly boost: AbortController;
  readonly isBackground: boolean;
  readonly outcome: Promise<unknown>;
  /** Its lane while it runs; undefined while it waits. */
  lane: 'background' | 'interactive' | undefined;
  isOver: boolean;
}

/** Sends requests through a scheduler and checks its guarantees after each step. */
class Trial {
  readonly clock = new FakeClock();
  readonly scheduler = new Scheduler({ now: this.clock.now, wait: this.clock.wait });
  readonly requests: Request[] = [];
  broken: string | undefined;

  get running(): Request[] {
    return this.requests.filter(({ lane, isOver }) => lane !== undefined && !isOver);
  }

  arrive(isBackground: boolean, limit: string): void {
    const [cancel, boost, work] = [new AbortController(), new AbortController(), gate()];
    const task: Task = { limit, isBackground, boost: boost.signal, signal: cancel.signal };
    const outcome = this.scheduler
      .run(task, async () => {
        if (cancel.signal.aborted) {
          this.broken = 'canceled work was started';
        }
        request.lane = isBackground && !boost.signal.aborted ? 'background' : 'interactive';
        await work.opened;
      })
      .catch((error: unknown) => error)
      .finally(() => {
        request.isOver = true;
      });
    const request: Request = { work, cancel, boost, isBackground, outcome, lane: undefined, isOver: false };
    this.requests.push(request);
  }

  async check(): Promise<void> {
    await nextTurn();
    const { running } = this;
    assert.equal(this.broken, undefined);
    assert.ok(running.length <= 10, `${running.length} run`);
    assert.ok(running.filter(({ lane }) => lane === 'background').length <= 8);
  }

  /** Ends all remaining requests, which must be possible. */
  async finish(): Promise<void> {
    for (let round = 0; this.requests.some(({ isOver }) => !isOver); round += 1) {
      assert.ok(round < 10_000, 'something waits for ever');
      await this.clock.advance(5000);
      this.running.forEach(({ work }) => {
        work.open();
      });
      await this.check();
    }
  }
}

const REFUSAL = { method: 'GET', path: '/' } as const;
const limits = fc.constantFrom('one', 'two', 'three');
const index = fc.nat(200);
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('arrive'), isBackground: fc.boolean(), limit: limits }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('end'), index }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel'), index }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('promote'), index }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('refuse'),
        limit: limits,
        retryAfter: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('wait'), milliseconds: fc.integer({ min: 1, max: 30_000 }) }),
    },
  ),
  { maxLength: 120 },
);

describe('The scheduler, for any sequence of events', () => {
  it('keeps its limits, starts no canceled request, and runs all others', async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown): void => {
      unhandled.push(reason);
    };
    process.on('unhandledRejection', onUnhandled);
    try {
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const trial = new Trial();
          for (const step of all) {
            const at = 'index' in step ? step.index % Math.max(trial.requests.length, 1) : 0;
            if ('isBackground' in step) {
              trial.arrive(step.isBackground, step.limit);
            } else if ('milliseconds' in step) {
              await trial.clock.advance(step.milliseconds);
            } else if ('limit' in step) {
              const { retryAfter } = step;
              trial.scheduler.hold(step.limit, new ApiError(REFUSAL, { status: 429, retryAfter }));
            } else if (step.kind === 'end') {
              trial.running[at % Math.max(trial.running.length, 1)]?.work.open();
            } else if (step.kind === 'cancel') {
              trial.requests[at]?.cancel.abort();
            } else {
              trial.requests[at]?.boost.abort();
            }
            await trial.check();
          }
          await trial.finish();
          for (const { cancel, isBackground, outcome } of trial.requests) {
            const result = await outcome;
            // Only an interactive request may fail without being sent.
            const isRefusal = result instanceof ApiError && !isBackground;
            assert.ok(result === undefined || isRefusal || (isAbort(result) && cancel.signal.aborted), String(result));
          }
        }),
        { numRuns: 60 },
      );
      await nextTurn();
      assert.deepEqual(unhandled, []);
    } finally {
      process.off('unhandledRejection', onUnhandled);
    }
  });

  it('runs background requests while interactive ones never stop', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 10, max: 60 }),
        async (background, clicks) => {
          const trial = new Trial();
          for (let click = 0; click < clicks; click += 1) {
            trial.arrive(false, 'one');
          }
          for (let other = 0; other < background; other += 1) {
            trial.arrive(true, 'one');
          }
          const isDone = (): boolean => trial.requests.every((request) => !request.isBackground || request.isOver);
          for (let turn = 0; !isDone(); turn += 1) {
            assert.ok(turn < 20 * background + 20, 'the background does not get on');
            await trial.check();
            // After each end, another interactive request arrives.
            trial.running.forEach(({ work }) => {
              work.open();
              trial.arrive(false, 'one');
            });
          }
          trial.requests.forEach(({ cancel }) => {
            cancel.abort();
          });
        },
      ),
      { numRuns: 20 },
    );
  });
});
