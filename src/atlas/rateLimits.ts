import { ApiError, type AtlasError } from './errors';

/** What token requests are counted against. */
export const TOKEN_LIMIT = 'POST oauth/token';

/** The scopes that a path names; everything else is counted for the caller. */
const SCOPED_SETS: readonly (readonly [RegExp, set: string, scope: string])[] = [
  [/^groups\/\{groupId\}\/(clusters\/\{clusterName\}\/)?backup\//, 'Cloud Backups', 'groupId'],
  [/^groups\/\{groupId\}\/cloudProviderAccess/, 'Cloud Provider Access', 'groupId'],
  [/^groups\/\{groupId\}\/clusters/, 'Clusters', 'groupId'],
  [/^groups\/\{groupId\}/, 'Projects', 'groupId'],
  [/^orgs\/\{orgId\}/, 'Organizations', 'orgId'],
];

/**
 * Returns what Atlas counts a request against: the set that its endpoint belongs to, and whose requests are counted
 * together.
 * @param endpoint as in `groups/{groupId}/backup/exportBuckets`
 * @see https://www.mongodb.com/docs/atlas/api/api-rate-limit/
 */
export function rateLimitOf(endpoint: string, parameters: Readonly<Record<string, string>> = {}): string {
  for (const [path, set, scope] of SCOPED_SETS) {
    if (path.test(endpoint)) {
      return `${set} ${parameters[scope] ?? ''}`;
    }
  }
  return endpoint;
}

/** Milliseconds that a user waits without being told; a longer wait is a failure that says so. */
export const MAX_SILENT_WAIT = 4000;

/** Until when requests of one limit are held back, in milliseconds of the clock that the limits were given. */
interface Hold {
  readonly from: number;
  readonly until: number;
  readonly error: AtlasError;
  /** Whether Atlas has named the time. */
  readonly isNamed: boolean;
  /** How often in a row, without a success between, requests of this limit were refused after they had waited. */
  readonly consecutiveRefusals: number;
}

const MIN_JITTER = 250;
/** Milliseconds before the first retry. */
export const FIRST_BACKOFF = 250;
/** With the jitter, still a wait that no user has to be told of. */
const MAX_BACKOFF = 3000;
/** MongoDB's advice for a 429 that names no wait: ten seconds, then twice as long each time. */
const FIRST_RATE_LIMIT_BACKOFF = 10_000;
const MAX_RATE_LIMIT_BACKOFF = 300_000;
/** Milliseconds after which an earlier refusal says nothing about the next one. */
const FORGET_AFTER = 60_000;

/**
 * Remembers until when Atlas takes no more requests, for each endpoint set and scope. Everything that is counted against
 * the same limit waits together, so that one refusal is not met by each of them.
 *
 * It does not forecast from `RateLimit-Remaining`: within Atlas's published limits the forecast saved no time
 * (test/unit/atlas/publishedLimits.test.ts).
 */
export class RateLimits {
  readonly #holds = new Map<string, Hold>();

  /** @param now milliseconds of a clock that does not jump, as `performance.now` */
  constructor(private readonly now: () => number) {}

  /** Milliseconds until a request may be sent, 0 when it may now. */
  waitFor(limit: string, isBackground: boolean): number {
    const hold = this.#inForce(limit);
    // A wait that Atlas has not named is a guess, for which no user is kept waiting or refused.
    return hold === undefined || (!isBackground && !hold.isNamed && hold.until - hold.from > MAX_SILENT_WAIT)
      ? 0
      : hold.until - this.now();
  }

  /** The refusal for which requests have to wait, with the seconds that are left of it. */
  refusalOf(limit: string): AtlasError | undefined {
    const hold = this.#inForce(limit);
    if (!(hold?.error instanceof ApiError)) {
      return hold?.error;
    }
    const { request, status, errorCode, detail, parameters } = hold.error;
    const retryAfter = Math.ceil((hold.until - this.now()) / 1000);
    return new ApiError(request, { status, errorCode, detail, parameters, retryAfter });
  }

  /** How often in a row requests of a limit were refused. */
  consecutiveRefusals(limit: string): number {
    return this.#holds.get(limit)?.consecutiveRefusals ?? 0;
  }

  /** Notes that a request was not refused. */
  note(limit: string): void {
    if (this.#inForce(limit) === undefined) {
      this.#holds.delete(limit);
    }
  }

  /** Notes that Atlas refused a request for being one too many; other errors hold nothing back. */
  recordRefusal(limit: string, error: ApiError): void {
    if (error.status === 429) {
      this.hold(limit, error);
    }
  }

  /** Holds back the requests of a limit after a failure. Does nothing for a failure that was noted before. */
  hold(limit: string, error: AtlasError): void {
    const last = this.#holds.get(limit);
    if (last?.error === error) {
      return;
    }
    const now = this.now();
    // Requests that were in flight together are refused together: that is one refusal.
    const current = this.#inForce(limit);
    const isRecent = last !== undefined && now >= last.from && now - last.until < FORGET_AFTER;
    const consecutiveRefusals = current?.consecutiveRefusals ?? (isRecent ? last.consecutiveRefusals + 1 : 1);
    const until = now + waitAfter(error, consecutiveRefusals);
    const isNamed = error instanceof ApiError && error.retryAfter !== undefined;
    this.#holds.set(limit, {
      from: now,
      until: Math.max(until, current?.until ?? 0),
      error,
      isNamed,
      consecutiveRefusals,
    });
  }

  #inForce(limit: string): Hold | undefined {
    const hold = this.#holds.get(limit);
    const now = this.now();
    // Before its beginning, the clock was set back: nobody knows what is left of the wait, so Atlas is asked.
    return hold !== undefined && now >= hold.from && now < hold.until ? hold : undefined;
  }
}

/** Milliseconds to wait after so many refusals in a row. */
function waitAfter(error: AtlasError, consecutiveRefusals: number): number {
  const doubled = 2 ** (consecutiveRefusals - 1);
  // Not to the moment: others that share the limit were told the same.
  const chance = 1 + Math.random();
  const { status, retryAfter } = error instanceof ApiError ? error : { status: undefined, retryAfter: undefined };
  if (retryAfter === undefined) {
    return status === 429
      ? Math.min(FIRST_RATE_LIMIT_BACKOFF * doubled * chance, MAX_RATE_LIMIT_BACKOFF)
      : Math.min(FIRST_BACKOFF * doubled * chance, MAX_BACKOFF);
  }
  // A server that names a wait after which it refuses again is not believed for ever.
  const backoff = consecutiveRefusals === 1 ? 0 : Math.min(FIRST_BACKOFF * doubled, MAX_BACKOFF);
  return Math.max(retryAfter * 1000, backoff) + MIN_JITTER * chance;
}
