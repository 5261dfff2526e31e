import pRetry from 'p-retry';
import { meaningOf } from './errorCodes';
import { ApiError, NetworkError, type AtlasError } from './errors';
import { FIRST_BACKOFF, MAX_SILENT_WAIT, TOKEN_LIMIT } from './rateLimits';
import type { Scheduler, Task } from './scheduler';

const MAX_RETRIES = 2;
/** All background requests need the same token, so one failed token request would fail all of them. */
const MAX_BACKGROUND_TOKEN_RETRIES = 6;
/** No user waits for a background request, so it continues for as long as Atlas makes it wait. */
const MAX_BACKGROUND_REFUSALS = 8;
/** Maximum outage in seconds that background requests wait for. After a longer one, the user decides. */
const MAX_OUTAGE_SECONDS = 600;
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);

/**
 * Runs a request, and repeats it after transient failures.
 * @throws the last failure, or the AbortError of the task's signal
 */
export function withRetries<T>(scheduler: Scheduler, task: Task, work: () => Promise<T>): Promise<T> {
  return pRetry(work, {
    retries: Infinity,
    minTimeout: 0,
    maxTimeout: 0,
    onFailedAttempt: async ({ error, attemptNumber }) => {
      if (!isTransient(error)) {
        throw error;
      }
      if (isForToken(error)) {
        scheduler.hold(TOKEN_LIMIT, error);
      }
      const limit = isForToken(error) ? TOKEN_LIMIT : task.limit;
      const consecutiveRefusals = scheduler.consecutiveRefusals(limit);
      const isWorthIt =
        task.isBackground === true ? isWorthTheWait(error, attemptNumber, consecutiveRefusals) : isShortWait(error);
      if (!isWorthIt || (task.isBackground !== true && attemptNumber > MAX_RETRIES)) {
        throw error;
      }
      // If other requests share the failure, the scheduler holds all of them back before their next attempt.
      if (!isShared(error)) {
        const backoff = FIRST_BACKOFF * 2 ** (attemptNumber - 1) * (1 + Math.random());
        await scheduler.pause(task, backoff + (retryAfterOf(error) ?? 0) * 1000);
      }
    },
  });
}

/**
 * Returns whether a failure is likely to be transient. A token request changes nothing, so it can be repeated like a
 * GET.
 */
function isTransient(error: Error): error is ApiError | NetworkError {
  if (error instanceof NetworkError) {
    return error.problem === 'interrupted';
  }
  // If Atlas can't count in time, a retry fails too.
  const isPermanent = !(error instanceof ApiError) || meaningOf(error) === 'countTimedOut';
  return !isPermanent && (error.status === 429 || TRANSIENT_STATUS.has(error.status));
}

function isForToken(error: AtlasError): boolean {
  return error.request.method === 'POST';
}

function isRateLimit(error: AtlasError): boolean {
  return error instanceof ApiError && error.status === 429;
}

function isShared(error: AtlasError): boolean {
  return isForToken(error) || isRateLimit(error);
}

function retryAfterOf(error: AtlasError): number | undefined {
  return error instanceof ApiError ? error.retryAfter : undefined;
}

/** Returns whether the wait is short enough for a user without a message. */
function isShortWait(error: AtlasError): boolean {
  const retryAfter = retryAfterOf(error);
  return retryAfter === undefined ? !isRateLimit(error) : retryAfter * 1000 < MAX_SILENT_WAIT;
}

function isWorthTheWait(error: AtlasError, attemptNumber: number, consecutiveRefusals: number): boolean {
  if (isRateLimit(error)) {
    return consecutiveRefusals <= MAX_BACKGROUND_REFUSALS;
  }
  const isShort = (retryAfterOf(error) ?? 0) <= MAX_OUTAGE_SECONDS;
  return (
    isShort && (isForToken(error) ? consecutiveRefusals <= MAX_BACKGROUND_TOKEN_RETRIES : attemptNumber <= MAX_RETRIES)
  );
}
