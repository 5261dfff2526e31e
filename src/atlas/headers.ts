/** A number of seconds or requests in a header; undefined when there is none. */
export function numberIn(header: string | null): number | undefined {
  return header !== null && /^\s*\d+\s*$/.test(header) ? Number(header) : undefined;
}

const LONGEST_WAIT = 3600;

/** Seconds of a `Retry-After` header in either of its forms (RFC 9110 §10.2.3), at most an hour. */
export function retryAfterSeconds(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null) {
    return undefined;
  }
  const seconds = numberIn(header) ?? Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_WAIT);
}
