import assert from 'node:assert/strict';
import { apiErrorFrom, isCredentialCode, isCredentialFailure, parseJson } from '../../../src/atlas/apiError';
import { ApiError, InvalidResponseError, NetworkError, type RequestFacts } from '../../../src/atlas/errors';
import type { Answer } from '../../../src/atlas/exchange';
import { answer, assertFields } from './support';

const FACTS: RequestFacts = { method: 'GET', path: '/api/atlas/v2/groups?pageNum=1', version: '2023-01-01' };
const CHALLENGE = { 'www-authenticate': 'Digest realm="MMS Public API", nonce="n", algorithm=MD5, qop="auth"' };
const HTML = '<!DOCTYPE html><title>502 Bad Gateway</title>';

const REFUSALS: readonly (readonly [what: string, answer: Answer, expected: object])[] = [
  [
    'an error of Atlas',
    answer(404, {
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
      message: 'Atlas answered 404 GROUP_NOT_FOUND',
    },
  ],
  [
    'nulls for absent fields',
    answer(404, { error: 404, errorCode: 'UNEXPECTED_ERROR', detail: null, parameters: null }),
    { status: 404, errorCode: 'UNEXPECTED_ERROR', detail: undefined, parameters: [] },
  ],
  [
    'a code and nothing else',
    answer(403, { errorCode: 'ACCESS_FORBIDDEN' }),
    { status: 403, errorCode: 'ACCESS_FORBIDDEN', detail: undefined, parameters: [], retryAfter: undefined },
  ],
  [
    'a detail that is no text',
    answer(403, { errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', detail: 5, parameters: ['192.0.2.1'] }),
    { status: 403, errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', detail: undefined, parameters: ['192.0.2.1'] },
  ],
  [
    'parameters that are no list',
    answer(403, { errorCode: 'ORG_REQUIRES_ACCESS_LIST', detail: 'd', parameters: '192.0.2.1' }),
    { status: 403, errorCode: 'ORG_REQUIRES_ACCESS_LIST', detail: 'd', parameters: [] },
  ],
  [
    'a challenge as Atlas sends it',
    answer(401, '{\n  "error" : 401,\n  "reason" : "Unauthorized",\n  "errorCode" : "UNEXPECTED_ERROR"\n}', CHALLENGE),
    { status: 401, errorCode: 'UNEXPECTED_ERROR' },
  ],
  [
    'a bare challenge',
    answer(401, '', CHALLENGE),
    { status: 401, errorCode: undefined, message: 'Atlas answered 401' },
  ],
  ['a challenge with HTML', answer(401, HTML, CHALLENGE), { status: 401, errorCode: undefined, detail: undefined }],
  ['a missing role', answer(401, { errorCode: 'USER_UNAUTHORIZED' }), { status: 401, errorCode: 'USER_UNAUTHORIZED' }],
  [
    'a rate limit with its wait',
    answer(429, { errorCode: 'RATE_LIMITED_TOKEN_BUCKET', parameters: ['o', 55, 10, 5, 60] }, { 'retry-after': '55' }),
    { status: 429, errorCode: 'RATE_LIMITED_TOKEN_BUCKET', retryAfter: 55, parameters: ['o', 55, 10, 5, 60] },
  ],
  ['a rate limit of a gateway', answer(429, HTML, { 'retry-after': '3' }), { status: 429, retryAfter: 3 }],
  ['a rate limit without a word', answer(429), { status: 429, errorCode: undefined, retryAfter: undefined }],
  ['a gateway in words of its own', answer(502, HTML), { status: 502, errorCode: undefined, detail: undefined }],
  ['a gateway that is silent', answer(503, '', { 'retry-after': '0' }), { status: 503, retryAfter: 0 }],
  ['the last status', answer(599, 'x'), { status: 599 }],
  ['a version that is gone', answer(410, { errorCode: 'VERSION_GONE' }), { status: 410, errorCode: 'VERSION_GONE' }],
  [
    'an error of the token endpoint',
    answer(401, { error: 'invalid_client', error_description: 'Invalid credentials provided.' }),
    { status: 401, errorCode: 'invalid_client', detail: 'Invalid credentials provided.', parameters: [] },
  ],
  [
    'an error of the token endpoint that says no more',
    answer(400, { error: 'invalid_request', error_description: null }),
    { status: 400, errorCode: 'invalid_request', detail: undefined },
  ],
];

const NOT_OF_ATLAS: readonly (readonly [what: string, answer: Answer])[] = [
  ['HTML', answer(403, HTML)],
  ['an empty body', answer(403)],
  ['a 401 without a challenge', answer(401, HTML)],
  ['an empty 404', answer(404)],
  ['JSON without a code', answer(404, { error: 404, reason: 'Not Found' })],
  ['a code that is no text', answer(404, { errorCode: 7 })],
  ['a list', answer(400, [])],
  ['null', answer(400, 'null')],
  ['a text', answer(400, '"errorCode"')],
  ['a cut body', answer(404, '{"errorCode":"GROUP_NOT')],
];

describe('Errors of the API', () => {
  for (const [what, refusal, expected] of REFUSALS) {
    it(`reads ${what}`, () => {
      const error = apiErrorFrom(FACTS, refusal);
      assert.ok(error instanceof ApiError);
      assertFields(error, expected);
      assert.deepEqual(error.request, FACTS);
    });
  }

  for (const [what, refusal] of NOT_OF_ATLAS) {
    it(`takes ${what} for something between here and Atlas`, () => {
      const error = apiErrorFrom(FACTS, refusal);
      assert.ok(error instanceof InvalidResponseError);
      assert.equal(error.problem, 'notJson');
      assert.equal(error.status, refusal.status);
    });
  }

  it('takes 407 for a proxy that wants to know who asks, whatever its body', () => {
    for (const body of ['', HTML, JSON.stringify({ errorCode: 'X' })]) {
      const error = apiErrorFrom(FACTS, answer(407, body));
      assert.ok(error instanceof NetworkError);
      assert.equal(error.problem, 'proxyAuthentication');
      assert.equal(error.code, '407');
    }
  });

  it('keeps when Atlas answered', () => {
    const date = 'Mon, 10 Aug 2026 03:03:36 GMT';
    assert.deepEqual(apiErrorFrom(FACTS, answer(500, '', { date })).request, { ...FACTS, answeredAt: date });
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
    it(`a 401 with ${errorCode ?? 'no code'} is about ${expected ? 'the key' : 'a role'}`, () => {
      assert.equal(isCredentialCode(errorCode), expected);
      assert.equal(isCredentialFailure(answer(401, { errorCode })), expected);
      assert.equal(isCredentialFailure(answer(403, { errorCode })), false);
    });
  }

  it('reads JSON, and anything else as nothing', () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    for (const text of ['', '{', HTML, "{'a':1}", 'undefined']) {
      assert.equal(parseJson(text), undefined);
    }
  });
});
