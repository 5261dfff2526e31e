import assert from 'node:assert/strict';
import { AtlasClient } from '../../../src/atlas/client';
import type { KeyPair } from '../../../src/atlas/auth/authenticator';
import { CredentialError } from '../../../src/credentials/credential';
import { Credentials } from '../../../src/credentials/credentials';
import type { NewCredential } from '../../../src/credentials/credentialStore';
import { environmentCredential } from '../../../src/credentials/environment';
import { failureOf } from '../atlas/support';
import { clientOf, KEYS, until, useSimulator } from '../client/support';
import { assertProblem, Keyring, RETAIL } from './support';

describe('Credentials', () => {
  const simulator = useSimulator();

  const serviceAccount = (): NewCredential => ({
    name: 'Contoso Retail',
    origin: simulator().origin,
    method: 'serviceAccount',
    keyId: KEYS.serviceAccount.id,
    secret: KEYS.serviceAccount.secret,
  });

  const open = (environment: Readonly<Record<string, string>> = {}, keyring = new Keyring()) => {
    const { store } = keyring.window();
    const made: { readonly origin: string; readonly keys: KeyPair }[] = [];
    const failures: unknown[] = [];
    const credentials = new Credentials(
      store,
      environmentCredential(environment, 'Environment'),
      (origin, keys) => {
        made.push({ origin, keys });
        return Promise.resolve(clientOf(simulator(), { origin, keys }).client);
      },
      (error) => failures.push(error),
    );
    return { keyring, store, credentials, made, failures };
  };

  it('have one client each with its own keys and origin', async () => {
    const { store, credentials, made } = open();
    const first = await store.add(serviceAccount());
    const second = await store.add({ ...serviceAccount(), method: 'apiKey', keyId: KEYS.apiKey.id, secret: 'x' });
    assert.deepEqual(made, []);
    const clients = await Promise.all([first, first, second].map((credential) => credentials.clientOf(credential)));
    assert.equal(await credentials.clientOf(first), clients[0]);
    assert.ok(clients[0] instanceof AtlasClient);
    assert.equal(clients[0], clients[1]);
    assert.notEqual(clients[0], clients[2]);
    const { origin } = simulator();
    const { id, secret } = KEYS.serviceAccount;
    assert.deepEqual(made, [
      { origin, keys: { method: 'serviceAccount', id, secret } },
      { origin, keys: { method: 'apiKey', id: KEYS.apiKey.id, secret: 'x' } },
    ]);
    assert.deepEqual([credentials.find(second.id), credentials.find('nobody')], [second, undefined]);
  });

  it('get another client when the keys change, and the old token is revoked', async () => {
    const { store, credentials, failures } = open();
    const credential = await store.add(serviceAccount());
    const before = await credentials.clientOf(credential);
    await before.listOrganizations();
    assert.equal(simulator().liveTokens, 1);
    await store.replaceSecret(credential, KEYS.serviceAccount.secret);
    await until(() => simulator().liveTokens === 0);
    const after = await credentials.clientOf(credential);
    assert.notEqual(after, before);
    assert.equal((await after.listOrganizations()).items.length, 1);

    await store.remove(credential.id);
    await until(() => simulator().liveTokens === 0);
    assert.deepEqual(failures, []);
    assert.deepEqual(credentials.list(), []);
    await assert.rejects(credentials.clientOf(credential), CredentialError);
  });

  it('keep their client and its token after a rename in any window', async () => {
    const { keyring, store, credentials, failures } = open();
    const changes: unknown[] = [];
    const credential = await store.add(serviceAccount());
    await keyring.deliverEvents();
    const before = await credentials.clientOf(credential);
    await before.listOrganizations();
    const { id } = credential;
    credentials.onDidChange((...change) => changes.push([...change, credentials.find(id)?.name]));
    await store.rename(id, 'Here');
    keyring.deliverState();
    const there = keyring.window().store;
    await there.rename(id, 'There');
    keyring.deliverState();
    await store.refresh();
    await store.refresh();
    await keyring.deliverEvents();
    assert.deepEqual(changes, [
      [id, 'name', 'Here'],
      [id, 'name', 'There'],
    ]);
    assert.equal(await credentials.clientOf(credential), before);
    await before.listOrganizations();
    assert.deepEqual([simulator().liveTokens, failures], [1, []]);

    // A row with another origin has other keys too.
    await there.rename(id, 'Again');
    await there.replaceSecret(credential, 'new', { origin: RETAIL.origin });
    keyring.deliverState();
    await store.refresh();
    assert.deepEqual(changes.at(-1), [id, 'keys', 'Again']);
    await until(() => simulator().liveTokens === 0);
  });

  it('lose their client on a rename if another window has changed their base URL unnoticed', async () => {
    const { keyring, store, credentials } = open();
    const credential = await store.add(serviceAccount());
    const before = await credentials.clientOf(credential);
    await keyring.window().store.replaceSecret(credential, 'new', { origin: RETAIL.origin });
    keyring.deliverState();
    await store.rename(credential.id, 'Here');
    const [listed] = store.list();
    assert.ok(listed);
    assert.equal(listed.origin, RETAIL.origin);
    assert.notEqual(await credentials.clientOf(listed), before);
  });

  it('lose their client if another window changes their keys', async () => {
    const { keyring, store, credentials } = open();
    const credential = await store.add(serviceAccount());
    await keyring.deliverEvents();
    const before = await credentials.clientOf(credential);
    await keyring.window().store.replaceSecret(credential, 'new');
    await keyring.deliverEvents();
    assert.notEqual(await credentials.clientOf(credential), before);
  });

  it('keep their client when another credential changes', async () => {
    const { store, credentials } = open();
    const credential = await store.add(serviceAccount());
    const before = await credentials.clientOf(credential);
    const other = await store.add(RETAIL);
    await store.remove(other.id);
    assert.equal(await credentials.clientOf(credential), before);
  });

  it('read the keys again after a failure', async () => {
    const { keyring, store, credentials, made } = open();
    const credential = await store.add(serviceAccount());
    const key = `credential/${credential.id}`;
    const value = keyring.secrets.get(key) ?? '';
    keyring.secrets.delete(key);
    assert.ok((await failureOf(credentials.clientOf(credential))) instanceof CredentialError);
    keyring.secrets.set(key, value);
    assert.ok((await credentials.clientOf(credential)) instanceof AtlasClient);
    assert.equal(made.length, 1);
  });

  it('report a token that cannot be revoked once, and continue', async () => {
    const { store, credentials, failures } = open();
    const credential = await store.add(serviceAccount());
    await (await credentials.clientOf(credential)).listOrganizations();
    simulator().fault({ path: /^\/api\/oauth\/revoke$/, response: { status: 500 } });
    await store.remove(credential.id);
    await until(() => failures.length > 0);
    assert.equal(failures.length, 1);
    assert.deepEqual(credentials.list(), []);
  });

  it('try keys with a separate client that leaves no token', async () => {
    const { credentials, made, failures } = open();
    const client = await credentials.tryClient(simulator().origin, KEYS.serviceAccount);
    await client.listOrganizations();
    credentials.release(client);
    await until(() => simulator().liveTokens === 0);
    assert.deepEqual([made.length, failures, credentials.list()], [1, [], []]);
  });

  it('from the environment come first, and with their own keys', async () => {
    const { id, secret } = KEYS.apiKey;
    const { store, credentials, made } = open({
      MONGODB_ATLAS_PUBLIC_API_KEY: id,
      MONGODB_ATLAS_PRIVATE_API_KEY: secret,
      MONGODB_ATLAS_BASE_URL: simulator().origin,
    });
    const stored = await store.add(serviceAccount());
    const [environment, ...others] = credentials.list();
    assert.deepEqual(others, [stored]);
    assert.ok(environment);
    assert.equal(environment.source, 'environment');
    const client = await credentials.clientOf(environment);
    assert.equal((await client.listOrganizations()).items[0]?.name, 'Contoso Retail');
    assert.deepEqual(made, [{ origin: simulator().origin, keys: { method: 'apiKey', id, secret } }]);
  });

  it('from an environment with an invalid origin are listed but never used', async () => {
    const { credentials, made } = open({
      MONGODB_ATLAS_CLIENT_ID: KEYS.serviceAccount.id,
      MONGODB_ATLAS_CLIENT_SECRET: KEYS.serviceAccount.secret,
      MONGODB_ATLAS_BASE_URL: 'http://example.org',
    });
    const [environment] = credentials.list();
    assert.ok(environment);
    const error = await failureOf(credentials.clientOf(environment));
    assert.ok(error instanceof CredentialError);
    assert.deepEqual([error.problem, made], ['environmentOrigin', []]);
  });

  for (const origin of ['http://evil.example', 'http://127.0.0.2:9', 'https://cloud.mongodb.com/', 'https://a@b', '']) {
    it(`are not used when both storages name the base URL ${JSON.stringify(origin)}`, async () => {
      const { store, credentials, made } = open();
      const stored = await store.add({ ...serviceAccount(), origin });
      await assertProblem(credentials.clientOf(stored), 'originRefused');
      await assertProblem(credentials.tryClient(origin, KEYS.apiKey), 'originRefused');
      assert.deepEqual(made, []);
    });
  }

  for (const change of [{ keyId: 'mdb_sa_id_\u0430' }, { keyId: 'a\r\nb' }, { secret: 'x\u200By' }, { secret: '' }]) {
    it(`are not used with characters that no header can carry: ${JSON.stringify(change)}`, async () => {
      const { store, credentials, made } = open();
      await assertProblem(credentials.clientOf(await store.add({ ...serviceAccount(), ...change })), 'keyRefused');
      assert.deepEqual(made, []);
    });
  }

  it('from an environment with an unknown service are reported and never used', async () => {
    const { credentials, made } = open({
      MONGODB_ATLAS_CLIENT_ID: KEYS.serviceAccount.id,
      MONGODB_ATLAS_CLIENT_SECRET: KEYS.serviceAccount.secret,
      MONGODB_ATLAS_SERVICE: 'gov',
    });
    const [environment] = credentials.list();
    assert.ok(environment);
    await assertProblem(credentials.clientOf(environment), 'environmentService');
    assert.deepEqual([made, credentials.environmentKeys()], [[], undefined]);
  });

  it('revoke their tokens when they are closed', async () => {
    const { store, credentials, failures } = open();
    await (await credentials.clientOf(await store.add(serviceAccount()))).listOrganizations();
    assert.equal(simulator().liveTokens, 1);
    credentials.dispose();
    await until(() => simulator().liveTokens === 0);
    assert.deepEqual(failures, []);
  });

  it('report changes until they are closed', async () => {
    const { store, credentials } = open();
    const heard: string[] = [];
    credentials.onDidChange((id) => heard.push(id));
    const credential = await store.add(serviceAccount());
    assert.deepEqual(heard, [credential.id]);
    const client = await credentials.clientOf(credential);
    credentials.dispose();
    await store.replaceSecret(credential, 'x');
    assert.equal(await credentials.clientOf(credential), client);
  });
});
