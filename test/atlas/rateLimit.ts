import { Refusal } from './responses';

/** The number of requests that a set of endpoints allows, and what they are counted by. */
export interface RateLimit {
  readonly set: string;
  readonly scope: 'GROUP' | 'ORG' | 'USER';
  readonly capacity: number;
  readonly refillPerMinute: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * Has a token bucket per endpoint set and project, organization or user.
 * @see https://www.mongodb.com/docs/atlas/api/api-rate-limit/
 */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly now: () => number,
    /** Replaces the numbers of every set. */
    private readonly override?: { readonly capacity: number; readonly refillPerSecond: number },
  ) {}

  /**
   * Takes one token.
   * @param scopeId ID of the project, organization or user
   * @param path for the error message, without its leading slash
   * @returns the rate limit headers
   * @throws Refusal 429 if no token is left
   */
  take(limit: RateLimit, scopeId: string, path: string): Readonly<Record<string, string>> {
    const capacity = this.override?.capacity ?? limit.capacity;
    const perSecond = this.override?.refillPerSecond ?? limit.refillPerMinute / 60;
    const key = `${limit.set} ${limit.scope} ${scopeId}`;
    const now = this.now();
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, filledAt: now };
    this.#buckets.set(key, bucket);
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    const headers = { 'RateLimit-Limit': String(capacity) };
    if (bucket.tokens < 1) {
      const wait = Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
      const perMinute = perSecond * 60;
      throw new Refusal(
        429,
        {
          errorCode: 'RATE_LIMITED_TOKEN_BUCKET',
          detail: `Rate limit exceeded for ${path}. Please retry after ${wait} seconds. Request capacity: ${capacity}. Refill rate: ${perMinute} per 60 seconds.`,
          parameters: [path, wait, capacity, perMinute, 60],
        },
        { headers: { ...headers, 'RateLimit-Remaining': '0', 'Retry-After': String(wait) } },
      );
    }
    bucket.tokens -= 1;
    return { ...headers, 'RateLimit-Remaining': String(Math.floor(bucket.tokens)) };
  }
}
