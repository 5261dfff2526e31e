import assert from 'node:assert/strict';
import { keyPage } from '../../../src/credentials/keyPage';
import { addedProjects } from '../../../src/model/addedProjects';

const CHECKOUT = { id: '5f1c0e0a9b2d3c4e5f6a7b8c', name: 'checkout', orgId: '5f1c0e0a9b2d3c4e5f6a7b8d' };
const LEDGER = { id: '5f1c0e0a9b2d3c4e5f6a7b8e', name: 'ledger' };

function storeOf(state = new Map<string, unknown>()) {
  const added = addedProjects({
    get: (key: string) => state.get(key),
    update: (key: string, value: unknown) => {
      state.set(key, value);
      if (value === undefined) {
        state.delete(key);
      }
      return Promise.resolve();
    },
  });
  const changes: string[] = [];
  added.onDidChange((id) => changes.push(id));
  return { state, added, changes };
}

describe('Added projects', () => {
  it('are stored for each credential, in the order in which they were added, without duplicates', async () => {
    const { state, added, changes } = storeOf();
    await added.add('one', [CHECKOUT]);
    await added.add('one', [LEDGER]);
    await added.add('one', [{ ...CHECKOUT, name: 'renamed' }]);
    await added.add('two', [CHECKOUT]);
    const again = storeOf(state).added;
    assert.deepEqual(again.of('one'), [LEDGER, { ...CHECKOUT, name: 'renamed' }]);
    assert.deepEqual(again.of('two'), [CHECKOUT]);
    assert.deepEqual(again.of('three'), []);
    assert.deepEqual(changes, ['one', 'one', 'one', 'two']);
  });

  it('leave nothing in storage when they or their credential are removed', async () => {
    const { state, added, changes } = storeOf();
    await added.add('one', [CHECKOUT]);
    await added.add('two', [CHECKOUT]);
    await added.add('two', [LEDGER]);
    await added.remove('one', [CHECKOUT.id]);
    await added.forget('two');
    assert.deepEqual([...state], []);
    changes.length = 0;
    await added.forget('two');
    assert.deepEqual(changes, []);
  });

  it('keep entries and fields of a newer version', async () => {
    const later = { ...CHECKOUT, region: 'EU' };
    const { state, added, changes } = storeOf(new Map([['projects/one', [{ kind: 'group' }, later]]]));
    assert.deepEqual(added.of('one'), [CHECKOUT]);
    await added.add('one', [LEDGER]);
    await added.update('one', [
      { ...CHECKOUT, name: 'renamed' },
      { ...LEDGER, id: 'f'.repeat(24) },
    ]);
    assert.deepEqual(state.get('projects/one'), [{ kind: 'group' }, { ...later, name: 'renamed' }, LEDGER]);
    await added.remove('one', [CHECKOUT.id]);
    assert.deepEqual(state.get('projects/one'), [{ kind: 'group' }, LEDGER]);
    changes.length = 0;
    state.set('projects/one', [CHECKOUT]);
    added.refresh();
    assert.deepEqual([changes, added.of('one')], [['one'], [CHECKOUT]]);
  });

  it('are not overwritten if a newer version stores them in another format', async () => {
    const newer = { version: 2, projects: [CHECKOUT] };
    const { state, added, changes } = storeOf(new Map([['projects/one', newer]]));
    await assert.rejects(added.add('one', [LEDGER]), { name: 'CredentialError', problem: 'newerList' });
    await assert.rejects(added.remove('one', [CHECKOUT.id]), { name: 'CredentialError', problem: 'newerList' });
    await added.update('one', [{ ...CHECKOUT, name: 'renamed' }]);
    assert.deepEqual([[...state], changes, added.of('one')], [[['projects/one', newer]], [], []]);
    await added.forget('one');
    assert.deepEqual([[...state], changes], [[], ['one']]);
  });

  for (const garbage of [7, 'x', {}, [{ id: 'x', name: 'y' }], [null]]) {
    it(`are empty if ${JSON.stringify(garbage)} is stored`, () => {
      assert.deepEqual(storeOf(new Map([['projects/one', garbage]])).added.of('one'), []);
    });
  }
});

describe('keyPage', () => {
  const credential = {
    id: 'one',
    name: 'Contoso',
    origin: 'https://cloud.mongodb.com',
    method: 'serviceAccount',
    keyId: 'mdb_sa_id_64b8e1f2a7c3d90518e6f4b2',
    source: 'stored',
  } as const;
  const organizationId = '5f1c0e0a9b2d3c4e5f6a7b8d';

  it('returns the page of the service account, or of the API keys of its organization', () => {
    const access = `https://cloud.mongodb.com/v2#/org/${organizationId}/access`;
    assert.equal(keyPage({ ...credential, organizationId }), `${access}/serviceAccounts/${credential.keyId}`);
    assert.equal(keyPage({ ...credential, organizationId, method: 'apiKey', keyId: 'zmmrboas' }), `${access}/apiKeys`);
  });

  it('returns the start page of its Atlas if the organization is unknown, and never that of another Atlas', () => {
    assert.equal(keyPage({ ...credential, origin: 'https://cloud.mongodbgov.com' }), 'https://cloud.mongodbgov.com/v2');
    assert.ok(
      keyPage({ ...credential, organizationId, keyId: '../../@evil.example/#' }).startsWith(
        'https://cloud.mongodb.com/v2#',
      ),
    );
  });
});
