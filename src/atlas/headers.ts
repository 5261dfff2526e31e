/** Returns the whole number in a header; undefined if it has none. */
export function numberIn(header: string | null): number | undefined {
  return header !== null && /^\s*\d+\s*$/.test(header) ? Number(header) : undefined;
}

const IMF_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns the date of a header in the format of RFC 9110 §5.6.7, in milliseconds since 1970; undefined for any other
 * text. `Date.parse` alone would accept many texts that aren't dates, and would read 31 February as 3 March.
 */
function dateIn(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  const time = IMF_DATE.test(text) ? Date.parse(text) : Number.NaN;
  const day = (date: string): number => Number(/\d+/.exec(date)?.[0]);
  return Number.isNaN(time) || day(new Date(time).toUTCString()) !== day(text) ? undefined : time;
}

/**
 * Returns a header as text if it is a date and nothing else, so that no other text of a server reaches a log. Accepts
 * the dates that Atlas sends and those of RFC 9745 (`Deprecation: @1688169599`).
 */
export function dateTextIn(header: string | null): string | undefined {
  const seconds = /^\s*@(\d{1,11})\s*$/.exec(header ?? '')?.[1];
  if (seconds !== undefined) {
    return new Date(Number(seconds) * 1000).toUTCString();
  }
  return dateIn(header) === undefined ? undefined : header?.trim();
}

const MAX_RETRY_AFTER = 3600;

/**
 * Returns the seconds of a `Retry-After` header (RFC 9110 §10.2.3), at most one hour; undefined if it is neither a
 * whole number of seconds nor an HTTP date.
 * @param sentAt the `Date` header of the same response. A date is relative to it, because the clock of this machine may
 * be wrong.
 */
export function retryAfterSeconds(header: string | null, sentAt: string | null): number | undefined {
  const seconds = numberIn(header) ?? secondsUntil(header, sentAt);
  return seconds === undefined ? undefined : Math.min(Math.max(seconds, 0), MAX_RETRY_AFTER);
}

function secondsUntil(header: string | null, sentAt: string | null): number | undefined {
  const until = dateIn(header);
  if (until === undefined) {
    return undefined;
  }
  return Math.ceil((until - (dateIn(sentAt) ?? Date.now())) / 1000);
}

/** Returns whether an HTTP header can carry the text (RFC 9110 §5.5): no control characters, only Latin-1. */
export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}
