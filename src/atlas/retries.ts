import pRetry from 'p-retry';
import { meaningOf } from './errorCodes';
import { ApiError, NetworkError, type AtlasError } from './errors';
import { LONGEST_SILENT_WAIT, TOKEN_LIMIT } from './rateLimits';
import type { Scheduler, Task } from './scheduler';

const MOST_RETRIES = 2;
/** Everything that loads in the background needs the same token, so one failure there would fail all of it. */
const MOST_RETRIES_OF_TOKEN_IN_BACKGROUND = 6;
/** No user waits for a background request, so it goes on for as long as Atlas makes it wait. */
const MOST_REFUSALS_IN_BACKGROUND = 8;
const FIRST_BACKOFF = 250;
/** Seconds of an outage for which the background waits; after a longer one, the user decides. */
const LONGEST_OUTAGE = 600;
const PASSING_STATUS = new Set([500, 502, 503, 504]);

/**
 * Does the work of a request, and does it again after failures that are likely to pass.
 * @throws the last failure, or the AbortError of the task's signal
 */
export function withRetries<T>(scheduler: Scheduler, task: Task, work: () => Promise<T>): Promise<T> {
  return pRetry(work, {
    retries: Infinity,
    minTimeout: 0,
    maxTimeout: 0,
    onFailedAttempt: async ({ error, attemptNumber }) => {
      if (!isPassing(error)) {
        throw error;
      }
      if (isOfToken(error)) {
        scheduler.hold(TOKEN_LIMIT, error);
      }
      const limit = isOfToken(error) ? TOKEN_LIMIT : task.limit;
      const inARow = scheduler.refusalsInARow(limit);
      const isWorthIt = task.isBackground === true ? isWorthTheWait(error, attemptNumber, inARow) : isSoonOver(error);
      if (!isWorthIt || (task.isBackground !== true && attemptNumber > MOST_RETRIES)) {
        throw error;
      }
      // Where other requests share the failure, the scheduler holds all of them back before their next attempt.
      if (!isShared(error)) {
        const backoff = FIRST_BACKOFF * 2 ** (attemptNumber - 1) * (1 + Math.random());
        await scheduler.pause(task, backoff + (retryAfterOf(error) ?? 0) * 1000);
      }
    },
  });
}

/** Returns whether a failure may be over soon. A token request changes nothing, so it can be repeated like a GET. */
function isPassing(error: Error): error is ApiError | NetworkError {
  if (error instanceof NetworkError) {
    return error.problem === 'interrupted';
  }
  // Where Atlas can't count in time, it can do so as little the next time.
  const isLasting = !(error instanceof ApiError) || meaningOf(error) === 'countTimedOut';
  return !isLasting && (error.status === 429 || PASSING_STATUS.has(error.status));
}

function isOfToken(error: AtlasError): boolean {
  return error.request.method === 'POST';
}

function isRateLimit(error: AtlasError): boolean {
  return error instanceof ApiError && error.status === 429;
}

function isShared(error: AtlasError): boolean {
  return isOfToken(error) || isRateLimit(error);
}

function retryAfterOf(error: AtlasError): number | undefined {
  return error instanceof ApiError ? error.retryAfter : undefined;
}

/** Returns whether a user can wait for the end of a failure without being told. */
function isSoonOver(error: AtlasError): boolean {
  const retryAfter = retryAfterOf(error);
  return retryAfter === undefined ? !isRateLimit(error) : retryAfter * 1000 < LONGEST_SILENT_WAIT;
}

function isWorthTheWait(error: AtlasError, attemptNumber: number, inARow: number): boolean {
  if (isRateLimit(error)) {
    return inARow <= MOST_REFUSALS_IN_BACKGROUND;
  }
  const isShort = (retryAfterOf(error) ?? 0) <= LONGEST_OUTAGE;
  return isShort && (isOfToken(error) ? inARow <= MOST_RETRIES_OF_TOKEN_IN_BACKGROUND : attemptNumber <= MOST_RETRIES);
}
