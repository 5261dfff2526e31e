import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { environmentCredential, unusedTerraformVariables } from '../../../src/credentials/environment';

const SERVICE_ACCOUNT = { CLIENT_ID: 'mdb_sa_id_1', CLIENT_SECRET: 'mdb_sa_sk_1' };
const API_KEY = { PUBLIC_API_KEY: 'public', PRIVATE_API_KEY: 'private' };
const ATLAS = 'https://cloud.mongodb.com';
const GOVERNMENT = 'https://cloud.mongodbgov.com';

/** Variables without their prefix. */
type Variables = Readonly<Record<string, string>>;

const read = (variables: Variables) =>
  environmentCredential(
    Object.fromEntries(Object.entries(variables).map(([name, value]) => [`MONGODB_ATLAS_${name}`, value])),
    'Environment',
  );

describe('environmentCredential', () => {
  const FOUND: readonly (readonly [string, Variables, readonly [method: string, id: string, origin: string]])[] = [
    ['a service account', SERVICE_ACCOUNT, ['serviceAccount', 'mdb_sa_id_1', ATLAS]],
    ['an API key', API_KEY, ['apiKey', 'public', ATLAS]],
    [
      'a service account before an API key',
      { ...API_KEY, ...SERVICE_ACCOUNT },
      ['serviceAccount', 'mdb_sa_id_1', ATLAS],
    ],
    ['an API key beside half a service account', { ...API_KEY, CLIENT_ID: 'mdb_sa_id_1' }, ['apiKey', 'public', ATLAS]],
    [
      'an API key beside a blank secret',
      { ...API_KEY, ...SERVICE_ACCOUNT, CLIENT_SECRET: ' ' },
      ['apiKey', 'public', ATLAS],
    ],
    [
      'values with blanks around',
      { PUBLIC_API_KEY: ' public\n', PRIVATE_API_KEY: '\tprivate ' },
      ['apiKey', 'public', ATLAS],
    ],
    [
      'another origin',
      { ...API_KEY, BASE_URL: 'https://cloud.mongodbgov.com/' },
      ['apiKey', 'public', 'https://cloud.mongodbgov.com'],
    ],
    [
      'OPS_MANAGER_URL before BASE_URL',
      { ...API_KEY, BASE_URL: 'https://base.example', OPS_MANAGER_URL: 'https://ops.example' },
      ['apiKey', 'public', 'https://ops.example'],
    ],
    [
      'BASE_URL beside a blank OPS_MANAGER_URL',
      { ...API_KEY, BASE_URL: 'https://base.example', OPS_MANAGER_URL: ' ' },
      ['apiKey', 'public', 'https://base.example'],
    ],
    ['Atlas beside blank origins', { ...API_KEY, BASE_URL: '', OPS_MANAGER_URL: '' }, ['apiKey', 'public', ATLAS]],
    ['the commercial service', { ...API_KEY, SERVICE: 'cloud' }, ['apiKey', 'public', ATLAS]],
    [
      'the service for Government',
      { ...SERVICE_ACCOUNT, SERVICE: 'cloudgov' },
      ['serviceAccount', 'mdb_sa_id_1', GOVERNMENT],
    ],
    ['blanks around the service', { ...API_KEY, SERVICE: ' cloudgov\n' }, ['apiKey', 'public', GOVERNMENT]],
    ['Atlas beside a blank service', { ...API_KEY, SERVICE: ' ' }, ['apiKey', 'public', ATLAS]],
    [
      'a base URL before the service',
      { ...API_KEY, SERVICE: 'cloudgov', BASE_URL: ATLAS },
      ['apiKey', 'public', ATLAS],
    ],
    [
      'an Ops Manager URL before the service',
      { ...API_KEY, SERVICE: 'cloud', OPS_MANAGER_URL: GOVERNMENT },
      ['apiKey', 'public', GOVERNMENT],
    ],
    [
      'the API key that the type of authentication names',
      { ...API_KEY, ...SERVICE_ACCOUNT, AUTH_TYPE: 'api_keys' },
      ['apiKey', 'public', ATLAS],
    ],
    [
      'the service account that the type of authentication names',
      { ...API_KEY, ...SERVICE_ACCOUNT, AUTH_TYPE: 'service_account' },
      ['serviceAccount', 'mdb_sa_id_1', ATLAS],
    ],
    [
      'a loopback address',
      { ...SERVICE_ACCOUNT, BASE_URL: 'http://127.0.0.1:8080' },
      ['serviceAccount', 'mdb_sa_id_1', 'http://127.0.0.1:8080'],
    ],
  ];

  for (const [name, variables, [method, id, origin]] of FOUND) {
    it(`reads ${name}`, () => {
      const secret = method === 'apiKey' ? 'private' : 'mdb_sa_sk_1';
      assert.deepEqual(read(variables), {
        credential: { id: 'environment', name: 'Environment', origin, method, keyId: id, source: 'environment' },
        keys: { method, id, secret },
      });
    });
  }

  const NOTHING: readonly Variables[] = [
    {},
    { CLIENT_ID: 'x' },
    { CLIENT_SECRET: 'x' },
    { PUBLIC_API_KEY: 'x' },
    { PRIVATE_API_KEY: 'x' },
    { CLIENT_ID: 'x', PRIVATE_API_KEY: 'x' },
    { PUBLIC_API_KEY: 'x', CLIENT_SECRET: 'x' },
    { CLIENT_ID: '', CLIENT_SECRET: 'x' },
    { PUBLIC_API_KEY: 'x', PRIVATE_API_KEY: '\t' },
    { BASE_URL: ATLAS },
    { PUBLIC_KEY: 'x', PRIVATE_KEY: 'x' },
  ];
  for (const variables of NOTHING) {
    it(`finds no credential in ${JSON.stringify(variables)}`, () => {
      assert.equal(read(variables), undefined);
    });
  }

  it('ignores variables with other names', () => {
    assert.equal(environmentCredential({ ...SERVICE_ACCOUNT, ...API_KEY, MCLI_PUBLIC_API_KEY: 'x' }, 'x'), undefined);
  });

  const BAD_ORIGINS: readonly Variables[] = [
    { BASE_URL: 'http://example.org' },
    { BASE_URL: 'cloud.mongodb.com' },
    { BASE_URL: 'https://cloud.mongodb.com/api' },
    { BASE_URL: 'https://user:password@cloud.mongodb.com' },
    { OPS_MANAGER_URL: 'nonsense' },
    // The variable with precedence is invalid. The key was meant for it and not for the other one.
    { OPS_MANAGER_URL: 'http://example.org', BASE_URL: ATLAS },
  ];
  for (const variables of BAD_ORIGINS) {
    it(`returns no keys with ${JSON.stringify(variables)}`, () => {
      const found = read({ ...SERVICE_ACCOUNT, ...API_KEY, ...variables });
      assert.ok(found);
      assert.equal(found.keys, undefined);
      assert.equal(found.credential.origin, '');
      assert.equal(found.problem, 'environmentOrigin');
      assert.doesNotMatch(inspect(found), /private|mdb_sa_sk|password/);
    });
  }

  for (const SERVICE of [
    'CloudGov',
    'cloud-manager',
    'ops-manager',
    'atlas',
    'cloudgov,cloud',
    'https://cloud.mongodb.com',
  ]) {
    for (const more of [{}, { BASE_URL: ATLAS }]) {
      it(`returns no keys with ${JSON.stringify({ SERVICE, ...more })}`, () => {
        const found = read({ ...SERVICE_ACCOUNT, SERVICE, ...more });
        assert.deepEqual(
          [found?.keys, found?.credential.origin, found?.problem],
          [undefined, '', 'environmentService'],
        );
        assert.doesNotMatch(inspect(found), /mdb_sa_sk/);
      });
    }
  }

  const UNSENDABLE: readonly Variables[] = [
    { CLIENT_ID: 'mdb_sa_id_\u0441', CLIENT_SECRET: 'secret' },
    { CLIENT_ID: 'mdb_sa_id_1', CLIENT_SECRET: 'sec\nret' },
    { CLIENT_ID: 'mdb_sa_id_1', CLIENT_SECRET: 'sec\u200Bret' },
    { CLIENT_ID: 'mdb_sa_id_1', CLIENT_SECRET: 'sec ret' },
    { PUBLIC_API_KEY: 'pub\0lic', PRIVATE_API_KEY: 'private' },
    { PUBLIC_API_KEY: 'pub:lic', PRIVATE_API_KEY: 'private' },
    { PUBLIC_API_KEY: 'public', PRIVATE_API_KEY: 'pr\u0131vate' },
  ];
  for (const variables of UNSENDABLE) {
    it(`returns no keys that no header can carry: ${JSON.stringify(variables)}`, () => {
      const found = read(variables);
      assert.deepEqual([found?.keys, found?.problem], [undefined, 'environmentKey']);
    });
  }

  describe('with the variables of the MongoDB CLI', () => {
    const MCLI = { MCLI_PUBLIC_API_KEY: 'old', MCLI_PRIVATE_API_KEY: 'secret' };
    const found = (variables: Variables) => environmentCredential(variables, 'Environment');

    it('reads them, with their own base URL and service', () => {
      assert.deepEqual(found(MCLI)?.keys, { method: 'apiKey', id: 'old', secret: 'secret' });
      assert.equal(found(MCLI)?.credential.origin, ATLAS);
      assert.equal(found({ ...MCLI, MCLI_SERVICE: 'cloudgov' })?.credential.origin, GOVERNMENT);
      assert.equal(
        found({ ...MCLI, MCLI_OPS_MANAGER_URL: 'https://ops.example/' })?.credential.origin,
        'https://ops.example',
      );
      assert.equal(found({ ...MCLI, MCLI_SERVICE: 'ops-manager' })?.problem, 'environmentService');
    });

    it('never mixes a key of one prefix with a base URL of the other', () => {
      const both = { ...MCLI, MONGODB_ATLAS_BASE_URL: 'https://atlas.example', MONGODB_ATLAS_SERVICE: 'cloudgov' };
      assert.equal(found(both)?.credential.origin, ATLAS);
      const atlas = { MONGODB_ATLAS_PUBLIC_API_KEY: 'public', MONGODB_ATLAS_PRIVATE_API_KEY: 'private' };
      const winner = found({ ...MCLI, ...atlas, MCLI_BASE_URL: 'https://mcli.example' });
      assert.deepEqual([winner?.keys?.id, winner?.credential.origin], ['public', ATLAS]);
    });
  });

  it('reports unused variables of Terraform', () => {
    const names = ['MONGODB_ATLAS_PUBLIC_KEY', 'MONGODB_ATLAS_PRIVATE_KEY'];
    const terraform = Object.fromEntries(names.map((name) => [name, 'x']));
    assert.deepEqual(unusedTerraformVariables(terraform), names);
    assert.deepEqual(unusedTerraformVariables({ ...terraform, MONGODB_ATLAS_PRIVATE_KEY: ' ' }), []);
    assert.equal(environmentCredential(terraform, 'Environment'), undefined);
  });
});
