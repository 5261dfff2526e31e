import assert from 'node:assert/strict';
import { isAbort } from '../../../src/atlas/errors';
import { SingleFlight, type Flight } from '../../../src/atlas/singleFlight';
import { failureOf, gate } from './support';

/** Work that ends when the test says so, and records what each run received. */
function heldWork() {
  const held = gate();
  const started: Flight[] = [];
  const work = async (flight: Flight): Promise<void> => {
    started.push(flight);
    await held.opened;
  };
  return {
    work,
    started,
    end: () => {
      held.open();
    },
  };
}

describe('A single flight', () => {
  it('is shared by all callers while it runs, and starts again for later callers', async () => {
    const flight = new SingleFlight();
    const { work, started, end } = heldWork();
    const all = [flight.join(work), flight.join(work, new AbortController().signal), flight.join(work)];
    assert.deepEqual([started.length, flight.isRunning], [1, true]);
    end();
    await Promise.all(all);
    assert.equal(flight.isRunning, false);
    await flight.join(work);
    assert.equal(started.length, 2);
  });

  it('fails for all callers, and ends', async () => {
    const flight = new SingleFlight();
    const held = gate();
    const lost = new Error('lost');
    const work = () => held.opened.then(() => Promise.reject(lost));
    const failures = [flight.join(work), flight.join(work, new AbortController().signal)].map(failureOf);
    held.open();
    assert.deepEqual(await Promise.all(failures), [lost, lost]);
    assert.equal(flight.isRunning, false);
  });

  it('is canceled when the last caller leaves, and lets the next one start', async () => {
    const flight = new SingleFlight();
    const { work, started } = heldWork();
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = [one, other].map(({ signal }) => failureOf(flight.join(work, signal)));
    one.abort();
    assert.equal(isAbort(await waits[0]), true);
    assert.deepEqual([started[0]?.canceled.aborted, flight.isRunning], [false, true]);
    other.abort();
    assert.equal(isAbort(await waits[1]), true);
    assert.deepEqual([started[0]?.canceled.aborted, flight.isRunning], [true, false]);
  });

  it('does not end the next one if it ends after its cancellation', async () => {
    const flight = new SingleFlight();
    const [late, next] = [heldWork(), heldWork()];
    const leaving = new AbortController();
    const left = failureOf(flight.join(late.work, leaving.signal));
    leaving.abort();
    await left;
    const waiting = flight.join(next.work);
    late.end();
    // All microtasks of the canceled work have run.
    await new Promise(setImmediate);
    assert.equal(flight.isRunning, true);
    next.end();
    await waiting;
  });

  it('is boosted by an interactive caller, and continues for it', async () => {
    const flight = new SingleFlight();
    const { work, started, end } = heldWork();
    const leaving = new AbortController();
    const left = failureOf(flight.join(work, leaving.signal));
    assert.equal(started[0]?.boost.aborted, false);
    const inPerson = flight.join(work);
    assert.equal(started[0].boost.aborted, true);
    leaving.abort();
    await left;
    assert.equal(started[0].canceled.aborted, false);
    end();
    await inPerson;
  });

  it('starts nothing for a caller that has already left', async () => {
    const flight = new SingleFlight();
    const { work, started } = heldWork();
    assert.equal(isAbort(await failureOf(flight.join(work, AbortSignal.abort()))), true);
    assert.deepEqual([started.length, flight.isRunning], [0, false]);
  });
});

describe('A single flight with a queued one', () => {
  it('is followed by one that all callers share until it starts', async () => {
    const flight = new SingleFlight();
    const [first, second, third] = [heldWork(), heldWork(), heldWork()];
    const all = [flight.join(first.work), flight.runAfter(second.work), flight.runAfter(second.work)];
    assert.deepEqual([first.started.length, second.started.length], [1, 0]);
    first.end();
    await all[0];
    assert.deepEqual([second.started.length, flight.isRunning], [1, true]);
    all.push(flight.runAfter(third.work));
    assert.equal(third.started.length, 0);
    second.end();
    third.end();
    await Promise.all(all);
    assert.deepEqual([second.started.length, third.started.length, flight.isRunning], [1, 1, false]);
  });

  it('starts immediately if nothing runs, and after failed or canceled work', async () => {
    const flight = new SingleFlight();
    const { work, started, end } = heldWork();
    const leaving = new AbortController();
    const left = failureOf(flight.runAfter(work, leaving.signal));
    assert.equal(started.length, 1);
    const next = heldWork();
    const following = flight.runAfter(next.work);
    leaving.abort();
    await left;
    assert.equal(next.started.length, 1);
    end();
    next.end();
    await following;

    const lost = failureOf(flight.join(() => Promise.reject(new Error('lost'))));
    const last = heldWork();
    last.end();
    await flight.runAfter(last.work);
    assert.deepEqual([(await lost).message, last.started.length], ['lost', 1]);
  });

  it('does not start queued work without callers', async () => {
    const flight = new SingleFlight();
    const [first, second] = [heldWork(), heldWork()];
    const leaving = new AbortController();
    const joined = flight.join(first.work);
    const left = failureOf(flight.runAfter(second.work, leaving.signal));
    leaving.abort();
    assert.ok(isAbort(await left));
    first.end();
    await joined;
    assert.deepEqual([second.started.length, flight.isRunning], [0, false]);
  });

  it('is boosted by an interactive caller of the queued one', async () => {
    const flight = new SingleFlight();
    const [first, second] = [heldWork(), heldWork()];
    const { signal } = new AbortController();
    const joined = flight.join(first.work, signal);
    const background = flight.runAfter(second.work, signal);
    assert.equal(first.started[0]?.boost.aborted, false);
    const interactive = flight.runAfter(second.work);
    assert.equal(first.started[0].boost.aborted, true);
    first.end();
    await joined;
    assert.equal(second.started[0]?.boost.aborted, true);
    second.end();
    await Promise.all([background, interactive]);
  });
});
