import assert from 'node:assert/strict';
import type { Credential } from '../../../src/credentials/credential';
import { Organizations } from '../../../src/model/organizations';
import { clientOf, KEYS, useSimulator } from '../client/support';

describe('Organizations', () => {
  const simulator = useSimulator();

  it('loads each name once, and again after a refresh, and keeps the old name until then', async () => {
    const { client } = clientOf(simulator());
    const { origin } = simulator();
    const { id: keyId } = KEYS.serviceAccount;
    const credential: Credential = { id: 'c', name: 'C', origin, method: 'serviceAccount', keyId, source: 'stored' };
    const [organization] = (await client.listOrganizations()).items;
    assert.ok(organization);
    const seen = { credential, project: { id: 'a'.repeat(24), name: 'p', orgId: organization.id } };
    const organizations = new Organizations({ clientOf: () => Promise.resolve(client) });
    const load = async (): Promise<number> => {
      simulator().clearRequests();
      await organizations.load([seen, seen], new AbortController().signal);
      return simulator().requests.length;
    };
    assert.deepEqual([organizations.nameOf(seen), await load(), await load()], [undefined, 1, 0]);
    assert.equal(organizations.nameOf(seen), organization.name);
    organizations.expire();
    assert.equal(organizations.nameOf(seen), organization.name);
    assert.equal(await load(), 1);
    organizations.expire();
    const early = load();
    organizations.expire();
    await early;
    assert.equal(await load(), 1, 'the earlier response may be older than the refresh');
    organizations.expire();
    simulator().fault({ response: { status: 404, errorCode: 'ORG_NOT_FOUND' } });
    assert.equal(await load(), 1);
    assert.equal(organizations.nameOf(seen), organization.name);
  });
});
