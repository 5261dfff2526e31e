import assert from 'node:assert/strict';
import type { AtlasCliProfile } from '../../../src/signIn/atlasCliProfiles';
import { GOVERNMENT, MARKER, ORGANIZATION, profile, PROJECT, readAll, USER_ACCOUNT } from './profiles';

const names = (text: string, environment?: Record<string, string>) =>
  readAll(text, environment).map(({ name }) => name);

describe('readAtlasCliProfiles', () => {
  /** A file that the CLI wrote on a machine without a keyring. */
  const PLAIN = `local_deployment_image = "mongodb/mongodb-atlas-local"
mongosh_path = "/usr/local/bin/mongosh"
silence_storage_warning = true
skip_update_check = "yes"
telemetry_enabled = false
version = 2

[analytics]
  auth_type = "service_account"
  client_id = "mdb_sa_id_1"
  client_secret = "mdb_sa_sk_1"
  org_id = "${ORGANIZATION}"
  output = "json"
  project_id = "${PROJECT}"
  service = "cloud"

[default]
  auth_type = "api_keys"
  org_id = "${ORGANIZATION}"
  private_api_key = "1e8d6c5b-0a9f-4e37-8b21-94d7c3f05a6e"
  public_api_key = "qwplatfm"
  service = "cloud"

[gov]
  auth_type = "api_keys"
  private_api_key = "private"
  public_api_key = "public"
  service = "cloudgov"

[login]
  access_token = "${MARKER}"
  auth_type = "user_account"
  refresh_token = "${MARKER}"
  service = "cloud"
`;
  const PLAIN_PROFILES: readonly AtlasCliProfile[] = [
    profile('default', {
      method: 'apiKey',
      keyId: 'qwplatfm',
      secret: '1e8d6c5b-0a9f-4e37-8b21-94d7c3f05a6e',
      organizationId: ORGANIZATION,
    }),
    profile('analytics', {
      method: 'serviceAccount',
      keyId: 'mdb_sa_id_1',
      secret: 'mdb_sa_sk_1',
      organizationId: ORGANIZATION,
      projectId: PROJECT,
    }),
    profile('gov', { method: 'apiKey', keyId: 'public', secret: 'private', origin: GOVERNMENT }),
    profile('login', USER_ACCOUNT),
  ];

  const FILES: readonly (readonly [name: string, text: string, expected: readonly AtlasCliProfile[]])[] = [
    ['the plain text of macOS and Linux', PLAIN, PLAIN_PROFILES],
    ['the line ends of Windows', PLAIN.replaceAll('\n', '\r\n'), PLAIN_PROFILES],
    ['a byte order mark', `\uFEFF${PLAIN}`, PLAIN_PROFILES],
    [
      'profiles whose keys are in the keyring',
      `version = 2
[default]
auth_type = "service_account"
org_id = "${ORGANIZATION}"
project_id = "${PROJECT}"
[gov]
auth_type = "api_keys"
service = "cloudgov"
[half]
auth_type = "api_keys"
public_api_key = "public"
[leftover]
auth_type = "service_account"
[leftover.client_id]
[leftover.client_secret]`,
      [
        profile('default', { method: 'serviceAccount', organizationId: ORGANIZATION, projectId: PROJECT }),
        profile('gov', { method: 'apiKey', origin: GOVERNMENT }),
        profile('half', { method: 'apiKey', keyId: 'public' }),
        profile('leftover', { method: 'serviceAccount' }),
      ],
    ],
    [
      'a file of the first version',
      `skip_update_check = true
[default]
public_api_key = "public"
private_api_key = "private"
[sa]
client_id = "id"
client_secret = "secret"
[login]
access_token = "${MARKER}"
refresh_token = "${MARKER}"`,
      [
        profile('default', { method: 'apiKey', keyId: 'public', secret: 'private' }),
        profile('sa', { method: 'serviceAccount', keyId: 'id', secret: 'secret' }),
        profile('login', USER_ACCOUNT),
      ],
    ],
    [
      'what counts for all profiles',
      `service = "cloudgov"\norg_id = ""\n[a]\nservice = "cloud"\norg_id = "${ORGANIZATION}"\n[b]`,
      [profile('a', { origin: GOVERNMENT, organizationId: ORGANIZATION }), profile('b', { origin: GOVERNMENT })],
    ],
    [
      'an origin for all, under its other name, before that of one',
      'base_url = "https://all.example"\n[a]\nops_manager_url = "https://a.example"',
      [profile('a', { origin: { origin: 'https://all.example' } })],
    ],
    [
      'both kinds of key in a file of the second version, as the CLI does at run time',
      'version = 2\n[a]\npublic_api_key = "public"\nprivate_api_key = "private"\nclient_id = "id"\nclient_secret = "secret"',
      [profile('a', { method: 'serviceAccount', keyId: 'id', secret: 'secret' })],
    ],
    [
      'profiles whose names have a dot',
      `[dev.eu]
public_api_key = "public"
private_api_key = "private"
[dev.us.east]
client_id = "id"
client_secret = "secret"
["quoted.name"]
client_id = "id"
[both]
client_id = "id"
[both.inner]
auth_type = "api_keys"
[settings.colors]
red = "1"`,
      [
        profile('dev.eu', { method: 'apiKey', keyId: 'public', secret: 'private' }),
        profile('dev.us.east', { method: 'serviceAccount', keyId: 'id', secret: 'secret' }),
        profile('quoted.name', { method: 'serviceAccount', keyId: 'id' }),
        profile('both', { method: 'serviceAccount', keyId: 'id' }),
        profile('both.inner', { method: 'apiKey' }),
        profile('settings'),
      ],
    ],
    [
      'keys outside of tables as the default profile',
      'private_api_key = "private"\npublic_api_key = "public"\nservice = "cloudgov"',
      [profile('default', { method: 'apiKey', keyId: 'public', secret: 'private', origin: GOVERNMENT })],
    ],
    ['an empty file', '', []],
    ['a file with settings only', 'version = 2\nprofile = "x"\nlist = [1]\nday = 2026-11-23\n[[array]]\na = 1', []],
  ];
  for (const [name, text, expected] of FILES) {
    it(`reads ${name}`, () => {
      const read = readAll(text);
      assert.deepEqual(read, expected);
      assert.doesNotMatch(JSON.stringify(read), new RegExp(MARKER));
    });
  }

  const FIVE = '[zeta]\n[Beta]\n[default]\n["with blank"]\n[alpha]';
  const ORDERS: readonly (readonly [Record<string, string>, expected: readonly string[]])[] = [
    [{}, ['default', 'zeta', 'Beta', 'with blank', 'alpha']],
    [{ MONGODB_ATLAS_PROFILE: 'alpha' }, ['alpha', 'default', 'zeta', 'Beta', 'with blank']],
    [{ MONGODB_ATLAS_PROFILE: ' bETA ' }, ['Beta', 'default', 'zeta', 'with blank', 'alpha']],
    [{ MONGODB_ATLAS_PROFILE: 'default' }, ['default', 'zeta', 'Beta', 'with blank', 'alpha']],
    [{ MONGODB_ATLAS_PROFILE: 'missing' }, ['default', 'zeta', 'Beta', 'with blank', 'alpha']],
    [{ MONGODB_ATLAS_PROFILE: '' }, ['default', 'zeta', 'Beta', 'with blank', 'alpha']],
  ];
  for (const [environment, expected] of ORDERS) {
    it(`orders the profiles with ${JSON.stringify(environment)}`, () => {
      assert.deepEqual(names(FIVE, environment), expected);
    });
  }

  it('ignores all other environment variables', () => {
    const environment = Object.fromEntries(
      [
        ['OPS_MANAGER_URL', 'https://other.example'],
        ['BASE_URL', 'https://other.example'],
        ['SERVICE', 'cloudgov'],
        ['AUTH_TYPE', 'service_account'],
        ['CLIENT_ID', MARKER],
        ['CLIENT_SECRET', MARKER],
        ['PUBLIC_API_KEY', MARKER],
        ['PRIVATE_API_KEY', MARKER],
        ['ORG_ID', PROJECT],
        ['PROJECT_ID', ORGANIZATION],
      ].map(([name, value]) => [`MONGODB_ATLAS_${name ?? ''}`, value ?? '']),
    );
    assert.deepEqual(readAll(PLAIN, environment), PLAIN_PROFILES);
  });
});
