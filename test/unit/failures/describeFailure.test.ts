import assert from 'node:assert/strict';
import { ApiError, InvalidIdentifierError } from '../../../src/atlas/errors';
import { ChangedListError } from '../../../src/atlas/pagedRows';
import { CredentialError } from '../../../src/credentials/credential';
import { describeFailure } from '../../../src/failures/describeFailure';
import type { FailureContext, Fix } from '../../../src/failures/failure';
import type { Fault } from '../../atlas/simulator';
import { failureOf } from '../atlas/support';
import { clientOf, KEYS, METHODS, PROJECTS, useSimulator, warmClientOf } from '../client/support';
import {
  assertDescribed,
  contextOf,
  describeAnd,
  ORIGIN,
  PROXY_SETTINGS,
  RETRY,
  UPDATE_SECRET,
  VERSION_SETTING,
  type Expected,
} from './support';

for (const method of METHODS) {
  describe(`describeFailure of a refusal of ${method}`, () => {
    const simulator = useSimulator();
    const keys = KEYS[method];
    const inProject = (projectId: string): FailureContext => ({ ...contextOf(method), projectId });

    /** Returns the error of a client whose next request gets this response. */
    const faulty = async (response: Fault['response']): Promise<Error> => {
      const { client } = await warmClientOf(simulator(), { keys });
      simulator().fault({ response });
      return failureOf(client.listExportBuckets(PROJECTS.aws));
    };

    it('reports keys that Atlas rejects', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      simulator().world.removeCredential(keys.id);
      const error = await failureOf(client.listProjects());
      const expected: Expected =
        method === 'apiKey'
          ? ['Atlas rejected this API key', UPDATE_SECRET, 'UNEXPECTED_ERROR']
          : ['Atlas rejected this service account', UPDATE_SECRET, 'invalid_client'];
      assertDescribed(error, contextOf(method), expected);
      const environment = contextOf(method, { id: 'environment', source: 'environment' });
      assertDescribed(error, environment, [expected[0], RETRY, expected[2]], /MONGODB_ATLAS_…/);
    });

    it('reports a missing role, in a project and elsewhere', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const error = await failureOf(client.listExportBuckets(PROJECTS.forbidden));
      const page = `${ORIGIN}/v2`;
      assertDescribed(
        error,
        inProject(PROJECTS.forbidden),
        [
          'No access: Project Read Only required',
          { kind: 'openAccessManager', page: `${page}/${PROJECTS.forbidden}#/access` },
          'USER_UNAUTHORIZED',
        ],
        /The credential is valid.*Grant it in Atlas/,
      );
      const fix = { kind: 'openAccessManager', page } as const;
      const elsewhere: Expected = ['No access: a role is missing', fix, 'USER_UNAUTHORIZED'];
      assertDescribed(error, contextOf(method), elsewhere);
    });

    it('names the IP address that is missing from the access list', async () => {
      simulator().world.setBlocked(keys.id, true);
      assertDescribed(
        await failureOf(clientOf(simulator(), { keys }).client.listProjects()),
        contextOf(method),
        [
          'Not on the access list: 127.0.0.1',
          { kind: 'openAccessList', page: `${ORIGIN}/v2` },
          'IP_ADDRESS_NOT_ON_ACCESS_LIST',
        ],
        /separate from the database’s IP access list/,
      );
      // The longest possible address still fits into a label.
      simulator().world.setBlocked(keys.id, false);
      const address = '2001:0db8:85a3:08d3:1319:8a2e:0370:7348';
      const { label } = describeFailure(await faulty({ status: 403, parameters: [address] }), contextOf(method));
      assert.ok(label.endsWith(`: ${address}`) && label.length <= 60);
    });

    it('omits a parameter that is not an IP address', () => {
      for (const address of [
        '9'.repeat(9_000),
        'fe80::1%[x](command:y)',
        '127.0.0.1\u202e',
        '<b>',
        '1.2.3',
        '1.2.3.456',
        ':::',
        '',
        7,
        null,
      ]) {
        const error = new ApiError(
          { method: 'GET', path: '/api/atlas/v2/groups' },
          { status: 403, errorCode: 'IP_ADDRESS_NOT_ON_WHITELIST', parameters: [address] },
        );
        assert.equal(describeAnd(error, contextOf(method)).label, 'This IP address is not on the access list');
      }
    });

    it('does not judge the credential by an undocumented error code', async () => {
      const error = await faulty({ status: 401, errorCode: 'ORG_READ_ONLY_REQUIRED_LATER', detail: 'Later.' });
      assertDescribed(
        error,
        contextOf(method),
        ['Atlas rejected the request (401)', RETRY, 'ORG_READ_ONLY_REQUIRED_LATER'],
        /^Atlas says: Later\.$/,
      );
    });

    const SIMPLE: readonly (readonly [Fault['response'], Expected, RegExp])[] = [
      [
        { status: 403 },
        [
          'This IP address is not on the access list',
          { kind: 'openAccessList', page: `${ORIGIN}/v2/${PROJECTS.aws}#/access` },
          'IP_ADDRESS_NOT_ON_ACCESS_LIST',
        ],
        /API access list/,
      ],
      [
        { status: 403, errorCode: 'FEATURE_UNSUPPORTED', detail: 'Not on this tier.' },
        ['Access denied by Atlas', RETRY, 'FEATURE_UNSUPPORTED'],
        /Atlas says: Not on this tier\./,
      ],
      [
        { status: 404, detail: 'No such bucket.' },
        ['Not found or no longer accessible', { kind: 'refresh' }, 'RESOURCE_NOT_FOUND'],
        /Atlas says: No such bucket\./,
      ],
      [
        { status: 406, errorCode: 'INVALID_VERSION_DATE' },
        ['Atlas doesn’t support API version 2024-05-30', VERSION_SETTING, 'INVALID_VERSION_DATE'],
        /another API version/,
      ],
      [
        { status: 410, errorCode: 'VERSION_GONE' },
        ['Atlas no longer supports API version 2024-05-30', VERSION_SETTING, 'VERSION_GONE'],
        /another API version/,
      ],
      [
        { status: 429, retryAfter: 55 },
        ['Rate limited by Atlas', RETRY, 'RATE_LIMITED_TOKEN_BUCKET'],
        /Too many requests/,
      ],
      [
        { status: 402, errorCode: 'PAYMENT_REQUIRED', detail: 'Pay.' },
        ['Atlas rejected the request (402)', RETRY, 'PAYMENT_REQUIRED'],
        /Atlas says: Pay\./,
      ],
      [
        { status: 500, detail: 'Unexpected error.' },
        ['Atlas is unavailable (500)', RETRY, 'UNEXPECTED_ERROR'],
        /Atlas says: Unexpected error\./,
      ],
      [
        { status: 503, body: '<html>', contentType: 'text/html' },
        ['Atlas is unavailable (503)', RETRY, '503'],
        /gives no reason/,
      ],
      [{ status: 407 }, ['The proxy requires authentication', PROXY_SETTINGS, '407'], /http\.proxy/],
      [
        { status: 200, body: '<html>', contentType: 'text/html' },
        ['The response is not from Atlas', RETRY, '200'],
        /sign-in page/,
      ],
      [{ status: 200, body: '{}' }, ['The response can’t be read', RETRY, '200'], /proxy/],
      [
        { status: 302, headers: { Location: 'http://127.0.0.1:9/' } },
        ['The response is a redirect', RETRY, undefined],
        /No redirect was followed/,
      ],
      [
        { status: 200, body: ' '.repeat(10 * 1024 * 1024 + 1) },
        ['The response is too large', RETRY, undefined],
        /proxy/,
      ],
      [
        { reset: 'beforeHeaders' },
        ['Connection lost to cloud.mongodb.com', RETRY, 'ECONNRESET'],
        /may have closed the connection/,
      ],
    ];
    for (const [response, expected, says] of SIMPLE) {
      it(`returns “${expected[0]}” for ${JSON.stringify(response).slice(0, 70)}`, async () => {
        assertDescribed(await faulty(response), inProject(PROJECTS.aws), expected, says);
      });
    }

    it('names the API version of the request', async () => {
      const { client } = await warmClientOf(simulator(), { keys, version: '2023-01-01' });
      simulator().fault({ response: { status: 410, errorCode: 'VERSION_GONE' } });
      const error = await failureOf(client.listExportBuckets(PROJECTS.aws));
      assert.equal(describeAnd(error, contextOf(method)).label, 'Atlas no longer supports API version 2023-01-01');
    });
  });
}

describe('describeFailure without a request', () => {
  const context = contextOf('serviceAccount');

  it('reports each problem of a credential', () => {
    for (const [problem, label, fix] of [
      ['secretMissing', 'The secret is missing', UPDATE_SECRET],
      ['originMismatch', 'The secret doesn’t match the credential', UPDATE_SECRET],
      ['environmentOrigin', 'The base URL in the environment can’t be used', { kind: 'addCredential' }],
      ['environmentService', 'The service in the environment is unknown', { kind: 'addCredential' }],
      ['environmentKey', 'The key in the environment can’t be used', { kind: 'addCredential' }],
      ['originRefused', 'This base URL can’t be used', { kind: 'changeBaseUrl' }],
      ['keyRefused', 'This key can’t be used', { kind: 'addCredential' }],
      ['keyringTimeout', 'The system keyring doesn’t respond', RETRY],
      ['keyringFailed', 'The system keyring failed', RETRY],
      ['newerVersion', 'Requires a newer version of this extension', { kind: 'removeCredential' }],
    ] as const) {
      assertDescribed(new CredentialError(problem), context, [label, fix, undefined], /No request was sent/);
    }
  });

  it('shows only the name of an unexpected error', () => {
    const { secret } = KEYS.serviceAccount;
    const showLog: Fix = { kind: 'showLog' };
    const UNKNOWN: readonly (readonly [unknown, string | undefined])[] = [
      [new TypeError(`cannot read ${secret}`), 'TypeError'],
      [secret, undefined],
      [undefined, undefined],
      [{ status: 401 }, undefined],
    ];
    for (const [error, code] of UNKNOWN) {
      assertDescribed(error, context, ['An unexpected error occurred', showLog, code]);
    }
  });

  it('reports a list that changed while it loaded', () => {
    const expected = ['The list changed while it loaded', { kind: 'retry' }, undefined] as const;
    assertDescribed(new ChangedListError(), context, expected, /Items may be missing/);
  });

  it('reports an invalid ID', () => {
    const expected = ['This is not an Atlas ID', { kind: 'refresh' }, 'project'] as const;
    assertDescribed(new InvalidIdentifierError('project'), context, expected, /No request was sent/);
  });

  it('reports a 401 without a code as a rejected credential, not as a missing role', () => {
    const error = new ApiError({ method: 'GET', path: '/' }, { status: 401 });
    assertDescribed(error, context, ['Atlas rejected this service account', UPDATE_SECRET, '401']);
  });
});
