import assert from 'node:assert/strict';
import { isAbort } from '../../../src/atlas/errors';
import { abortReason, untilAborted } from '../../../src/atlas/abort';
import { failureOf, gate } from './support';

describe('Canceling requests', () => {
  it('keeps an AbortError and converts any other reason to one', () => {
    const reason = new DOMException('gone', 'AbortError');
    assert.equal(abortReason(AbortSignal.abort(reason)), reason);
    for (const other of ['gone', new Error('gone'), new DOMException('late', 'TimeoutError')]) {
      assert.equal(isAbort(abortReason(AbortSignal.abort(other))), true);
    }
  });

  it('ends one wait for shared work and leaves the others', async () => {
    const abort = new AbortController();
    const work = gate();
    const shared = work.opened.then(() => 'done');
    const waits = [untilAborted(shared, abort.signal), untilAborted(shared, undefined)];
    abort.abort();
    const [first = shared, second] = waits;
    assert.equal(isAbort(await failureOf(first)), true);
    work.open();
    assert.equal(await second, 'done');
    assert.equal(isAbort(await failureOf(untilAborted(shared, AbortSignal.abort('gone')))), true);
    assert.equal(await untilAborted(shared, new AbortController().signal), 'done');
  });

  it('rejects with the failure of the shared work', async () => {
    const lost = new Error('lost');
    assert.equal(await failureOf(untilAborted(Promise.reject(lost), new AbortController().signal)), lost);
  });

  it('handles the failure of shared work after the last caller left', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => {
      unhandled.push(reason);
    };
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', note);
    try {
      await failureOf(untilAborted(Promise.reject(new Error('lost')), AbortSignal.abort()));
      // The event comes after all microtasks of a turn.
      await new Promise(setImmediate);
    } finally {
      process.off('unhandledRejection', note);
      others.forEach((listener) => process.on('unhandledRejection', listener));
    }
    assert.deepEqual(unhandled, []);
  });
});
