import assert from 'node:assert/strict';
import { assertProblem, Keyring, PLATFORM, RETAIL, SECRET } from './support';

describe('CredentialStore without a keyring', () => {
  for (const broken of ['secrets', 'forgets'] as const) {
    it(`that works (${broken}) leaves nothing behind, and reports it without the secret`, async () => {
      const keyring = new Keyring();
      const { store, changes } = keyring.window();
      keyring.broken = broken;
      await assertProblem(store.add(RETAIL), 'notStored');
      assert.deepEqual([store.list(), [...keyring.secrets], changes], [[], [], []]);
      assert.ok(!keyring.dump().state.includes(RETAIL.keyId));
    });
  }

  it('keeps a credential in the memory of one window on request', async () => {
    const keyring = new Keyring();
    const { store, changes } = keyring.window();
    const stored = await store.add(PLATFORM);
    const session = store.keepForSession(RETAIL);
    assert.deepEqual(store.list(), [stored, session]);
    assert.equal(session.source, 'session');
    assert.deepEqual(await store.keysOf(session), { method: RETAIL.method, id: RETAIL.keyId, secret: SECRET });
    assert.deepEqual(changes, [stored.id, session.id]);
    const { secrets, state } = keyring.dump();
    assert.ok(!secrets.includes(RETAIL.keyId) && !state.includes(RETAIL.keyId));
    assert.deepEqual(keyring.window().store.list(), [stored]);

    await store.rename(session.id, 'Renamed');
    const [, renamed] = store.list();
    assert.equal(renamed?.name, 'Renamed');
    await assertProblem(store.keysOf({ ...session, origin: PLATFORM.origin }), 'originMismatch');
    await store.remove(session.id);
    assert.deepEqual(store.list(), [stored]);
    await assertProblem(store.keysOf(session), 'secretMissing');
  });

  it('keeps a new secret of a stored credential for the session until the keyring stores one', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const stored = await store.add(RETAIL);
    store.keepForSession({ ...RETAIL, secret: 'for now' }, stored.id);
    const [listed, ...others] = store.list();
    assert.ok(listed);
    assert.deepEqual([listed.source, others], ['session', []]);
    assert.equal((await store.keysOf(listed)).secret, 'for now');
    await store.replaceSecret(listed, 'for good');
    assert.deepEqual(store.list(), [stored]);
    assert.equal((await keyring.window().store.keysOf(listed)).secret, 'for good');
  });
});
