import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import type { KeyPair } from '../../../src/atlas/auth/authenticator';
import { checkKeys } from '../../../src/credentials/usableKeys';
import { verifyKeys } from '../../../src/signIn/verifyKeys';
import { clientOf, KEYS, METHODS, useSimulator } from '../client/support';
import { l10n } from './conversations';

describe('Trying keys before they are stored', () => {
  const simulator = useSimulator();

  async function tried({ method, id, secret }: KeyPair, origin = simulator().origin) {
    const released: AtlasClient[] = [];
    const credentials = {
      tryClient: (given: string, keys: KeyPair) => {
        checkKeys(given, keys);
        return Promise.resolve(clientOf(simulator(), { keys }).client);
      },
      release: (client: AtlasClient) => void released.push(client),
    };
    const credential = { name: id, origin, method, keyId: id };
    const checked = await verifyKeys(credentials, credential, secret, new AbortController().signal, l10n);
    return { ...checked, released: released.length };
  }

  for (const method of METHODS) {
    it(`accepts a key that Atlas accepts (${method})`, async () => {
      const checked = await tried(KEYS[method]);
      assert.ok('value' in checked);
      assert.deepEqual([checked.value?.name, checked.released], ['Contoso Retail', 1]);
    });

    it(`accepts a key that may not list organizations (${method})`, async () => {
      simulator().fault({ path: /\/orgs/, answer: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
      const checked = await tried(KEYS[method]);
      assert.deepEqual(checked, { value: undefined, released: 1 });
    });

    for (const [status, errorCode] of [
      [401, 'UNEXPECTED_ERROR'],
      [401, 'SOMETHING_NEW'],
      [403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST'],
      [404, 'GROUP_NOT_FOUND'],
      [500, 'UNEXPECTED_ERROR'],
    ] as const) {
      it(`doesn't take ${status} ${errorCode} for a proof (${method})`, async () => {
        simulator().fault({ path: /\/orgs/, answer: { status, errorCode } });
        assert.ok('problem' in (await tried(KEYS[method])));
      });
    }
  }

  for (const errorCode of [
    'unauthorized_client',
    'invalid_grant',
    'access_denied',
    'USER_UNAUTHORIZED',
    'NOT_IN_GROUP',
  ]) {
    for (const status of [400, 401, 403]) {
      it(`takes no refusal of the token call for a proof: ${status} ${errorCode}`, async () => {
        simulator().fault({ path: /oauth\/token/, answer: { status, errorCode } });
        const checked = await tried(KEYS.serviceAccount);
        assert.ok('problem' in checked);
        assert.equal(simulator().requests.filter(({ path }) => path.includes('/orgs')).length, 0);
      });
    }
  }

  it('sends nothing to a base URL that no key may be sent to, and says so', async () => {
    const checked = await tried(KEYS.apiKey, 'http://127.0.0.2:9');
    assert.ok('problem' in checked);
    assert.match(checked.problem, /base URL/);
    assert.deepEqual([simulator().requests, checked.released], [[], 0]);
  });
});
