import assert from 'node:assert/strict';
import { ServiceAccountAuthenticator } from '../../../src/atlas/auth/serviceAccount';
import { meaningOf } from '../../../src/atlas/errorCodes';
import { ApiError, InvalidResponseError, NetworkError } from '../../../src/atlas/errors';
import { createSend, type HttpResponse } from '../../../src/atlas/exchange';
import { BASIC, CLIENT_ID, FakeAtlas, GET, JSON_TYPE, ORIGIN, SECRET } from './fakeAtlas';
import { response, assertFields, everythingIn, failureOf, RecordingLog } from './support';

const REFUSED: readonly (readonly [what: string, response: HttpResponse, expected: object])[] = [
  [
    'a wrong secret',
    response(401, { error: 'invalid_client', error_description: 'Invalid credentials provided.' }, JSON_TYPE),
    { name: 'ApiError', status: 401, errorCode: 'invalid_client', detail: 'Invalid credentials provided.' },
  ],
  [
    'a wrong secret with a challenge',
    response(401, { error: 'invalid_client' }, { ...JSON_TYPE, 'www-authenticate': 'Basic realm="x"' }),
    { name: 'ApiError', status: 401, errorCode: 'invalid_client' },
  ],
  [
    'too many tokens',
    response(403, { error: 'access_denied', error_description: 'Access Token limit reached.' }, JSON_TYPE),
    { name: 'ApiError', status: 403, errorCode: 'access_denied' },
  ],
  [
    'too many requests',
    response(429, { errorCode: 'RATE_LIMITED', parameters: ['/api/oauth/token', 50, 1] }, { 'retry-after': '17' }),
    { name: 'ApiError', status: 429, errorCode: 'RATE_LIMITED', retryAfter: 17 },
  ],
  ['a bad request', response(400, { error: 'invalid_request' }), { name: 'ApiError', errorCode: 'invalid_request' }],
  ['an error', response(500, { error: 'server_error' }), { name: 'ApiError', status: 500, errorCode: 'server_error' }],
  ['a gateway', response(503, '<html>', { date: 'Mon, 10 Aug 2026 03:03:36 GMT' }), { name: 'ApiError', status: 503 }],
  ['an odd status', response(999, ''), { name: 'ApiError', status: 999 }],
  ['a proxy', response(407, '<html>'), { name: 'NetworkError', problem: 'proxyAuthentication' }],
  ['a page of a network', response(403, '<html>'), { name: 'InvalidResponseError', problem: 'notJson', status: 403 }],
  ['nothing', response(204), { name: 'InvalidResponseError', status: 204 }],
  ['nothing new', response(304), { name: 'InvalidResponseError', status: 304 }],
  ['another success', response(201, { access_token: 't', token_type: 'Bearer' }), { name: 'InvalidResponseError' }],
  ['a sign-in page', response(200, '<html>', { 'content-type': 'text/html' }), { problem: 'notJson', status: 200 }],
  ['a cut body', response(200, '{"access_token":"tok', JSON_TYPE), { problem: 'notJson', status: 200 }],
  ['an empty body', response(200, '', JSON_TYPE), { name: 'InvalidResponseError' }],
  ['no token', response(200, { token_type: 'Bearer' }, JSON_TYPE), { name: 'InvalidResponseError' }],
  [
    'an empty token',
    response(200, { access_token: '', token_type: 'Bearer' }, JSON_TYPE),
    { name: 'InvalidResponseError' },
  ],
  ['no type', response(200, { access_token: 't' }, JSON_TYPE), { name: 'InvalidResponseError' }],
  [
    'another type',
    response(200, { access_token: 't', token_type: 'mac' }, JSON_TYPE),
    { name: 'InvalidResponseError' },
  ],
  [
    'an odd lifetime',
    response(200, { access_token: 't', token_type: 'Bearer', expires_in: 'soon' }, JSON_TYPE),
    { name: 'InvalidResponseError', problem: 'unexpectedShape' },
  ],
];

describe('A failed token request', () => {
  for (const [what, refusal, expected] of REFUSED) {
    it(`with ${what} fails all waiting requests, and the next one retries`, async () => {
      const atlas = new FakeAtlas();
      atlas.onToken = () => refusal;
      const failures = await Promise.all([1, 2, 3].map(() => failureOf(atlas.authenticator.send(GET))));
      for (const failure of failures) {
        assert.ok(
          failure instanceof ApiError || failure instanceof NetworkError || failure instanceof InvalidResponseError,
        );
        assertFields(failure, expected);
        assertFields(failure.request, { method: 'POST', path: '/api/oauth/token' });
      }
      assert.deepEqual([atlas.tokens, atlas.requests.length], [1, 1]);
      atlas.onToken = (_request, count) => atlas.grant(count);
      assert.equal((await atlas.authenticator.send(GET)).status, 200);
    });
  }

  it('fails with the network error', async () => {
    const atlas = new FakeAtlas();
    const down = new NetworkError({ method: 'POST', path: '/api/oauth/token' }, 'refused');
    atlas.onToken = () => Promise.reject(down);
    assert.equal(await failureOf(atlas.authenticator.send(GET)), down);
  });
});

describe('A service account', () => {
  it('leaves no token or secret in the log or in an error', async () => {
    const TOKEN = 'eyJhbGciOiJFUzUxMiI';
    const granted = { access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 };
    const responses: (readonly [status: number, body: string])[] = [
      [200, JSON.stringify({ ...granted, token_type: 'mac' })],
      [200, JSON.stringify({ ...granted, expires_in: TOKEN })],
      [200, JSON.stringify([granted])],
      [200, `${TOKEN} is no JSON`],
      [200, JSON.stringify(granted).slice(0, -1)],
      [401, JSON.stringify({ error: 'invalid_client' })],
      [500, JSON.stringify(granted)],
      [201, JSON.stringify(granted)],
      [200, JSON.stringify(granted)],
      [403, JSON.stringify({ errorCode: 'ACCESS_FORBIDDEN' })],
      [500, JSON.stringify(granted)],
    ];
    const log = new RecordingLog();
    const send = createSend({
      origin: ORIGIN,
      log,
      userAgent: 'test/1',
      requestTimeout: () => 10_000,
      fetch: () => {
        const [status, body] = responses.shift() ?? [200, ''];
        return Promise.resolve(new Response(body, { status, headers: JSON_TYPE }));
      },
    });
    const authenticator = new ServiceAccountAuthenticator(CLIENT_ID, SECRET, ORIGIN, send, () => 0);
    const errors: unknown[] = [];
    const keep = (error: unknown): void => {
      errors.push(error);
    };
    while (responses.length > 1) {
      await authenticator.send(GET).catch(keep);
    }
    await authenticator.revoke().catch(keep);
    assert.deepEqual([errors.length, log.requests.length, responses.length], [9, 11, 0]);
    const left = everythingIn([errors, log.requests]);
    for (const secret of [TOKEN, TOKEN.slice(0, 8), SECRET, BASIC.slice(6)]) {
      assert.ok(!left.includes(secret), left);
    }
  });
});

describe('An unusable token', () => {
  for (const [what, fields, name] of [
    ['is of another type', { token_type: 'DPoP' }, 'InvalidResponseError'],
    ['has Cyrillic letters', { access_token: 'токен' }, 'UnsendableCredentialError'],
    ['has a line break', { access_token: 'a\r\nX-Injected: b' }, 'UnsendableCredentialError'],
    ['has a NUL', { access_token: 'a\0' }, 'UnsendableCredentialError'],
    ['has a space', { access_token: 'a b' }, 'UnsendableCredentialError'],
  ] as const) {
    it(`is rejected on arrival because it ${what}, and not kept`, async () => {
      const atlas = new FakeAtlas();
      const granted = { access_token: 't', token_type: 'Bearer', expires_in: 3600, ...fields };
      atlas.onToken = () => response(200, granted, JSON_TYPE);
      assertFields(await failureOf(atlas.authenticator.send(GET)), { name });
      atlas.onToken = (_request, count) => atlas.grant(count);
      assert.equal((await atlas.authenticator.send(GET)).status, 200);
      assert.equal(atlas.tokens, 2);
    });
  }

  for (const type of ['Bearer', 'bearer', 'BEARER']) {
    it(`does not have type ${type}`, async () => {
      const atlas = new FakeAtlas();
      atlas.onToken = (_request, count) => {
        atlas.grant(count);
        return response(200, { access_token: `token-${count}`, token_type: type, expires_in: 3600 }, JSON_TYPE);
      };
      assert.equal((await atlas.authenticator.send(GET)).status, 200);
    });
  }
});

describe('A refusal of the token endpoint', () => {
  for (const [status, code, isOfCredential] of [
    [401, 'unauthorized_client', true],
    [401, 'access_denied', true],
    [401, 'USER_UNAUTHORIZED', true],
    [400, 'invalid_client', true],
    [400, 'invalid_grant', true],
    [400, 'invalid_request', true],
    [403, 'access_denied', false],
    [500, 'server_error', false],
  ] as const) {
    it(`with ${status} ${code} is ${isOfCredential ? '' : 'not '}about the service account, and never about a role`, async () => {
      const atlas = new FakeAtlas();
      atlas.onToken = () => response(status, { error: code, error_description: 'Why.' }, JSON_TYPE);
      const error = await failureOf(atlas.authenticator.send(GET));
      assert.ok(error instanceof ApiError);
      assert.equal(meaningOf(error) === 'credential', isOfCredential);
      assert.notEqual(meaningOf(error), 'role');
      assert.match(error.detail ?? '', /Why\./);
    });
  }
});
