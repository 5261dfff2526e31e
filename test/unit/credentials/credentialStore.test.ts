import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Credential } from '../../../src/credentials/credential';
import type { CredentialStore } from '../../../src/credentials/credentialStore';
import { keyPage } from '../../../src/credentials/keyPage';
import { until } from '../client/support';
import { assertProblem, Keyring, PLATFORM, RETAIL, SECRET } from './support';

const secretKey = ({ id }: Credential): string => `credential/${id}`;

describe('CredentialStore', () => {
  it('lists a credential before its secret is written, and notifies listeners afterwards', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const seen: (readonly Credential[])[] = [];
    store.onDidChange(() => seen.push(store.list()));
    const credential = await store.add(RETAIL);
    const { secret, ...rest } = RETAIL;
    assert.match(credential.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.deepEqual(credential, { ...rest, id: credential.id, source: 'stored' });
    assert.deepEqual(store.list(), [credential]);
    assert.deepEqual(seen, [[credential]]);
    assert.deepEqual(keyring.writes, ['state credentials', `secrets ${secretKey(credential)}`]);
    assert.deepEqual(await store.keysOf(credential), { method: 'serviceAccount', id: RETAIL.keyId, secret });
  });

  it('lists credentials in the order of adding, also after a restart', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const added = [await store.add(RETAIL), await store.add(PLATFORM), await store.add({ ...RETAIL, name: 'again' })];
    assert.deepEqual(store.list(), added);
    assert.deepEqual(keyring.window().store.list(), added);
    assert.equal(new Set(added.map(({ id }) => id)).size, 3);
  });

  it('replaces only the secret', async () => {
    const keyring = new Keyring();
    const { store, changes } = keyring.window();
    const credential = await store.add(RETAIL);
    await store.replaceSecret(credential, 'another');
    assert.equal((await store.keysOf(credential)).secret, 'another');
    assert.deepEqual(keyring.writes.slice(2), [`secrets ${secretKey(credential)}`]);
    assert.deepEqual(changes, [credential.id, credential.id]);
    assert.ok(!keyring.dump().secrets.includes(SECRET));
  });

  it('drops the organization of the old base URL and uses the new one', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const organizationId = '5f2a1c7ea1b2c3d4e5f60718';
    const credential = await store.add({ ...RETAIL, organizationId });
    await store.replaceSecret(credential, 'another');
    assert.equal(store.list()[0]?.organizationId, organizationId);
    const pageOf = (shown: CredentialStore): string => keyPage(shown.list()[0] ?? credential);
    await store.replaceSecret(credential, 'there', { origin: PLATFORM.origin });
    for (const shown of [store, keyring.window().store]) {
      assert.equal(pageOf(shown), `${PLATFORM.origin}/v2`);
    }
    assert.ok(!keyring.dump().secrets.includes(organizationId));
    await store.replaceSecret(credential, 'back', { origin: RETAIL.origin, organizationId: 'a'.repeat(24) });
    for (const shown of [store, keyring.window().store]) {
      assert.match(pageOf(shown), new RegExp(`^${RETAIL.origin}/v2#/org/a{24}/access/`));
    }
  });

  it('renames a credential without writing its secret', async () => {
    const keyring = new Keyring();
    const { store, changes } = keyring.window();
    const credential = await store.add(RETAIL);
    const other = await store.add(PLATFORM);
    await store.rename(credential.id, 'Renamed');
    assert.deepEqual(store.list(), [{ ...credential, name: 'Renamed' }, other]);
    assert.equal((await store.keysOf(credential)).secret, SECRET);
    assert.deepEqual(keyring.writes.slice(4), ['state credentials']);
    assert.deepEqual(changes, [credential.id, other.id, credential.id]);
    await store.rename('unknown', 'x');
    assert.equal(store.list().length, 2);
  });

  it('removes one credential, its secret first', async () => {
    const keyring = new Keyring();
    const { store, changes } = keyring.window();
    const credential = await store.add(RETAIL);
    const other = await store.add(PLATFORM);
    await store.remove(credential.id);
    assert.deepEqual(keyring.writes.slice(4), [
      `secrets ${secretKey(credential)}`,
      'state removedCredentials',
      'state credentials',
    ]);
    assert.deepEqual(store.list(), [other]);
    assert.deepEqual([...keyring.secrets.keys()], [secretKey(other)]);
    assert.deepEqual(changes, [credential.id, other.id, credential.id]);
    await assertProblem(store.keysOf(credential), 'secretMissing');
  });

  it('never has a secret in the state', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const credential = await store.add(RETAIL);
    await store.add(PLATFORM);
    await store.replaceSecret(credential, 'another-secret');
    const { state } = keyring.dump();
    for (const secret of [SECRET, PLATFORM.secret, 'another-secret']) {
      assert.ok(!state.includes(secret));
      assert.ok(!state.includes(Buffer.from(secret).toString('base64')));
    }
    const rows = keyring.state.get('credentials');
    assert.ok(Array.isArray(rows));
    assert.deepEqual(
      rows.map((row: object) => Object.keys(row).sort()),
      [1, 2].map(() => ['id', 'keyId', 'method', 'name', 'origin']),
    );
    assert.ok(!inspect(store, { depth: 1 }).includes(SECRET));
  });
});

describe('CredentialStore after a crash', () => {
  it('before the list is written is unchanged', async () => {
    const keyring = new Keyring();
    const { store, changes } = keyring.window();
    const first = await store.add(RETAIL);
    keyring.broken = 'state';
    await assert.rejects(store.add(PLATFORM), /no write to state/);
    keyring.broken = undefined;
    const after = keyring.window().store;
    assert.deepEqual(after.list(), [first]);
    assert.equal((await after.keysOf(first)).secret, SECRET);
    assert.deepEqual(changes, [first.id]);
    assert.deepEqual([...keyring.secrets.keys()], [secretKey(first)]);
    assert.equal((await after.add(PLATFORM)).name, PLATFORM.name);
    assert.equal(after.list().length, 2);
  });

  it('between the list and the secret reports a missing secret and accepts a new one', async () => {
    const keyring = new Keyring();
    keyring.broken = 'hangs';
    void keyring.window().store.add(RETAIL);
    await until(() => keyring.writes.length === 1);
    keyring.broken = undefined;
    const { store } = keyring.window();
    const [listed] = store.list();
    assert.ok(listed);
    assert.equal(listed.name, RETAIL.name);
    await assertProblem(store.keysOf(listed), 'secretMissing');
    await store.replaceSecret(listed, 'given again');
    assert.equal((await store.keysOf(listed)).secret, 'given again');
    await store.remove(listed.id);
    assert.deepEqual([store.list(), [...keyring.secrets]], [[], []]);
  });

  it('between the two parts of a base URL change sends the key nowhere until it is entered again', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const credential = await store.add(RETAIL);
    keyring.broken = 'state';
    await assert.rejects(store.replaceSecret(credential, 'new', { origin: PLATFORM.origin }));
    keyring.broken = undefined;
    const after = keyring.window().store;
    await assertProblem(after.keysOf(credential), 'originMismatch');
    await after.replaceSecret(credential, 'newer', { origin: PLATFORM.origin });
    const [moved] = after.list();
    assert.ok(moved);
    assert.deepEqual([moved.origin, (await after.keysOf(moved)).secret], [PLATFORM.origin, 'newer']);
    await assertProblem(after.keysOf(credential), 'originMismatch');
  });

  it('while a secret is removed has both parts or reports a missing secret', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const credential = await store.add(RETAIL);
    keyring.broken = 'secrets';
    await assert.rejects(store.remove(credential.id));
    assert.equal((await keyring.window().store.keysOf(credential)).secret, SECRET);
    keyring.broken = 'state';
    await assert.rejects(store.remove(credential.id));
    keyring.broken = undefined;
    const after = keyring.window().store;
    assert.deepEqual(after.list(), [credential]);
    await assertProblem(after.keysOf(credential), 'secretMissing');
    await after.remove(credential.id);
    assert.deepEqual(after.list(), []);
  });
});

describe('CredentialStore does not trust stored data', () => {
  const CHANGED: readonly (readonly [string, Partial<Credential>])[] = [
    ['origin', { origin: 'https://cloud.mongodb.com.example.org' }],
    ['key', { keyId: 'mdb_sa_id_of_somebody_else' }],
    ['method', { method: 'apiKey' }],
  ];
  for (const [what, change] of CHANGED) {
    it(`and does not return a secret for another ${what}`, async () => {
      const keyring = new Keyring();
      const credential = await keyring.window().store.add(RETAIL);
      keyring.state.set('credentials', [{ ...credential, ...change }]);
      const { store } = keyring.window();
      const [listed] = store.list();
      assert.ok(listed);
      assert.deepEqual(listed, { ...credential, ...change });
      await assertProblem(store.keysOf(listed), 'originMismatch');
      await store.replaceSecret(listed, 'given again');
      assert.deepEqual(await store.keysOf(listed), {
        method: listed.method,
        id: listed.keyId,
        secret: 'given again',
      });
    });
  }

  for (const garbage of [undefined, null, 7, 'credentials', {}, [], [null, 1, 'x', {}, [], { id: 'a' }]]) {
    it(`and ignores ${JSON.stringify(garbage)} as a credential`, async () => {
      const keyring = new Keyring();
      keyring.state.set('credentials', garbage);
      const { store } = keyring.window();
      assert.deepEqual(store.list(), []);
      const added = await store.add(RETAIL);
      assert.deepEqual(store.list(), [added]);
    });
  }

  it('and finds valid credentials among invalid ones', async () => {
    const keyring = new Keyring();
    const { store } = keyring.window();
    const credentials = [await store.add(RETAIL), await store.add(PLATFORM)];
    const [first, second] = credentials;
    const odd = { ...first, method: 'certificate' };
    keyring.state.set('credentials', [null, first, odd, { ...first, origin: 7 }, second, 'x']);
    assert.deepEqual(keyring.window().store.list(), credentials);
  });

  for (const garbage of ['', 'null', '7', '"secret"', '{}', '[]', '{"origin":', '{"secret":"x"}']) {
    it(`and ignores ${garbage === '' ? 'an empty text' : garbage} as a secret`, async () => {
      const keyring = new Keyring();
      const { store } = keyring.window();
      const credential = await store.add(RETAIL);
      keyring.secrets.set(secretKey(credential), garbage);
      await assertProblem(store.keysOf(credential), 'secretMissing');
    });
  }
});
