import assert from 'node:assert/strict';
import { apiErrorFrom, isCredentialFailure } from '../../../src/atlas/apiError';
import { ApiError, InvalidResponseError, NetworkError, type RequestInfo } from '../../../src/atlas/errors';
import type { HttpResponse } from '../../../src/atlas/exchange';
import { response, assertFields } from './support';

const FACTS: RequestInfo = { method: 'GET', path: '/api/atlas/v2/groups?pageNum=1', version: '2023-01-01' };
const CHALLENGE = { 'www-authenticate': 'Digest realm="MMS Public API", nonce="n", algorithm=MD5, qop="auth"' };
const HTML = '<!DOCTYPE html><title>502 Bad Gateway</title>';

const REFUSALS: readonly (readonly [what: string, response: HttpResponse, expected: object])[] = [
  [
    'an error of Atlas',
    response(404, {
      detail: 'No group with ID 111111111111111111111111 exists.',
      error: 404,
      errorCode: 'GROUP_NOT_FOUND',
      parameters: ['111111111111111111111111'],
      reason: 'Not Found',
    }),
    {
      status: 404,
      errorCode: 'GROUP_NOT_FOUND',
      detail: 'No group with ID 111111111111111111111111 exists.',
      parameters: ['111111111111111111111111'],
      message: 'Atlas responded with 404 GROUP_NOT_FOUND',
    },
  ],
  [
    'nulls for absent fields',
    response(404, { error: 404, errorCode: 'UNEXPECTED_ERROR', detail: null, parameters: null }),
    { status: 404, errorCode: 'UNEXPECTED_ERROR', detail: undefined, parameters: [] },
  ],
  [
    'a code and nothing else',
    response(403, { errorCode: 'ACCESS_FORBIDDEN' }),
    { status: 403, errorCode: 'ACCESS_FORBIDDEN', detail: undefined, parameters: [], retryAfter: undefined },
  ],
  [
    'a detail that is no text',
    response(403, { errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', detail: 5, parameters: ['192.0.2.1'] }),
    { status: 403, errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', detail: undefined, parameters: ['192.0.2.1'] },
  ],
  [
    'parameters that are no list',
    response(403, { errorCode: 'ORG_REQUIRES_ACCESS_LIST', detail: 'd', parameters: '192.0.2.1' }),
    { status: 403, errorCode: 'ORG_REQUIRES_ACCESS_LIST', detail: 'd', parameters: [] },
  ],
  [
    'an error without a code',
    response(404, { detail: 'Could not find it.', error: 404, errorCode: null, parameters: null, reason: 'Not Found' }),
    {
      status: 404,
      errorCode: undefined,
      detail: 'Could not find it.',
      parameters: [],
      message: 'Atlas responded with 404',
    },
  ],
  ['a reason and no detail', response(400, { error: 400, reason: 'Bad' }), { errorCode: undefined, detail: 'Bad' }],
  ['an empty code', response(405, { error: 405, errorCode: '', detail: 'd' }), { errorCode: undefined, detail: 'd' }],
  ...(['server', 'x-java-method', 'x-error-code'] as const).map(
    (name) =>
      [
        `a page with ${name} over TLS`,
        { ...response(404, HTML, { [name]: 'mdbws' }), isEncrypted: true },
        { status: 404, errorCode: name === 'x-error-code' ? 'mdbws' : undefined, detail: undefined },
      ] as const,
  ),
  [
    'a code with control characters',
    response(403, { errorCode: 'ACCESS\u0007_\u202e\u009bLIST\u2028\n' }),
    { errorCode: 'ACCESS_LIST' },
  ],
  ['a code that is long', response(403, { errorCode: 'C'.repeat(9_000_000) }), { errorCode: 'C'.repeat(100) }],
  [
    'a detail that is long',
    response(403, { errorCode: 'X', detail: 'd'.repeat(9_000_000) }),
    { detail: `${'d'.repeat(999)}…` },
  ],
  [
    'a detail that is cut within a surrogate pair',
    response(403, { errorCode: 'X', detail: `${'d'.repeat(998)}😀😀` }),
    { detail: `${'d'.repeat(998)}…` },
  ],
  [
    'parameters that are long, many and deep',
    response(403, {
      errorCode: 'X',
      parameters: ['9'.repeat(1000), { a: [] }, [], null, ...Array<number>(100).fill(7)],
    }),
    { parameters: [`${'9'.repeat(199)}…`, null, ...Array<number>(16).fill(7)] },
  ],
  [
    'a challenge as Atlas sends it',
    response(
      401,
      '{\n  "error" : 401,\n  "reason" : "Unauthorized",\n  "errorCode" : "UNEXPECTED_ERROR"\n}',
      CHALLENGE,
    ),
    { status: 401, errorCode: 'UNEXPECTED_ERROR' },
  ],
  [
    'a bare challenge',
    response(401, '', CHALLENGE),
    { status: 401, errorCode: undefined, message: 'Atlas responded with 401' },
  ],
  ['a challenge with HTML', response(401, HTML, CHALLENGE), { status: 401, errorCode: undefined, detail: undefined }],
  [
    'a missing role',
    response(401, { errorCode: 'USER_UNAUTHORIZED' }),
    { status: 401, errorCode: 'USER_UNAUTHORIZED' },
  ],
  [
    'a rate limit with its wait',
    response(
      429,
      { errorCode: 'RATE_LIMITED_TOKEN_BUCKET', parameters: ['o', 55, 10, 5, 60] },
      { 'retry-after': '55' },
    ),
    { status: 429, errorCode: 'RATE_LIMITED_TOKEN_BUCKET', retryAfter: 55, parameters: ['o', 55, 10, 5, 60] },
  ],
  ['a rate limit of a gateway', response(429, HTML, { 'retry-after': '3' }), { status: 429, retryAfter: 3 }],
  ['a rate limit without a word', response(429), { status: 429, errorCode: undefined, retryAfter: undefined }],
  ['a gateway in words of its own', response(502, HTML), { status: 502, errorCode: undefined, detail: undefined }],
  ['a gateway that is silent', response(503, '', { 'retry-after': '0' }), { status: 503, retryAfter: 0 }],
  ['the last status', response(599, 'x'), { status: 599 }],
  ['a version that is gone', response(410, { errorCode: 'VERSION_GONE' }), { status: 410, errorCode: 'VERSION_GONE' }],
  [
    'an error of the token endpoint',
    response(401, { error: 'invalid_client', error_description: 'Invalid credentials provided.' }),
    { status: 401, errorCode: 'invalid_client', detail: 'Invalid credentials provided.', parameters: [] },
  ],
  [
    'an error of the token endpoint that says no more',
    response(400, { error: 'invalid_request', error_description: null }),
    { status: 400, errorCode: 'invalid_request', detail: undefined },
  ],
];

const NOT_OF_ATLAS: readonly (readonly [what: string, response: HttpResponse])[] = [
  ['HTML', response(403, HTML)],
  ['an empty body', response(403)],
  ['a 401 without a challenge', response(401, HTML)],
  ['an empty 404', response(404)],
  ['JSON with another status', response(404, { error: 403, reason: 'Not Found' })],
  ['JSON with a status that is a text', response(404, { error: '404', reason: 'Not Found' })],
  ['JSON with a status and no words', response(404, { error: 404, errorCode: null, detail: '', reason: null })],
  ['an error of a gateway', response(403, { error: 'Forbidden' })],
  ['a 401 that wants another proof', response(401, '', { 'www-authenticate': 'Basic realm="proxy", Negotiate' })],
  ['headers of Atlas in clear text', response(404, HTML, { server: 'mdbws', 'x-java-method': 'Api::get' })],
  ['a code that is no text', response(404, { errorCode: 7 })],
  ['a list', response(400, [])],
  ['null', response(400, 'null')],
  ['a text', response(400, '"errorCode"')],
  ['a cut body', response(404, '{"errorCode":"GROUP_NOT')],
];

describe('apiErrorFrom', () => {
  for (const [what, refusal, expected] of REFUSALS) {
    it(`reads ${what}`, () => {
      const error = apiErrorFrom(FACTS, refusal);
      assert.ok(error instanceof ApiError);
      assertFields(error, expected);
      assert.deepEqual(error.request, FACTS);
    });
  }

  for (const [what, refusal] of NOT_OF_ATLAS) {
    it(`attributes ${what} to a system between the client and Atlas`, () => {
      const error = apiErrorFrom(FACTS, refusal);
      assert.ok(error instanceof InvalidResponseError);
      assert.equal(error.problem, 'notJson');
      assert.equal(error.status, refusal.status);
    });
  }

  it('reports 407 as a proxy that requires authentication, whatever its body', () => {
    for (const body of ['', HTML, JSON.stringify({ errorCode: 'X' })]) {
      const error = apiErrorFrom(FACTS, response(407, body));
      assert.ok(error instanceof NetworkError);
      assert.equal(error.problem, 'proxyAuthentication');
      assert.equal(error.code, '407');
    }
  });

  it('reports any status below 400 as one that Atlas never sends', () => {
    for (const status of [201, 203, 204, 206, 226, 300, 304, 399]) {
      const error = apiErrorFrom(FACTS, response(status, { errorCode: 'GROUP_NOT_FOUND' }));
      assert.ok(error instanceof InvalidResponseError);
      assert.deepEqual([error.problem, error.status], ['unexpectedStatus', status]);
    }
  });

  for (const [expected, errorCode] of [
    [true, undefined],
    [true, 'UNEXPECTED_ERROR'],
    [true, 'invalid_client'],
    [true, 'invalid_token'],
    [true, 'NO_CURRENT_USER'],
    [false, 'USER_UNAUTHORIZED'],
    [false, 'NOT_IN_GROUP'],
    [false, 'NOT_ORG_OWNER'],
    [false, 'USER_CANNOT_ACCESS_GROUP'],
    [false, 'USER_CANNOT_ACCESS_ORG'],
    [false, 'ORG_READ_ONLY_REQUIRED_LATER'],
  ] as const) {
    it(`treats a 401 with ${errorCode ?? 'no code'} as ${expected ? '' : 'not '}about the key`, () => {
      assert.equal(isCredentialFailure(response(401, { error: 401, reason: 'r', errorCode })), expected);
      assert.equal(isCredentialFailure(response(403, { error: 403, reason: 'r', errorCode })), false);
    });
  }

  it('attributes 511, a network that requires a sign-in, to no problem of Atlas', () => {
    assert.ok(apiErrorFrom({ method: 'GET', path: '/' }, response(511, HTML)) instanceof InvalidResponseError);
  });

  it('does not treat a 401 of a captive portal as about the key', () => {
    assert.equal(isCredentialFailure(response(401, HTML)), false);
  });
});
