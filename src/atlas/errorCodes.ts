/**
 * What an error code of Atlas means to the caller:
 * - `credential`: Atlas doesn't accept the key or token itself.
 * - `role`: the credential is valid, but lacks a role or membership.
 * - `accessList`: the address of the caller isn't on the API access list.
 * - `gone`: the resource that the path names doesn't exist, or isn't visible to this credential.
 * - `none`: the resource exists and has none of what was requested, such as a cluster without backups. Not a failure.
 * - `countTimedOut`: the same request succeeds with `includeCount=false`.
 */
export type ErrorMeaning = 'credential' | 'role' | 'accessList' | 'gone' | 'none' | 'countTimedOut';

/** Meanings of the codes that the extension can meet. */
const MEANINGS: Readonly<Record<string, ErrorMeaning>> = {
  UNEXPECTED_ERROR: 'credential',
  NO_CURRENT_USER: 'credential',
  invalid_client: 'credential',
  invalid_token: 'credential',
  USER_UNAUTHORIZED: 'role',
  NOT_IN_GROUP: 'role',
  USER_CANNOT_ACCESS_GROUP: 'role',
  USER_CANNOT_ACCESS_ORG: 'role',
  IP_ADDRESS_NOT_ON_ACCESS_LIST: 'accessList',
  ORG_REQUIRES_ACCESS_LIST: 'accessList',
  RESOURCE_REQUIRES_ACCESS_LIST: 'accessList',
  GROUP_NOT_FOUND: 'gone',
  EXPORT_BUCKET_NOT_FOUND: 'gone',
  TIMEOUT_WHILE_PAGING: 'countTimedOut',
  CLUSTER_NOT_FOUND: 'none',
  CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API: 'none',
  BACKUP_CONFIG_NOT_FOUND: 'none',
  BACKUP_JOB_NOT_FOUND: 'none',
  CANNOT_GET_BACKUP_CONFIG_INVALID_STATE: 'none',
};

/**
 * Returns what a refusal of Atlas means, by its published error codes; undefined when the table doesn't say.
 * @see https://www.mongodb.com/docs/atlas/reference/api-errors/
 */
export function meaningOf({
  status,
  errorCode,
}: {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  readonly errorCode?: string | undefined;
}): ErrorMeaning | undefined {
  if (errorCode === 'UNEXPECTED_ERROR' && status !== 401) {
    return undefined;
  }
  return errorCode !== undefined && Object.hasOwn(MEANINGS, errorCode) ? MEANINGS[errorCode] : undefined;
}
