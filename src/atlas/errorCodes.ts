import { ApiError } from './errors';

/**
 * What an error of Atlas means to the caller:
 * - `credential`: Atlas doesn't accept the key or token itself.
 * - `role`: the credential is valid, but lacks a role or membership.
 * - `accessList`: the address of the caller isn't on the API access list.
 * - `version`: Atlas doesn't serve the requested version of the resource.
 * - `gone`: the project, organization or export bucket of the path doesn't exist, or isn't visible to this credential.
 * - `none`: there is nothing of what was requested, such as a schedule of a cluster without backups. Not a failure.
 * - `countTimedOut`: the same request succeeds with `includeCount=false`.
 */
export type ErrorMeaning = 'credential' | 'role' | 'accessList' | 'version' | 'gone' | 'none' | 'countTimedOut';

/**
 * The codes from MongoDB's table that GET requests of this extension can return, as of 2026, and those of the token
 * endpoint (RFC 6749 §5.2, RFC 6750 §3.1). `ACCESS_FORBIDDEN`, `RESOURCE_NOT_FOUND`, `FEATURE_UNSUPPORTED` and
 * `ACCOUNT_SUSPENDED` are omitted because they are too unspecific.
 */
const CODES = {
  credential: ['NO_CURRENT_USER', 'invalid_client', 'invalid_token'],
  role: [
    'USER_UNAUTHORIZED',
    'USER_CANNOT_ACCESS_GROUP',
    'USER_CANNOT_ACCESS_ORG',
    'NOT_IN_GROUP',
    'NOT_API_KEY_ADMIN',
    'NOT_GLOBAL_USER_ADMIN',
    'NOT_GLOBAL_USER_ADMIN_OR_SELF',
    'NOT_GROUP_USER_ADMIN',
    'NOT_ORG_GROUP_CREATOR',
    'NOT_ORG_OWNER',
    'NOT_ORG_USER_ADMIN',
    'NOT_USER_ADMIN',
    'insufficient_scope',
  ],
  // Atlas sends the new names. The table still has the old ones.
  accessList: ['ACCESS_LIST', 'WHITELIST']
    .flatMap((list) => [`IP_ADDRESS_NOT_ON_${list}`, `ORG_REQUIRES_${list}`, `RESOURCE_REQUIRES_${list}`])
    .concat('GLOBAL_USER_OUTSIDE_SUBNET'),
  version: ['INVALID_VERSION_DATE', 'VERSION_GONE'],
  gone: [
    'GROUP_NOT_FOUND',
    'INVALID_GROUP_ID',
    'NOT_ATLAS_GROUP',
    'ORG_NOT_FOUND',
    'INVALID_ORG_ID',
    'NOT_ATLAS_ORG',
    'EXPORT_BUCKET_NOT_FOUND',
  ],
  none: [
    'CLUSTER_NOT_FOUND',
    'CLUSTER_NAME_NOT_FOUND',
    'INVALID_CLUSTER_ID',
    'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API',
    'CANNOT_USE_SERVERLESS_INSTANCE_IN_CLUSTER_API',
    'BACKUP_CONFIG_NOT_FOUND',
    'BACKUP_JOB_NOT_FOUND',
    'CANNOT_GET_BACKUP_CONFIG_INVALID_STATE',
    'PROVIDER_BACKUP_NOT_SUPPORTED',
  ],
  countTimedOut: ['TIMEOUT_WHILE_PAGING'],
} as const satisfies Readonly<Record<ErrorMeaning, readonly string[]>>;

/**
 * The statuses with which a code has its meaning. With any other one, such as a 503 of a gateway that repeats a code, it
 * proves nothing.
 */
const STATUSES: Readonly<Record<Exclude<ErrorMeaning, 'countTimedOut'>, readonly number[]>> = {
  credential: [400, 401],
  role: [401, 403],
  accessList: [401, 403],
  version: [400, 406, 410],
  gone: [400, 404, 410],
  none: [400, 404, 409, 410],
};

const MEANINGS: ReadonlyMap<string, ErrorMeaning> = new Map(
  (['credential', 'role', 'accessList', 'version', 'gone', 'none', 'countTimedOut'] as const).flatMap(entries),
);

function entries(meaning: ErrorMeaning): (readonly [code: string, meaning: ErrorMeaning])[] {
  return CODES[meaning].map((code) => [code, meaning]);
}

/** The parts of an error that determine its meaning; an `ApiError` has all of them. */
export interface CodedError {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly detail?: string | undefined;
  readonly isNonceStale?: boolean | undefined;
  /** The failed request; by default a GET below `/api/atlas/v2/`. */
  readonly request?: { readonly method: 'GET' | 'POST'; readonly path: string } | undefined;
}

/**
 * Returns what an error of Atlas means by MongoDB's published codes; undefined if the table doesn't say. In that case,
 * only Atlas's own text may be shown, because the credential and its roles may be valid or not.
 * @see https://www.mongodb.com/docs/atlas/reference/api-errors/
 */
export function meaningOf({ status, errorCode, detail, isNonceStale, request }: CodedError): ErrorMeaning | undefined {
  const meaning = errorCode === undefined ? undefined : MEANINGS.get(errorCode);
  if (isTokenRequest(request) && (status === 400 || status === 401)) {
    // Without a token, the credential isn't known to be valid, whatever the code (RFC 6749 §5.2).
    return meaning === 'accessList' ? meaning : 'credential';
  }
  if (isNonceStale === true) {
    // The server accepts the key but no nonce for long enough (RFC 7616 §3.3).
    return undefined;
  }
  if (status === 401 && (errorCode === undefined || errorCode === 'UNEXPECTED_ERROR')) {
    // Atlas's response to a missing or wrong signature. Every missing role has a code of its own.
    return 'credential';
  }
  if (meaning !== undefined && meaning !== 'countTimedOut') {
    return STATUSES[meaning].includes(status) ? meaning : undefined;
  }
  // The code of a count timeout isn't documented. It was seen with this text. A rate limit has to end first.
  return status !== 429 && (meaning ?? /\bincludeCount\s*=\s*false\b/i.test(detail ?? ''))
    ? 'countTimedOut'
    : undefined;
}

/** Returns whether the credential is valid but its roles don't allow the request. */
export function isMissingRole(error: unknown): boolean {
  return error instanceof ApiError && meaningOf(error) === 'role';
}

/** Returns whether Atlas says that there is no such export bucket in the project. */
export function isMissingBucket(error: unknown): boolean {
  return error instanceof ApiError && error.errorCode === 'EXPORT_BUCKET_NOT_FOUND' && meaningOf(error) === 'gone';
}

function isTokenRequest(request: CodedError['request']): boolean {
  return request?.method === 'POST' && /^\/api\/oauth\/token\b/.test(request.path);
}
