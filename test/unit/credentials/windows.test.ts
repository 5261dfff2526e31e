import assert from 'node:assert/strict';
import { Keyring, PLATFORM, RETAIL } from './support';

describe('Two windows', () => {
  it('tell each other what one of them did, and themselves only once', async () => {
    const keyring = new Keyring();
    const [here, there] = [keyring.window(), keyring.window()];
    const { id } = await here.store.add(RETAIL);
    assert.deepEqual([here.changes, there.changes], [[id], []]);
    await keyring.deliverEvents();
    assert.deepEqual([here.changes, there.changes], [[id], [id]]);
    const [credential] = there.store.list();
    assert.ok(credential);

    await there.store.replaceSecret(credential, 'another');
    await keyring.deliverEvents();
    assert.deepEqual(
      [here.changes, there.changes],
      [
        [id, id],
        [id, id],
      ],
    );
    assert.equal((await here.store.keysOf(credential)).secret, 'another');

    await here.store.remove(id);
    await keyring.deliverEvents();
    assert.deepEqual([here.changes.length, there.changes.length], [3, 3]);
    assert.deepEqual(there.store.list(), []);
  });

  it('do not repeat what comes late, however much of it there is', async () => {
    const keyring = new Keyring();
    const [here, there] = [keyring.window(), keyring.window()];
    const credential = await here.store.add(RETAIL);
    const other = await here.store.add(PLATFORM);
    await here.store.replaceSecret(credential, 'second');
    await here.store.replaceSecret(credential, 'third');
    await here.store.remove(other.id);
    const before = [...here.changes];
    assert.deepEqual(before, [credential.id, other.id, credential.id, credential.id, other.id]);
    await keyring.deliverEvents();
    assert.deepEqual(here.changes, before);
    // The other window hears of each credential once: by then, it is as it is.
    assert.deepEqual(there.changes, [credential.id, other.id]);
  });

  it('both hear of the last secret when both gave one', async () => {
    const keyring = new Keyring();
    const [here, there] = [keyring.window(), keyring.window()];
    const credential = await here.store.add(RETAIL);
    await keyring.deliverEvents();
    await here.store.replaceSecret(credential, 'of here');
    await there.store.replaceSecret(credential, 'of there');
    here.changes.length = 0;
    there.changes.length = 0;
    await keyring.deliverEvents();
    assert.deepEqual(here.changes, [credential.id]);
    assert.deepEqual(there.changes, []);
    assert.equal((await here.store.keysOf(credential)).secret, 'of there');
  });

  it('hear nothing of other secrets, and nothing once they are closed', async () => {
    const keyring = new Keyring();
    const [here, there, closed] = [keyring.window(), keyring.window(), keyring.window()];
    closed.store.dispose();
    const { id } = await here.store.add(RETAIL);
    await keyring.writeOther('of-another-kind');
    await keyring.deliverEvents();
    assert.deepEqual([there.changes, closed.changes], [[id], []]);
  });

  it('no longer tell who has stopped listening', async () => {
    const { store } = new Keyring().window();
    const heard: string[] = [];
    const subscription = store.onDidChange((id) => heard.push(id));
    const { id } = await store.add(RETAIL);
    subscription.dispose();
    await store.add(PLATFORM);
    assert.deepEqual(heard, [id]);
  });
});
