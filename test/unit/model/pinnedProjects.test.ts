import assert from 'node:assert/strict';
import { PinnedProjects } from '../../../src/model/pinnedProjects';

const ORDERS = '62c8d1e04f7a9b3c5d6e7f01';
const CATALOG = '62c8d1e04f7a9b3c5d6e7f02';

describe('PinnedProjects', () => {
  function storeOf(stored: Record<string, unknown> = {}) {
    const state = new Map(Object.entries(stored));
    const changes: string[] = [];
    const pinned = new PinnedProjects({
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

  it('stores only IDs for each credential', async () => {
    const { state, pinned, changes } = storeOf();
    await pinned.pin('one', [ORDERS]);
    await pinned.pin('one', [CATALOG, ORDERS]);
    await pinned.pin('two', [CATALOG]);
    assert.deepEqual(pinned.of('one'), [ORDERS, CATALOG]);
    assert.deepEqual(pinned.of('two'), [CATALOG]);
    assert.deepEqual(pinned.of('three'), []);
    assert.deepEqual(changes, ['one', 'one', 'two']);
    assert.deepEqual(Object.fromEntries(state), { 'pins/one': [ORDERS, CATALOG], 'pins/two': [CATALOG] });
  });

  it('overwrites nothing that a newer version stores in another format', async () => {
    const names = [{ id: CATALOG, name: 'catalog' }];
    for (const stored of [
      { 'pins/one': { version: 2, ids: [CATALOG] }, 'pinnedProjects/one': { version: 2, projects: names } },
      { 'pins/one': { version: 2, ids: [CATALOG] }, 'pinnedProjects/one': names },
      { 'pins/one': [CATALOG], 'pinnedProjects/one': { version: 2, projects: names } },
    ]) {
      const { state, pinned, changes } = storeOf(stored);
      const isRejected = { name: 'CredentialError', problem: 'newerList' };
      await assert.rejects(pinned.pin('one', [ORDERS], [{ id: ORDERS, name: 'orders' }]), isRejected);
      await assert.rejects(pinned.unpin('one', [CATALOG]), isRejected);
      assert.deepEqual([Object.fromEntries(state), changes], [stored, []]);
      await pinned.forget('one');
      assert.deepEqual([...state], []);
    }
  });

  it('deletes what is stored for unpinned projects and removed credentials', async () => {
    const { state, pinned, changes } = storeOf();
    await pinned.pin('one', [ORDERS, CATALOG]);
    await pinned.pin('two', [CATALOG]);
    await pinned.unpin('one', [CATALOG]);
    assert.deepEqual(pinned.of('one'), [ORDERS]);
    await pinned.unpin('one', [ORDERS]);
    assert.deepEqual([...state.keys()], ['pins/two']);
    await pinned.forget('two');
    assert.deepEqual([...state.keys()], []);
    const changesBefore = changes.length;
    await pinned.forget('two');
    assert.equal(changes.length, changesBefore);
  });

  it('ignores invalid entries', async () => {
    const { state, pinned } = storeOf({ 'pins/one': [7], 'pins/two': 'x', 'pins/three': ['<b>'] });
    assert.deepEqual(
      ['one', 'two', 'three'].map((id) => pinned.of(id).length),
      [0, 0, 0],
    );
    await pinned.forget('one');
    assert.equal(state.has('pins/one'), false);
  });

  it('stores the names separately from the IDs that earlier versions read, and updates them', async () => {
    const { state, pinned } = storeOf();
    await pinned.pin('one', [ORDERS], [{ id: ORDERS, name: 'orders' }]);
    assert.deepEqual(Object.fromEntries(state), {
      'pins/one': [ORDERS],
      'pinnedProjects/one': [{ id: ORDERS, name: 'orders' }],
    });
    await pinned.update('one', [
      { id: CATALOG, name: 'catalog' },
      { id: ORDERS, name: 'orders-eu', orgId: CATALOG },
    ]);
    assert.deepEqual(pinned.projectsOf('one'), [{ id: ORDERS, name: 'orders-eu', orgId: CATALOG }]);
    await pinned.unpin('one', [ORDERS]);
    assert.deepEqual([...state.keys()], []);
    await pinned.pin('one', [ORDERS], [{ id: ORDERS, name: 'orders' }]);
    await pinned.forget('one');
    assert.deepEqual([...state.keys()], []);
  });

  it('writes nothing if names are unchanged or projects are not pinned', async () => {
    const { state, pinned } = storeOf({ 'pins/one': [ORDERS] });
    await pinned.update('one', [{ id: ORDERS, name: 'orders' }]);
    const before = state.get('pinnedProjects/one');
    await pinned.update('one', [{ id: ORDERS, name: 'orders' }]);
    await pinned.update('two', [{ id: CATALOG, name: 'catalog' }]);
    assert.equal(state.get('pinnedProjects/one'), before);
    assert.equal(state.has('pinnedProjects/two'), false);
  });

  it('keeps entries and fields of a newer version', async () => {
    const later = [7, { group: 'all' }, ORDERS];
    const project = { id: ORDERS, name: 'orders', color: 'red' };
    const { state, pinned } = storeOf({ 'pins/one': later, 'pinnedProjects/one': [project, 'x'] });
    assert.deepEqual([pinned.of('one'), pinned.projectsOf('one')], [[ORDERS], [{ id: ORDERS, name: 'orders' }]]);
    await pinned.pin('one', [CATALOG]);
    await pinned.update('one', [{ id: ORDERS, name: 'orders-eu' }]);
    assert.deepEqual(state.get('pins/one'), [...later, CATALOG]);
    assert.deepEqual(state.get('pinnedProjects/one'), ['x', { ...project, name: 'orders-eu' }]);
    await pinned.unpin('one', [ORDERS, CATALOG]);
    assert.deepEqual([state.get('pins/one'), state.get('pinnedProjects/one')], [later.slice(0, 2), ['x']]);
  });

  it('reports changes of another window', async () => {
    const { state, pinned, changes } = storeOf({ 'pins/one': [ORDERS], 'pins/two': [ORDERS] });
    for (const id of ['one', 'two']) {
      pinned.of(id);
      pinned.projectsOf(id);
    }
    state.set('pins/one', [ORDERS, CATALOG]);
    pinned.refresh();
    assert.deepEqual([changes, pinned.of('one')], [['one'], [ORDERS, CATALOG]]);
    pinned.refresh();
    assert.deepEqual(changes, ['one']);
    await pinned.unpin('one', [ORDERS]);
    assert.deepEqual(pinned.of('one'), [CATALOG]);
  });
});
