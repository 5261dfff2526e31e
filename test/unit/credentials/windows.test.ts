import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CredentialError, type Credential } from '../../../src/credentials/credential';
import { Keyring, PLATFORM, RETAIL } from './support';

describe('Two windows', () => {
  it('report a change in both windows, once in each', async () => {
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

  it('do not report late events again', async () => {
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
    // The other window is notified once of each credential, in its final state.
    assert.deepEqual(there.changes, [credential.id, other.id]);
  });

  it('both use the last secret if both replaced it', async () => {
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

  it('ignore other secrets, and all events after they are closed', async () => {
    const keyring = new Keyring();
    const [here, there, closed] = [keyring.window(), keyring.window(), keyring.window()];
    closed.store.dispose();
    const { id } = await here.store.add(RETAIL);
    await keyring.writeOther('of-another-kind');
    await keyring.deliverEvents();
    assert.deepEqual([there.changes, closed.changes], [[id], []]);
  });

  it('do not call a disposed listener', async () => {
    const { store } = new Keyring().window();
    const heard: string[] = [];
    const subscription = store.onDidChange((id) => heard.push(id));
    const { id } = await store.add(RETAIL);
    subscription.dispose();
    await store.add(PLATFORM);
    assert.deepEqual(heard, [id]);
  });

  it('keep both credentials if both add one at the same time and one list overwrites the other', async () => {
    const keyring = new Keyring();
    const [here, there] = [keyring.window(), keyring.window()];
    const added = await Promise.all([here.store.add(RETAIL), there.store.add(PLATFORM)]);
    keyring.deliverState();
    assert.equal(here.store.list().length, 1);
    await keyring.deliverEvents();
    for (const { store } of [here, there, keyring.window()]) {
      assert.deepEqual(
        store
          .list()
          .map(({ id }) => id)
          .sort(),
        added.map(({ id }) => id).sort(),
      );
    }
  });

  it('find a new name on refresh', async () => {
    const keyring = new Keyring();
    const [here, there] = [keyring.window(), keyring.window()];
    const { id } = await here.store.add(RETAIL);
    await keyring.deliverEvents();
    there.changes.length = 0;
    await here.store.rename(id, 'Renamed');
    keyring.deliverState();
    await there.store.refresh();
    assert.deepEqual([there.changes, there.store.list()[0]?.name], [[id], 'Renamed']);
  });

  it('find unreported changes of the other on refresh', async () => {
    const keyring = new Keyring();
    const [here, there] = [keyring.window(), keyring.window()];
    const { id } = await here.store.add(RETAIL);
    keyring.deliverState();
    await there.store.refresh();
    await there.store.refresh();
    assert.deepEqual(there.changes, [id]);
    await here.store.remove(id);
    keyring.deliverState();
    await there.store.refresh();
    assert.deepEqual([there.changes, there.store.list()], [[id, id], []]);
  });

  it('never restore what the other removed in a browser, where each keeps its initial secrets', async () => {
    const keyring = new Keyring();
    const { id } = await keyring.window().store.add(RETAIL);
    const [here, there] = [keyring.browserWindow(), keyring.browserWindow()];
    await here.store.remove(id);
    keyring.deliverState();
    await there.store.refresh();
    keyring.deliverState();
    assert.deepEqual([here.store.list(), there.store.list(), there.changes], [[], [], [id]]);
    assert.ok(!keyring.dump().state.includes(RETAIL.keyId));
  });

  it('find a secret that the list has lost, if VS Code can list secrets', async () => {
    const keyring = new Keyring();
    const credential = await keyring.window().store.add(RETAIL);
    await keyring.writeOther('of-another-kind');
    keyring.state.clear();
    const [old, recent] = [keyring.window(), keyring.window({ knowsKeys: true })];
    await Promise.all([old.store.refresh(), recent.store.refresh()]);
    assert.deepEqual(old.store.list(), []);
    assert.deepEqual([recent.store.list(), recent.changes], [[credential], [credential.id]]);
  });
});

describe('Two concurrent windows', () => {
  interface Action {
    readonly kind: 'add' | 'replace' | 'rename' | 'remove' | 'hear' | 'look';
    readonly window: 0 | 1;
    readonly which: number;
  }
  const actions = fc.array(
    fc.record<Action>({
      kind: fc.constantFrom('add', 'replace', 'rename', 'remove', 'hear', 'look'),
      window: fc.constantFrom(0, 1),
      which: fc.nat({ max: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it('neither lose nor duplicate a credential, in any order of reads and writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actions, async (scheduler, planned) => {
        const keyring = new Keyring(() => scheduler.schedule(Promise.resolve()));
        const settle = async (work: Promise<unknown>): Promise<void> => {
          await scheduler.waitFor(work);
        };
        const setUp = keyring.window().store;
        const first: Credential[] = [];
        for (let count = 0; count < 2; count += 1) {
          const adding = setUp.add({ ...RETAIL, name: `first ${count}` });
          await settle(adding);
          first.push(await adding);
        }
        const windows = [keyring.window(), keyring.window()] as const;
        const added: string[] = [];
        const touched = new Set<string>();
        const removed = new Set<string>();
        const run = async ({ kind, window, which }: Action): Promise<void> => {
          const { store } = windows[window];
          const credential = first[which % 2];
          assert.ok(credential);
          if (kind === 'add') {
            added.push((await store.add({ ...PLATFORM, name: `added ${window}` })).id);
          } else if (kind === 'hear') {
            await keyring.deliverEvents();
          } else if (kind === 'look') {
            await store.refresh();
          } else if (kind === 'remove') {
            removed.add(credential.id);
            await store.remove(credential.id);
          } else {
            touched.add(credential.id);
            await (
              kind === 'replace'
                ? store.replaceSecret(credential, `secret ${window}`)
                : store.rename(credential.id, `renamed ${window}`)
            ).catch((error: unknown) => {
              // The other window removed it between the write and the read.
              assert.ok(error instanceof CredentialError && removed.has(credential.id));
            });
          }
        };
        await settle(Promise.all(planned.map(run)));
        for (let round = 0; round < 3; round += 1) {
          await settle(keyring.deliverEvents());
        }

        const ids = [...keyring.secrets.keys()].map((key) => key.replace('credential/', '')).sort();
        for (const { store } of windows) {
          assert.deepEqual(
            store
              .list()
              .map(({ id }) => id)
              .sort(),
            ids,
          );
          for (const credential of store.list()) {
            const keys = store.keysOf(credential);
            await settle(keys);
            assert.equal((await keys).id, credential.keyId);
          }
        }
        assert.deepEqual(windows[0].store.list(), windows[1].store.list());
        assert.ok(added.every((id) => ids.includes(id)));
        assert.ok(first.every(({ id }) => removed.has(id) || ids.includes(id)));
        assert.ok(first.every(({ id }) => !removed.has(id) || touched.has(id) || !ids.includes(id)));
      }),
      { numRuns: 100 },
    );
  });
});
