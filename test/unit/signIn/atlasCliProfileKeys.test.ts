import assert from 'node:assert/strict';
import type { AtlasCliProfile } from '../../../src/signIn/atlasCliProfiles';
import { ATLAS, GOVERNMENT, MARKER, ORGANIZATION, profile, PROJECT, readAll, USER_ACCOUNT } from './profiles';

/** Returns the profile `p` that consists of `lines`. */
function readOne(...lines: string[]): AtlasCliProfile {
  const [first, ...others] = readAll(['[p]', ...lines].join('\n'));
  assert.ok(first);
  assert.deepEqual(others, []);
  return first;
}

describe('readAtlasCliProfiles for one profile', () => {
  const API_KEY = ['public_api_key = "public"', 'private_api_key = "private"'];
  const SERVICE_ACCOUNT = ['client_id = "id"', 'client_secret = "secret"'];
  const LOGIN = [`access_token = "${MARKER}"`, `refresh_token = "${MARKER}"`];
  const KEYS: readonly (readonly [lines: readonly string[], expected: Partial<AtlasCliProfile>])[] = [
    // The CLI prefers the API key when it migrates a file of version 1.
    [[...API_KEY, ...SERVICE_ACCOUNT], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [[...API_KEY, ...LOGIN], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [[...SERVICE_ACCOUNT, ...LOGIN], { method: 'serviceAccount', keyId: 'id', secret: 'secret' }],
    [['client_id = "id"', ...LOGIN], USER_ACCOUNT],
    [['client_id = "id"', 'access_token = "x"'], USER_ACCOUNT],
    [[...SERVICE_ACCOUNT, 'access_token = "x"'], { method: 'serviceAccount', keyId: 'id', secret: 'secret' }],
    [[...SERVICE_ACCOUNT, 'public_api_key = "x"'], { method: 'serviceAccount', keyId: 'id', secret: 'secret' }],
    [
      ['auth_type = "api_keys"', ...API_KEY, ...SERVICE_ACCOUNT],
      { method: 'apiKey', keyId: 'public', secret: 'private' },
    ],
    [
      ['auth_type = "service_account"', ...API_KEY, ...SERVICE_ACCOUNT],
      { method: 'serviceAccount', keyId: 'id', secret: 'secret' },
    ],
    [['auth_type = "service_account"', ...API_KEY], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [
      ['auth_type = "service_account"', 'client_id = "id"', ...API_KEY],
      { method: 'apiKey', keyId: 'public', secret: 'private' },
    ],
    [['auth_type = "service_account"', 'client_id = "id"'], { method: 'serviceAccount', keyId: 'id' }],
    [
      ['auth_type = "api_keys"', 'public_api_key = "public"', ...SERVICE_ACCOUNT],
      { method: 'serviceAccount', keyId: 'id', secret: 'secret' },
    ],
    [['auth_type = "api_keys"', 'public_api_key = "public"'], { method: 'apiKey', keyId: 'public' }],
    [['auth_type = "user_account"', ...API_KEY], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [['auth_type = "user_account"', ...API_KEY, ...LOGIN], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [['auth_type = "user_account"', 'public_api_key = "public"'], USER_ACCOUNT],
    [
      ['auth_type = "user_account"', ...SERVICE_ACCOUNT, ...API_KEY, ...LOGIN],
      { method: 'serviceAccount', keyId: 'id', secret: 'secret' },
    ],
    [['auth_type = "user_account"', 'client_id = "id"', ...LOGIN], USER_ACCOUNT],
    [['auth_type = "no_auth"', ...API_KEY], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [['auth_type = "no_auth"', 'client_id = "id"'], { unused: 'noAuth' }],
    [['auth_type = "another"', ...SERVICE_ACCOUNT], { method: 'serviceAccount', keyId: 'id', secret: 'secret' }],
    [['auth_type = "another"', 'client_id = "id"'], { unused: 'authType' }],
    [['auth_type = "API_KEYS"', 'public_api_key = "public"'], { unused: 'authType' }],
    [['auth_type = ""', ...API_KEY], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [['auth_type = 1', ...API_KEY], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [['client_id = "id"', ...API_KEY], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [['client_secret = " "', 'client_id = "id"'], { method: 'serviceAccount', keyId: 'id' }],
    [['client_secret = "secret"'], { method: 'serviceAccount', secret: 'secret' }],
    [['private_api_key = "private"'], { method: 'apiKey', secret: 'private' }],
    [['client_id = "id"', 'public_api_key = "public"'], { method: 'serviceAccount', keyId: 'id' }],
    [
      ['public_api_key = " public\\n"', 'private_api_key = "\\tprivate "'],
      { method: 'apiKey', keyId: 'public', secret: 'private' },
    ],
    [
      ['Public_Api_Key = "public"', "PRIVATE_API_KEY = 'private'"],
      { method: 'apiKey', keyId: 'public', secret: 'private' },
    ],
    [['public_api_key = 12345678', 'private_api_key = "private"'], { method: 'apiKey', secret: 'private' }],
    [['service = "cloud-manager"', ...API_KEY], { unused: 'service' }],
    [['service = "ops-manager"', ...SERVICE_ACCOUNT], { unused: 'service' }],
    [['service = 1', ...SERVICE_ACCOUNT], { unused: 'service' }],
    [['service = ""', ...API_KEY], { method: 'apiKey', keyId: 'public', secret: 'private' }],
    [
      [`org_id = " ${ORGANIZATION} "`, `project_id = "${PROJECT}"`],
      { organizationId: ORGANIZATION, projectId: PROJECT },
    ],
    [[`org_id = "../${ORGANIZATION}"`, 'project_id = "Retail"'], {}],
    [['org_id = 123456789012345678901234', `project_id = ["${PROJECT}"]`], {}],
  ];
  for (const [lines, expected] of KEYS) {
    it(`reads ${JSON.stringify(expected)} from ${lines.join(', ')}`, () => {
      assert.deepEqual(readOne(...lines), profile('p', expected));
    });
  }

  const ORIGINS: readonly (readonly [lines: readonly string[], expected: AtlasCliProfile['origin']])[] = [
    [[], ATLAS],
    [['service = "cloud"'], ATLAS],
    [['service = " cloudgov "'], GOVERNMENT],
    [['ops_manager_url = "https://ops.example/"'], { origin: 'https://ops.example' }],
    [['base_url = "HTTPS://Base.Example:443"'], { origin: 'https://base.example' }],
    [['ops_manager_url = "https://ops.example"', 'service = "cloudgov"'], { origin: 'https://ops.example' }],
    [
      ['base_url = "https://base.example"', 'ops_manager_url = "https://ops.example"'],
      { origin: 'https://ops.example' },
    ],
    [['base_url = "https://base.example"', 'ops_manager_url = " "'], { origin: 'https://base.example' }],
    [['base_url = ""', 'ops_manager_url = ""', 'service = "cloudgov"'], GOVERNMENT],
    [['base_url = "http://127.0.0.1:8080"'], { origin: 'http://127.0.0.1:8080' }],
    [['account_url = "https://account.example"'], ATLAS],
    [['ops_manager_url = "https://ops.example/api"'], { problem: 'notOnlyAnOrigin' }],
    [['ops_manager_url = "http://ops.example"'], { problem: 'notHttps' }],
    [['ops_manager_url = "https://user:password@ops.example"'], { problem: 'userInfo' }],
    [['ops_manager_url = "nonsense"', 'base_url = "https://base.example"'], { problem: 'notAUrl' }],
    [['ops_manager_url = 1'], { problem: 'notAUrl' }],
    [['ops_manager_url = ["https://ops.example"]'], { problem: 'notAUrl' }],
    [['base_url = { host = "ops.example" }'], { problem: 'notAUrl' }],
  ];
  for (const [lines, expected] of ORIGINS) {
    it(`finds ${JSON.stringify(expected)} in ${lines.join(', ') || 'an empty profile'}`, () => {
      assert.deepEqual(readOne(...lines).origin, expected);
    });
  }
});
