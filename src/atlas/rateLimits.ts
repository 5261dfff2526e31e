import { ApiError, type AtlasError } from './errors';

/** The rate limit of token requests. */
export const TOKEN_LIMIT = 'POST oauth/token';

/** Endpoint sets with a scope in the path. All other requests are counted per caller. */
const SCOPED_SETS: readonly (readonly [RegExp, set: string, scope: string])[] = [
  [/^groups\/\{groupId\}\/(clusters\/\{clusterName\}\/)?backup\//, 'Cloud Backups', 'groupId'],
  [/^groups\/\{groupId\}\/cloudProviderAccess/, 'Cloud Provider Access', 'groupId'],
  [/^groups\/\{groupId\}\/clusters/, 'Clusters', 'groupId'],
  [/^groups\/\{groupId\}\/events/, 'Events', 'groupId'],
  [/^groups\/\{groupId\}\/alertConfigs/, 'Alert Configurations', 'groupId'],
  [/^groups\/\{groupId\}/, 'Projects', 'groupId'],
  [/^orgs\/\{orgId\}/, 'Organizations', 'orgId'],
];

/**
 * Returns the name of the rate limit of a request: its endpoint set and the scope within which requests are counted.
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

/** Milliseconds that a user waits without a message. A longer wait becomes a failure that names it. */
export const MAX_SILENT_WAIT = 4000;

/** The period during which requests of one limit are held back, in milliseconds of the clock of the limits. */
interface Hold {
  readonly from: number;
  readonly until: number;
  readonly error: AtlasError;
  /** Whether Atlas named the time in `Retry-After`. */
  readonly isNamed: boolean;
  /** Number of refusals in a row, without a success in between. Requests that were refused together count once. */
  readonly consecutiveRefusals: number;
}

const MIN_JITTER = 250;
/** Milliseconds before the first retry. */
export const FIRST_BACKOFF = 250;
/** Including the jitter, short enough to wait without a message. */
const MAX_BACKOFF = 3000;
/** MongoDB's advice for a 429 without `Retry-After`: ten seconds, then twice as long each time. */
const FIRST_RATE_LIMIT_BACKOFF = 10_000;
const MAX_RATE_LIMIT_BACKOFF = 300_000;
/** Milliseconds after which an earlier refusal no longer affects the next one. */
const FORGET_AFTER = 60_000;

/**
 * Stores until when Atlas accepts no requests, for each endpoint set and scope. All requests of a limit wait together,
 * so that not each of them is refused.
 *
 * There is no forecast from `RateLimit-Remaining`: within Atlas's published limits it saved no time
 * (test/unit/atlas/publishedLimits.test.ts).
 */
export class RateLimits {
  readonly #holds = new Map<string, Hold>();

  /** @param now returns the milliseconds of a monotonic clock such as `performance.now` */
  constructor(private readonly now: () => number) {}

  /** Returns the milliseconds until a request may be sent; 0 if it may be sent now. */
  waitFor(limit: string, isBackground: boolean): number {
    const hold = this.#inForce(limit);
    // A wait that Atlas didn't name is a guess. No user is kept waiting or refused for it.
    return hold === undefined || (!isBackground && !hold.isNamed && hold.until - hold.from > MAX_SILENT_WAIT)
      ? 0
      : hold.until - this.now();
  }

  /** Returns the refusal that requests have to wait for, with the remaining seconds. */
  refusalOf(limit: string): AtlasError | undefined {
    const hold = this.#inForce(limit);
    if (!(hold?.error instanceof ApiError)) {
      return hold?.error;
    }
    const { request, status, errorCode, detail, parameters } = hold.error;
    const retryAfter = Math.ceil((hold.until - this.now()) / 1000);
    return new ApiError(request, { status, errorCode, detail, parameters, retryAfter });
  }

  /** Returns how often in a row requests of a limit were refused. */
  consecutiveRefusals(limit: string): number {
    return this.#holds.get(limit)?.consecutiveRefusals ?? 0;
  }

  /** Records that a request was not refused. */
  recordSuccess(limit: string): void {
    if (this.#inForce(limit) === undefined) {
      this.#holds.delete(limit);
    }
  }

  /**
   * Holds back the requests of a limit after a failure. Does nothing for a failure that was already recorded. A wait that
   * Atlas names takes precedence over an estimated one.
   */
  hold(limit: string, error: AtlasError): void {
    const last = this.#holds.get(limit);
    if (last?.error === error) {
      return;
    }
    const now = this.now();
    const current = this.#inForce(limit);
    const isNamed = error instanceof ApiError && error.retryAfter !== undefined;
    if (current?.isNamed === true && !isNamed) {
      return;
    }
    // Requests that were in flight together count as one refusal.
    const isRecent = last !== undefined && now >= last.from && now - last.until < FORGET_AFTER;
    const consecutiveRefusals = current?.consecutiveRefusals ?? (isRecent ? last.consecutiveRefusals + 1 : 1);
    const until = Math.max(
      now + waitAfter(error, consecutiveRefusals),
      current?.isNamed === isNamed ? current.until : 0,
    );
    this.#holds.set(limit, { from: now, until, error, isNamed, consecutiveRefusals });
  }

  #inForce(limit: string): Hold | undefined {
    const hold = this.#holds.get(limit);
    const now = this.now();
    // If the clock was set back before the start of the hold, the remaining wait is unknown, so the next request is
    // sent.
    return hold !== undefined && now >= hold.from && now < hold.until ? hold : undefined;
  }
}

/** Returns the milliseconds to wait after a number of refusals in a row. */
function waitAfter(error: AtlasError, consecutiveRefusals: number): number {
  const doubled = 2 ** (consecutiveRefusals - 1);
  // Jitter, because other clients that share the limit got the same time.
  const chance = 1 + Math.random();
  const { status, retryAfter } = error instanceof ApiError ? error : { status: undefined, retryAfter: undefined };
  if (retryAfter === undefined) {
    return status === 429
      ? Math.min(FIRST_RATE_LIMIT_BACKOFF * doubled * chance, MAX_RATE_LIMIT_BACKOFF)
      : Math.min(FIRST_BACKOFF * doubled * chance, MAX_BACKOFF);
  }
  // A server may refuse again after the wait that it named. Then the wait grows.
  const backoff = consecutiveRefusals === 1 ? 0 : Math.min(FIRST_BACKOFF * doubled, MAX_BACKOFF);
  return Math.max(retryAfter * 1000, backoff) + MIN_JITTER * chance;
}
