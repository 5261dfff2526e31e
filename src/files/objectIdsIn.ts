import { ALPHANUMERIC, HEX, isAt, skip } from './characters';

/** The length of an Atlas ID: 24 hexadecimal characters. */
export const ID_LENGTH = 24;

/**
 * Returns the start of each word of exactly 24 hexadecimal characters, in order.
 *
 * Looks at the last character of a possible ID first. If it isn't hexadecimal, no ID contains it, so ordinary text is
 * skipped 24 characters at a time.
 */
export function objectIdsIn(text: string): number[] {
  const starts: number[] = [];
  let start = 0;
  while (start + ID_LENGTH <= text.length) {
    let last = start + ID_LENGTH - 1;
    while (last >= start && isAt(text, last, HEX)) {
      last -= 1;
    }
    if (last >= start) {
      start = last + 1;
      continue;
    }
    const end = start + ID_LENGTH;
    if (!isAt(text, start - 1, ALPHANUMERIC) && !isAt(text, end, ALPHANUMERIC)) {
      starts.push(start);
    }
    // A longer word, such as a checksum, contains no ID.
    start = skip(text, end, ALPHANUMERIC, text.length);
  }
  return starts;
}
