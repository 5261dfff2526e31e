import { ApiError } from './errors';
import type { Answer } from './exchange';
import { numberIn } from './headers';

/** The scopes that a path names; everything else is counted for who asks. */
const SCOPED_SETS: readonly (readonly [RegExp, set: string, scope: string])[] = [
  [/^groups\/\{groupId\}\/(clusters\/\{clusterName\}\/)?backup\//, 'Cloud Backups', 'groupId'],
  [/^groups\/\{groupId\}\/cloudProviderAccess/, 'Cloud Provider Access', 'groupId'],
  [/^groups\/\{groupId\}\/clusters/, 'Clusters', 'groupId'],
  [/^groups\/\{groupId\}/, 'Projects', 'groupId'],
  [/^orgs\/\{orgId\}/, 'Organizations', 'orgId'],
];

/**
 * What Atlas counts a request against: the set that its endpoint belongs to, and whose requests are counted together.
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

interface Known {
  readonly capacity: number;
  /** How many requests Atlas still takes, as of `at`. */
  remaining: number;
  at: number;
}

interface Refusal {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly error: ApiError;
}

/** In every set that Atlas documents, a third of the capacity or more comes back each minute. */
const MINUTES_TO_REFILL = 3;
/** The part of the capacity that background requests leave to a person, and to whoever else uses the same project. */
const RESERVED = 1 / 10;
/** Answers of requests under way at once may arrive in another order, so what they say is off by a few. */
const LEAST_RESERVED = 4;
const SHORTEST_JITTER = 250;

/**
 * What answers have told of the rate limits, each a token bucket for one endpoint set and scope: how many requests are
 * left (`RateLimit-Limit`, `RateLimit-Remaining`), and until when Atlas takes none (`Retry-After` of a 429).
 */
export class RateLimits {
  readonly #known = new Map<string, Known>();
  readonly #refusals = new Map<string, Refusal>();

  constructor(private readonly now: () => number) {}

  /**
   * Milliseconds until a request may be sent, 0 when it may now. Who waits in person is held back by Atlas's word alone;
   * the background leaves some of what is left to others, and then takes no more than what comes back.
   */
  waitFor(limit: string, isBackground: boolean): number {
    const refused = Math.max(0, (this.#refusals.get(limit)?.until ?? 0) - this.now());
    const known = this.#known.get(limit);
    if (known === undefined || !isBackground) {
      return refused;
    }
    const reserved = Math.max(known.capacity * RESERVED, LEAST_RESERVED);
    const missing = Math.min(reserved + 1, known.capacity) - this.#remaining(known);
    return Math.max(refused, missing <= 0 ? 0 : Math.ceil(missing / perMillisecond(known)));
  }

  /** The refusal for which requests have to wait, with the seconds that are left of it. */
  refusalOf(limit: string): ApiError | undefined {
    const refusal = this.#refusals.get(limit);
    const milliseconds = (refusal?.until ?? 0) - this.now();
    if (refusal === undefined || milliseconds <= 0) {
      return undefined;
    }
    const { request, status, errorCode, detail, parameters } = refusal.error;
    return new ApiError(request, { status, errorCode, detail, parameters, retryAfter: Math.ceil(milliseconds / 1000) });
  }

  /** Counts a request that is about to be sent. */
  take(limit: string): void {
    const known = this.#known.get(limit);
    if (known !== undefined) {
      known.remaining = this.#remaining(known) - 1;
      known.at = this.now();
    }
  }

  /** Notes what an answer says of what is left; one that says nothing changes nothing. */
  note(limit: string, { headers }: Answer): void {
    const capacity = numberIn(headers.get('ratelimit-limit'));
    const remaining = numberIn(headers.get('ratelimit-remaining'));
    if (capacity === undefined || remaining === undefined) {
      return;
    }
    if (remaining > capacity / 2) {
      // Nothing has to be counted as long as there is plenty.
      this.#known.delete(limit);
    } else {
      this.#known.set(limit, { capacity, remaining, at: this.now() });
    }
  }

  /** Notes that Atlas takes no more requests for a while, where it says for how long. */
  noteRefusal(limit: string, error: ApiError): void {
    if (error.status === 429 && error.retryAfter !== undefined) {
      // Not to the moment: others that share the limit have been told the same.
      const jitter = SHORTEST_JITTER * (1 + Math.random());
      this.#refusals.set(limit, { until: this.now() + error.retryAfter * 1000 + jitter, error });
    }
  }

  #remaining(known: Known): number {
    return Math.min(known.capacity, known.remaining + (this.now() - known.at) * perMillisecond(known));
  }
}

function perMillisecond({ capacity }: Known): number {
  return capacity / (MINUTES_TO_REFILL * 60_000);
}
