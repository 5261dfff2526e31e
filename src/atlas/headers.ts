/** Returns a whole number of seconds or requests in a header; undefined when there is none. */
export function numberIn(header: string | null): number | undefined {
  return header !== null && /^\s*\d+\s*$/.test(header) ? Number(header) : undefined;
}

const LONGEST_WAIT = 3600;
/** The one form of a date that servers may send (RFC 9110 §5.6.7). `Date.parse` alone takes `1.5` and `-5` as dates. */
const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns the seconds of a `Retry-After` header (RFC 9110 §10.2.3), at most an hour; undefined for everything that is
 * neither a whole number of seconds nor an HTTP date.
 * @param sentAt the `Date` header of the same response. A date counts from it and not from the clock of this machine,
 * which may be set wrong.
 */
export function retryAfterSeconds(header: string | null, sentAt: string | number | null = null): number | undefined {
  const seconds = numberIn(header) ?? secondsUntil(header, sentAt);
  return seconds === undefined ? undefined : Math.min(Math.max(seconds, 0), LONGEST_WAIT);
}

function secondsUntil(header: string | null, sentAt: string | number | null): number | undefined {
  const until = dateIn(header);
  if (until === undefined) {
    return undefined;
  }
  const from = typeof sentAt === 'number' ? sentAt : (dateIn(sentAt) ?? Date.now());
  return Math.ceil((until - from) / 1000);
}

function dateIn(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  const milliseconds = IMF_FIXDATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
