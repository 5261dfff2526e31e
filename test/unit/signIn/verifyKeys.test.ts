import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import type { KeyPair } from '../../../src/atlas/auth/authenticator';
import { checkKeys } from '../../../src/credentials/usableKeys';
import { verifyKeys } from '../../../src/signIn/verifyKeys';
import { clientOf, KEYS, METHODS, useSimulator } from '../client/support';
import { l10n } from './conversations';

describe('verifyKeys', () => {
  const simulator = useSimulator();

  async function verified({ method, id, secret }: KeyPair, origin = simulator().origin) {
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
      const checked = await verified(KEYS[method]);
      assert.ok('value' in checked);
      assert.deepEqual([checked.value?.name, checked.released], ['Contoso Retail', 1]);
    });

    it(`accepts a key that can't list organizations (${method})`, async () => {
      simulator().fault({ path: /\/orgs/, response: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
      const checked = await verified(KEYS[method]);
      assert.deepEqual(checked, { value: undefined, released: 1 });
    });

    for (const [status, errorCode] of [
      [401, 'UNEXPECTED_ERROR'],
      [401, 'SOMETHING_NEW'],
      [403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST'],
      [404, 'GROUP_NOT_FOUND'],
      [500, 'UNEXPECTED_ERROR'],
    ] as const) {
      it(`rejects a key after ${status} ${errorCode} (${method})`, async () => {
        simulator().fault({ path: /\/orgs/, response: { status, errorCode } });
        assert.ok('problem' in (await verified(KEYS[method])));
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
      it(`rejects a key after ${status} ${errorCode} for the token request`, async () => {
        simulator().fault({ path: /oauth\/token/, response: { status, errorCode } });
        const checked = await verified(KEYS.serviceAccount);
        assert.ok('problem' in checked);
        assert.equal(simulator().requests.filter(({ path }) => path.includes('/orgs')).length, 0);
      });
    }
  }

  it("sends no request to a base URL that can't be used, and reports it", async () => {
    const checked = await verified(KEYS.apiKey, 'http://127.0.0.2:9');
    assert.ok('problem' in checked);
    assert.match(checked.problem, /base URL/);
    assert.deepEqual([simulator().requests, checked.released], [[], 0]);
  });
});
