import assert from 'node:assert/strict';
import { PinnedProjects } from '../../../src/credentials/pinnedProjects';

const ORDERS = '62c8d1e04f7a9b3c5d6e7f01';
const CATALOG = '62c8d1e04f7a9b3c5d6e7f02';

describe('PinnedProjects', () => {
  function remember(stored: Record<string, unknown> = {}) {
    const state = new Map(Object.entries(stored));
    const changes: string[] = [];
    const pinned = new PinnedProjects({
      keys: () => [...state.keys()],
      get: (key: string) => state.get(key),
      update: (key: string, value: unknown) => {
        if (value === undefined) {
          state.delete(key);
        } else {
          state.set(key, value);
        }
        return Promise.resolve();
      },
    });
    pinned.onDidChange((id) => changes.push(id));
    return { state, pinned, changes };
  }

  it('remembers IDs for each credential, and nothing else', async () => {
    const { state, pinned, changes } = remember();
    await pinned.pin('one', [ORDERS]);
    await pinned.pin('one', [CATALOG, ORDERS]);
    await pinned.pin('two', [CATALOG]);
    assert.deepEqual(pinned.of('one'), [ORDERS, CATALOG]);
    assert.deepEqual(pinned.of('two'), [CATALOG]);
    assert.deepEqual(pinned.of('three'), []);
    assert.deepEqual(changes, ['one', 'one', 'two']);
    assert.deepEqual(Object.fromEntries(state), { 'pins/one': [ORDERS, CATALOG], 'pins/two': [CATALOG] });
  });

  it('leaves nothing behind of what was unpinned, or of a credential that is gone', async () => {
    const { state, pinned, changes } = remember();
    await pinned.pin('one', [ORDERS, CATALOG]);
    await pinned.pin('two', [CATALOG]);
    await pinned.unpin('one', [CATALOG]);
    assert.deepEqual(pinned.of('one'), [ORDERS]);
    await pinned.unpin('one', [ORDERS]);
    assert.deepEqual([...state.keys()], ['pins/two']);
    await pinned.forget('two');
    assert.deepEqual([...state.keys()], []);
    const told = changes.length;
    await pinned.forget('two');
    assert.equal(changes.length, told);
  });

  it('takes what it cannot read for nothing', async () => {
    const { state, pinned } = remember({ 'pins/one': [7], 'pins/two': 'x', 'pins/three': ['<b>'] });
    assert.deepEqual(
      ['one', 'two', 'three'].map((id) => pinned.of(id).length),
      [0, 0, 0],
    );
    await pinned.forget('one');
    assert.equal(state.has('pins/one'), false);
  });
});
