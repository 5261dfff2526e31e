import assert from 'node:assert/strict';
import { isAbort } from '../../../src/atlas/errors';
import { SingleFlight, type Flight } from '../../../src/atlas/singleFlight';
import { failureOf, gate } from './support';

/** Work that ends when it is let, and remembers what it was told each time it was begun. */
function heldWork() {
  const held = gate();
  const begun: Flight[] = [];
  const work = async (flight: Flight): Promise<void> => {
    begun.push(flight);
    await held.opened;
  };
  return {
    work,
    begun,
    end: () => {
      held.open();
    },
  };
}

describe('A single flight', () => {
  it('is one for all who come while it is under way, and another for who comes after', async () => {
    const flight = new SingleFlight();
    const { work, begun, end } = heldWork();
    const all = [flight.join(work), flight.join(work, new AbortController().signal), flight.join(work)];
    assert.deepEqual([begun.length, flight.isUnderWay], [1, true]);
    end();
    await Promise.all(all);
    assert.equal(flight.isUnderWay, false);
    await flight.join(work);
    assert.equal(begun.length, 2);
  });

  it('fails for all who wait, and is over', async () => {
    const flight = new SingleFlight();
    const held = gate();
    const lost = new Error('lost');
    const work = () => held.opened.then(() => Promise.reject(lost));
    const failures = [flight.join(work), flight.join(work, new AbortController().signal)].map(failureOf);
    held.open();
    assert.deepEqual(await Promise.all(failures), [lost, lost]);
    assert.equal(flight.isUnderWay, false);
  });

  it('is cancelled when the last one leaves, and makes room at once', async () => {
    const flight = new SingleFlight();
    const { work, begun } = heldWork();
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = [one, other].map(({ signal }) => failureOf(flight.join(work, signal)));
    one.abort();
    assert.equal(isAbort(await waits[0]), true);
    assert.deepEqual([begun[0]?.cancelled.aborted, flight.isUnderWay], [false, true]);
    other.abort();
    assert.equal(isAbort(await waits[1]), true);
    assert.deepEqual([begun[0]?.cancelled.aborted, flight.isUnderWay], [true, false]);
  });

  it('does not end the next one when it ends after it was cancelled', async () => {
    const flight = new SingleFlight();
    const [late, next] = [heldWork(), heldWork()];
    const leaving = new AbortController();
    const left = failureOf(flight.join(late.work, leaving.signal));
    leaving.abort();
    await left;
    const waiting = flight.join(next.work);
    late.end();
    // All microtasks of the work that was cancelled are done by then.
    await new Promise(setImmediate);
    assert.equal(flight.isUnderWay, true);
    next.end();
    await waiting;
  });

  it('is promoted by who waits in person, and stays for them', async () => {
    const flight = new SingleFlight();
    const { work, begun, end } = heldWork();
    const leaving = new AbortController();
    const left = failureOf(flight.join(work, leaving.signal));
    assert.equal(begun[0]?.promotion.aborted, false);
    const inPerson = flight.join(work);
    assert.equal(begun[0].promotion.aborted, true);
    leaving.abort();
    await left;
    assert.equal(begun[0].cancelled.aborted, false);
    end();
    await inPerson;
  });

  it('begins nothing for who has left already', async () => {
    const flight = new SingleFlight();
    const { work, begun } = heldWork();
    assert.equal(isAbort(await failureOf(flight.join(work, AbortSignal.abort()))), true);
    assert.deepEqual([begun.length, flight.isUnderWay], [0, false]);
  });
});
