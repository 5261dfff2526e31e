import assert from 'node:assert/strict';
import type { Credential } from '../../../src/credentials/credential';
import type { Secrets } from '../../../src/credentials/credentialSecrets';
import { gate } from '../atlas/support';
import { until } from '../client/support';
import { assertProblem, Keyring, PLATFORM, RETAIL, SECRET } from './support';

const never = (): Promise<never> => new Promise(() => undefined);
const failing = (): Promise<never> => Promise.reject(new Error(`cannot keep ${SECRET}`));
const throwing = (): never => {
  throw new Error(`cannot keep ${SECRET}`);
};
/** Milliseconds. The tests don't depend on its exact value. */
const PATIENCE = 20;

describe('CredentialStore with a keyring', () => {
  async function withStored(secrets: Partial<Secrets>) {
    const keyring = new Keyring();
    const { store: before } = keyring.window();
    const [first, second] = [await before.add(RETAIL), await before.add(PLATFORM)];
    return { keyring, first, second, ...keyring.windowWith(secrets, PATIENCE) };
  }

  for (const [how, access, problem] of [
    ['never responds', never, 'keyringTimeout'],
    ['rejects', failing, 'keyringFailed'],
    ['throws', throwing, 'keyringFailed'],
  ] as const) {
    it(`that ${how} on reading leads to an error, and the credential stays listed`, async () => {
      const { store, first, second } = await withStored({ get: access });
      await assertProblem(store.keysOf(first), problem);
      assert.deepEqual(store.list(), [first, second]);
    });

    it(`that ${how} on deleting leads to an error, and the credential can be removed later`, async () => {
      let broken = true;
      const keyring = new Keyring();
      const first = await keyring.window().store.add(RETAIL);
      const { store } = keyring.windowWith(
        { delete: (key) => (broken ? access() : Promise.resolve(void keyring.secrets.delete(key))) },
        PATIENCE,
      );
      await assertProblem(store.remove(first.id), problem);
      assert.deepEqual(store.list(), [first]);
      broken = false;
      await store.remove(first.id);
      assert.deepEqual([store.list(), [...keyring.secrets]], [[], []]);
    });

    it(`that ${how} does not prevent the removal of a session credential, and no other loses its secret`, async () => {
      const { store, changes, first } = await withStored({ delete: access });
      const session = store.keepForSession(RETAIL);
      store.keepForSession({ ...RETAIL, secret: 'for now' }, first.id);
      changes.length = 0;
      await store.remove(session.id);
      assert.deepEqual(changes, [session.id]);
      assert.ok(!store.list().some(({ id }) => id === session.id));
      await assertProblem(store.remove(first.id), problem);
      const [listed] = store.list();
      assert.ok(listed);
      assert.deepEqual([listed.source, (await store.keysOf(listed)).secret], ['session', 'for now']);
    });

    it(`that ${how} on listing keys leads to an error, but changes of other windows are still found`, async () => {
      const { keyring, store, changes, first } = await withStored({ keys: access });
      await keyring.window().store.rename(first.id, 'Renamed');
      keyring.deliverState();
      await assertProblem(store.refresh(), problem);
      assert.deepEqual([changes, store.list()[0]?.name], [[first.id], 'Renamed']);
    });
  }

  it('that never stores leads to an error, leaves no row and blocks no other credential', async () => {
    const { store, first, second } = await withStored({ store: never });
    const adding = assertProblem(store.add(RETAIL), 'keyringTimeout');
    const replacing = assertProblem(store.replaceSecret(second, 'another'), 'keyringTimeout');
    // These end before the first two do.
    await store.rename(first.id, 'Renamed');
    await store.remove(first.id);
    assert.equal(store.list().length, 2);
    await Promise.all([adding, replacing]);
    assert.deepEqual(store.list(), [second]);
    // The next change of the same credential is not blocked either.
    await store.remove(second.id);
    assert.deepEqual(store.list(), []);
  });

  /** A keyring that stores when the gate opens. */
  async function withLate(
    change: (store: ReturnType<Keyring['window']>['store'], first: Credential) => Promise<unknown>,
  ) {
    const keyring = new Keyring();
    const first = await keyring.window().store.add(RETAIL);
    const late = gate();
    const window = keyring.windowWith(
      {
        store: async (key, value) => {
          await late.opened;
          keyring.secrets.set(key, value);
        },
      },
      PATIENCE,
    );
    await assertProblem(change(window.store, first), 'keyringTimeout');
    return { keyring, first, late, ...window };
  }

  it('that stores the secret of a new credential late does not keep it', async () => {
    const { keyring, first, late } = await withLate((store) => store.add(PLATFORM));
    late.open();
    await until(() =>
      keyring.writes.some((write) => write.startsWith('secrets credential/') && !write.includes(first.id)),
    );
    assert.deepEqual([...keyring.secrets.keys()], [`credential/${first.id}`]);
  });

  it('that stores a replaced secret late does not keep it if the credential was removed', async () => {
    const { keyring, first, late, store } = await withLate((late, credential) =>
      late.replaceSecret(credential, 'late'),
    );
    await store.remove(first.id);
    const removals = keyring.writes.length;
    late.open();
    await until(() => keyring.writes.slice(removals).includes(`secrets credential/${first.id}`));
    assert.deepEqual([...keyring.secrets], []);
  });

  it('that stores a replaced secret late keeps it if the credential is still listed', async () => {
    const { keyring, first, late, store } = await withLate((late, credential) =>
      late.replaceSecret(credential, 'late'),
    );
    late.open();
    await until(() => keyring.secrets.get(`credential/${first.id}`)?.includes('late') === true);
    assert.equal((await store.keysOf(first)).secret, 'late');
  });

  it('that stores but cannot be read leaves nothing behind', async () => {
    const keyring = new Keyring();
    const { store } = keyring.windowWith({ get: never }, PATIENCE);
    await assertProblem(store.add(RETAIL), 'keyringTimeout');
    await until(() => keyring.secrets.size === 0);
    assert.deepEqual(store.list(), []);
  });
});
