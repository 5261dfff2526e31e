import { meaningOf } from '../../atlas/errorCodes';
import { ApiError } from '../../atlas/errors';

/** Error codes for a cluster that was deleted, or moved to a tier that can't export, after it was listed. */
const GONE = new Set([
  'CLUSTER_NOT_FOUND',
  'CLUSTER_NAME_NOT_FOUND',
  'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API',
  'CANNOT_USE_SERVERLESS_INSTANCE_IN_CLUSTER_API',
]);

/** Returns whether a cluster no longer exists, or can no longer export. */
export function isGone(failure: unknown): boolean {
  return failure instanceof ApiError && isNone(failure) && GONE.has(failure.errorCode ?? '');
}

/** Returns whether there is nothing of what was requested, such as a backup schedule. */
export function isNone(failure: unknown): boolean {
  return failure instanceof ApiError && meaningOf(failure) === 'none';
}
