import assert from 'node:assert/strict';
import { OnDemand } from '../../../src/host/onDemand';

/** Returns an `OnDemand`, the objects that it has created, and those that it has disposed. */
function build() {
  const created: object[] = [];
  const disposed: object[] = [];
  const onDemand = new OnDemand(() => {
    const object = { dispose: () => void disposed.push(object) };
    created.push(object);
    return Promise.resolve(object);
  });
  return { onDemand, created, disposed };
}

describe('OnDemand', () => {
  it('creates its object once, even if it is used twice while its code is loading', async () => {
    const { onDemand, created } = build();
    assert.equal(onDemand.created, undefined);
    const both = await Promise.all([onDemand.get(), onDemand.get()]);
    assert.equal(created.length, 1);
    assert.deepEqual([...both, onDemand.created], [created[0], created[0], created[0]]);
  });

  it('disposes only an object that was created', async () => {
    const { onDemand, created, disposed } = build();
    onDemand.dispose();
    assert.deepEqual([created, disposed], [[], []]);
    const object = await onDemand.get();
    onDemand.dispose();
    assert.deepEqual(disposed, [object]);
  });

  it('disposes an object whose code was loading when it was disposed itself', async () => {
    const { onDemand, disposed } = build();
    const creating = onDemand.get();
    onDemand.dispose();
    assert.deepEqual(disposed, [await creating]);
    assert.equal(onDemand.created, undefined);
  });
});
