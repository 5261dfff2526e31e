import assert from 'node:assert/strict';
import { isMissingBucket, meaningOf, type ErrorMeaning } from '../../../src/atlas/errorCodes';
import { ApiError } from '../../../src/atlas/errors';
import { isGone, isNone } from '../../../src/exports/health/absence';

/** The codes of MongoDB's table that a GET of the extension can return, with their statuses and meaning. */
const TABLE: readonly (readonly [ErrorMeaning | undefined, readonly number[], string])[] = [
  ['credential', [401], 'NO_CURRENT_USER'],
  ['credential', [401], 'UNEXPECTED_ERROR'],
  [undefined, [404, 405, 415, 500, 503], 'UNEXPECTED_ERROR'],
  ['credential', [400, 401], 'invalid_client'],
  ['credential', [401], 'invalid_token'],
  ['role', [401, 403], 'USER_UNAUTHORIZED'],
  ['role', [401], 'NOT_IN_GROUP'],
  ['role', [401], 'USER_CANNOT_ACCESS_GROUP'],
  ['role', [401], 'USER_CANNOT_ACCESS_ORG'],
  ['role', [401], 'NOT_ORG_OWNER'],
  ['role', [401], 'NOT_ORG_USER_ADMIN'],
  ['role', [401], 'NOT_ORG_GROUP_CREATOR'],
  ['role', [401], 'NOT_GROUP_USER_ADMIN'],
  ['role', [401], 'NOT_USER_ADMIN'],
  ['role', [401], 'NOT_GLOBAL_USER_ADMIN'],
  ['role', [401], 'NOT_GLOBAL_USER_ADMIN_OR_SELF'],
  ['role', [401], 'NOT_API_KEY_ADMIN'],
  ['accessList', [403], 'IP_ADDRESS_NOT_ON_ACCESS_LIST'],
  ['accessList', [403], 'ORG_REQUIRES_ACCESS_LIST'],
  ['accessList', [403], 'RESOURCE_REQUIRES_ACCESS_LIST'],
  ['accessList', [403], 'IP_ADDRESS_NOT_ON_WHITELIST'],
  ['accessList', [403], 'ORG_REQUIRES_WHITELIST'],
  ['accessList', [403], 'RESOURCE_REQUIRES_WHITELIST'],
  ['accessList', [403], 'GLOBAL_USER_OUTSIDE_SUBNET'],
  ['version', [400, 406], 'INVALID_VERSION_DATE'],
  ['version', [410], 'VERSION_GONE'],
  ['gone', [404], 'GROUP_NOT_FOUND'],
  ['gone', [404], 'INVALID_GROUP_ID'],
  ['gone', [404], 'NOT_ATLAS_GROUP'],
  ['gone', [404], 'ORG_NOT_FOUND'],
  ['gone', [404], 'INVALID_ORG_ID'],
  ['gone', [404], 'NOT_ATLAS_ORG'],
  ['gone', [404], 'EXPORT_BUCKET_NOT_FOUND'],
  ['none', [404], 'CLUSTER_NOT_FOUND'],
  ['none', [404], 'CLUSTER_NAME_NOT_FOUND'],
  ['none', [404], 'INVALID_CLUSTER_ID'],
  ['none', [400], 'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API'],
  ['none', [400], 'CANNOT_USE_SERVERLESS_INSTANCE_IN_CLUSTER_API'],
  ['none', [404], 'BACKUP_CONFIG_NOT_FOUND'],
  ['none', [400], 'BACKUP_JOB_NOT_FOUND'],
  ['none', [409], 'CANNOT_GET_BACKUP_CONFIG_INVALID_STATE'],
  ['none', [400], 'PROVIDER_BACKUP_NOT_SUPPORTED'],
  ['countTimedOut', [500], 'TIMEOUT_WHILE_PAGING'],
  // Too unspecific. Atlas's own message is shown.
  [undefined, [402], 'ACCOUNT_SUSPENDED'],
  [undefined, [403], 'ACCESS_FORBIDDEN'],
  [undefined, [403], 'FEATURE_UNSUPPORTED'],
  [undefined, [403], 'API_KEY_ACCESS_LIST_ACCESS_DENIED'],
  [undefined, [404], 'RESOURCE_NOT_FOUND'],
  [undefined, [400], 'INVALID_QUERY_PARAMETER'],
  [undefined, [429], 'RATE_LIMITED'],
  [undefined, [401, 403, 404], 'A_CODE_THAT_NOBODY_KNOWS'],
  [undefined, [401], 'constructor'],
  [undefined, [401], '__proto__'],
];

describe('A missing export bucket', () => {
  const error = (status: number, errorCode: string): ApiError =>
    new ApiError({ method: 'GET', path: '/' }, { status, errorCode });

  it('is one that Atlas says it cannot find', () => {
    assert.equal(isMissingBucket(error(404, 'EXPORT_BUCKET_NOT_FOUND')), true);
    for (const other of [
      error(404, 'GROUP_NOT_FOUND'),
      error(503, 'EXPORT_BUCKET_NOT_FOUND'),
      new Error('404'),
      undefined,
    ]) {
      assert.equal(isMissingBucket(other), false);
    }
  });
});

describe('A cluster that no longer exists', () => {
  it('is one that Atlas says it cannot find', () => {
    const error = (status: number): ApiError =>
      new ApiError({ method: 'GET', path: '/' }, { status, errorCode: 'CLUSTER_NOT_FOUND' });
    assert.equal(isGone(error(404)), true);
    assert.equal(isGone(error(500)), false);
    assert.equal(isNone(error(503)), false);
  });
});

describe('The meaning of an error', () => {
  for (const [meaning, statuses, errorCode] of TABLE) {
    for (const status of statuses) {
      it(`${status} ${errorCode} is ${meaning ?? 'unknown'}`, () => {
        assert.equal(meaningOf({ status, errorCode }), meaning);
      });
    }
  }

  for (const status of [402, 405, 408, 429, 500, 502, 503, 504]) {
    it(`is unknown for ${status} with the code of another status`, () => {
      for (const [, , errorCode] of TABLE) {
        const expected = errorCode === 'TIMEOUT_WHILE_PAGING' && status !== 429 ? 'countTimedOut' : undefined;
        assert.equal(meaningOf({ status, errorCode }), expected, errorCode);
      }
    });
  }

  it('is unknown if the status contradicts the code', () => {
    for (const [meaning, , errorCode] of TABLE) {
      if (meaning === 'gone' || meaning === 'none') {
        assert.equal(meaningOf({ status: 401, errorCode }), undefined, errorCode);
        assert.equal(meaningOf({ status: 403, errorCode }), undefined, errorCode);
      } else if (meaning === 'role') {
        assert.equal(meaningOf({ status: 404, errorCode }), undefined, errorCode);
      }
    }
  });

  it('is unknown for a rate limit, even if Atlas suggests includeCount=false', () => {
    assert.equal(meaningOf({ status: 429, detail: 'Retry with includeCount=false.' }), undefined);
  });

  it('is the credential for a 401 without a code, and unknown for other statuses', () => {
    assert.equal(meaningOf({ status: 401 }), 'credential');
    for (const status of [400, 403, 404, 500]) {
      assert.equal(meaningOf({ status }), undefined);
    }
  });

  it('is a count timeout if Atlas suggests includeCount=false', () => {
    const detail = 'Unable to calculate the total number of results. Retry with includeCount=false.';
    assert.equal(meaningOf({ status: 500, errorCode: 'UNEXPECTED_ERROR', detail }), 'countTimedOut');
    assert.equal(meaningOf({ status: 500, detail: 'Unexpected error.' }), undefined);
  });

  it('is the credential for any 400 or 401 of the token endpoint', () => {
    const request = { method: 'POST', path: '/api/oauth/token' } as const;
    for (const errorCode of [undefined, 'invalid_grant', 'unauthorized_client', 'USER_UNAUTHORIZED', 'NOT_ORG_OWNER']) {
      assert.equal(meaningOf({ status: 400, errorCode, request }), 'credential');
      assert.equal(meaningOf({ status: 401, errorCode, request }), 'credential');
    }
    const errorCode = 'IP_ADDRESS_NOT_ON_ACCESS_LIST';
    assert.equal(meaningOf({ status: 401, errorCode, request }), 'accessList');
    assert.equal(meaningOf({ status: 403, errorCode: 'access_denied', request }), undefined);
    assert.equal(
      meaningOf({ status: 400, errorCode: 'VALIDATION_ERROR', request: { ...request, method: 'GET' } }),
      undefined,
    );
  });
});
