import assert from 'node:assert/strict';
import { Keyring, assertProblem, PLATFORM, RETAIL, SECRET } from './support';

const ROW = { id: 'old', name: 'Old', origin: RETAIL.origin, method: RETAIL.method, keyId: RETAIL.keyId };
/** Data that a newer version might store. */
const NEWER = { ...ROW, id: 'newer', name: 'Newer', method: 'workloadIdentity', audience: { of: ['x', null] } };
const MORE = { ...ROW, id: 'more', name: 'More', color: 'red', nested: { deep: [1] } };
const SHOWN = { id: 'newer', name: 'Newer', origin: '', method: 'apiKey', keyId: '', source: 'unreadable' };

const secretOf = (more: object = {}): string =>
  JSON.stringify({ origin: ROW.origin, method: ROW.method, id: ROW.keyId, secret: SECRET, name: 'x', ...more });

function stored(...rows: readonly unknown[]) {
  const keyring = new Keyring();
  keyring.state.set('credentials', rows);
  return { keyring, ...keyring.window({ knowsKeys: true }) };
}

describe('CredentialStore after a newer version', () => {
  it('keeps unknown rows and fields when others change', async () => {
    const odd = [null, 7, 'text', { name: 'no id' }, NEWER, { id: 'incomplete' }];
    const { keyring, store } = stored(...odd, ROW, MORE);
    keyring.secrets.set('credential/old', secretOf());
    keyring.secrets.set('credential/more', secretOf());
    const added = await store.add(PLATFORM);
    await store.rename('more', 'Renamed');
    await store.refresh();
    await store.replaceSecret({ ...ROW, method: 'serviceAccount', source: 'stored' }, 'another');
    await store.remove('old');
    const { secret, ...platform } = PLATFORM;
    assert.ok(!keyring.dump().state.includes(secret));
    assert.deepEqual(keyring.state.get('credentials'), [
      ...odd,
      { ...MORE, name: 'Renamed' },
      { ...platform, id: added.id },
    ]);
  });

  it('does not overwrite a list in another format', async () => {
    const list = { version: 2, rows: { newer: NEWER } };
    const keyring = new Keyring();
    keyring.state.set('credentials', list);
    const { store } = keyring.window({ knowsKeys: true });
    await assertProblem(store.add(PLATFORM), 'newerList');
    assert.deepEqual(keyring.state.get('credentials'), list);
    assert.equal(keyring.secrets.size, 0);
  });

  it('does not overwrite the removed credentials in another format, or their entries', async () => {
    for (const [removed, isKept] of [
      [{ version: 2, ids: ['gone'] }, true],
      [[{ id: 'gone' }, 'older'], false],
    ] as const) {
      const keyring = new Keyring();
      keyring.state.set('credentials', [ROW]);
      keyring.state.set('removedCredentials', removed);
      const { store } = keyring.window({ knowsKeys: true });
      await store.remove('old');
      assert.deepEqual(keyring.state.get('removedCredentials'), isKept ? removed : [...removed, 'old']);
      assert.deepEqual(store.list(), []);
    }
  });

  it('lists an unreadable credential, returns no key for it, and can remove it', async () => {
    const { keyring, store, changes } = stored(NEWER, ROW);
    keyring.secrets.set('credential/newer', secretOf({ method: 'workloadIdentity' }));
    const [readable, unreadable] = store.list();
    assert.equal(readable?.id, 'old');
    assert.deepEqual(unreadable, SHOWN);
    assert.ok(unreadable);
    await assertProblem(store.keysOf(unreadable), 'newerVersion');
    await assertProblem(store.replaceSecret(unreadable, 'another'), 'newerVersion');
    await store.rename('newer', 'Renamed');
    assert.deepEqual(keyring.state.get('credentials'), [NEWER, ROW]);
    await store.remove('newer');
    assert.deepEqual([keyring.state.get('credentials'), [...keyring.secrets]], [[ROW], []]);
    assert.ok(changes.includes('newer'));
    await store.refresh();
    assert.deepEqual(
      store.list().map(({ id }) => id),
      ['old'],
    );
  });

  it('lists a duplicate credential once, and removes both rows', async () => {
    const { keyring, store } = stored(ROW, { ...ROW, name: 'Twin' }, MORE);
    assert.deepEqual(
      store.list().map(({ id, name }) => [id, name]),
      [
        ['old', 'Old'],
        ['more', 'More'],
      ],
    );
    await store.remove('old');
    assert.deepEqual(keyring.state.get('credentials'), [MORE]);
  });

  it('does not combine a readable secret with an unreadable row', async () => {
    const { keyring, store } = stored(NEWER);
    keyring.secrets.set('credential/newer', secretOf());
    await keyring.deliverEvents();
    await store.refresh();
    assert.deepEqual([store.list(), keyring.state.get('credentials')], [[SHOWN], [NEWER]]);
  });

  it('keeps unknown fields of a secret, but not for another base URL', async () => {
    const { keyring, store } = stored(ROW);
    const field = (name: string): unknown => {
      const value: unknown = JSON.parse(keyring.secrets.get('credential/old') ?? '{}');
      return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    };
    keyring.secrets.set('credential/old', secretOf({ version: 2, refresh: 'of the old base URL' }));
    const [credential] = store.list();
    assert.ok(credential);
    assert.equal((await store.keysOf(credential)).secret, SECRET);
    await store.replaceSecret(credential, 'another');
    assert.deepEqual([field('secret'), field('version'), field('refresh')], ['another', 2, 'of the old base URL']);
    await store.replaceSecret(credential, 'moved', { origin: PLATFORM.origin });
    assert.deepEqual([field('secret'), field('version'), field('refresh')], ['moved', undefined, undefined]);
    assert.ok(!(keyring.secrets.get('credential/old') ?? '').includes('of the old base URL'));
  });

  it('does not restore removed credentials if a window still has their secrets', async () => {
    const keyring = new Keyring(() => Promise.resolve());
    const { store } = keyring.window();
    const added = [];
    for (let count = 0; count < 300; count += 1) {
      added.push(await store.add({ ...RETAIL, keyId: `mdb_sa_id_${count}` }));
    }
    const old = keyring.browserWindow();
    for (const { id } of added) {
      await store.remove(id);
    }
    keyring.deliverState();
    await old.store.refresh();
    keyring.deliverState();
    assert.deepEqual([old.store.list(), store.list()], [[], []]);
  }).timeout(60_000);
});

describe('Two profiles of VS Code that share secrets but not the list', () => {
  async function twoProfiles() {
    const here = new Keyring();
    const credential = await here.window().store.add(RETAIL);
    const there = new Keyring(undefined, here);
    return { here, there, credential };
  }

  it('show each other’s credentials if VS Code can list secrets', async () => {
    const { there, credential } = await twoProfiles();
    const [old, recent] = [there.window(), there.window({ knowsKeys: true })];
    await old.store.refresh();
    assert.deepEqual(old.store.list(), []);
    await recent.store.refresh();
    assert.deepEqual(recent.store.list(), [credential]);
    assert.equal((await recent.store.keysOf(credential)).secret, SECRET);
  });

  it('show a missing secret if the other removes a credential, whose row can be removed', async () => {
    const { here, there, credential } = await twoProfiles();
    const other = there.window({ knowsKeys: true }).store;
    await other.refresh();
    await other.remove(credential.id);
    const { store } = here.window({ knowsKeys: true });
    await store.refresh();
    assert.deepEqual(store.list(), [credential]);
    await assertProblem(store.keysOf(credential), 'secretMissing');
    await store.remove(credential.id);
    await other.refresh();
    assert.deepEqual([store.list(), other.list()], [[], []]);
  });

  it('send a key nowhere if the other has changed its base URL', async () => {
    const { here, there, credential } = await twoProfiles();
    const other = there.window({ knowsKeys: true }).store;
    await other.refresh();
    await other.replaceSecret(credential, 'moved', { origin: PLATFORM.origin });
    const { store } = here.window({ knowsKeys: true });
    await store.refresh();
    await assertProblem(store.keysOf(credential), 'originMismatch');
    assert.equal((await other.keysOf({ ...credential, origin: PLATFORM.origin })).secret, 'moved');
  });
});
