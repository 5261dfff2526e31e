/**
 * Matches invisible characters, and those that change how surrounding text is shown: controls (including C1), format
 * and bidirectional characters, line and paragraph separators, fillers, variation selectors, tag letters, private use
 * characters, halves of surrogate pairs, and spaces of unusual widths. There is no exception for emoji sequences,
 * because an exception could be used to hide text.
 *
 * It doesn't match the three spaces that `Intl` writes in dates and numbers (U+00A0, U+2009, U+202F), because whole
 * sentences are checked with it. `visibleText` shows them in names.
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
export const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u1680\u2000-\u2008\u200A\u205F\u2800\u3000\uFFFC]/u;

export const EVERY_INVISIBLE = new RegExp(INVISIBLE.source, 'gu');

/** Spaces that look like one ordinary space: unusual, leading, trailing, and repeated ones. */
const UNSEEN_SPACE = /[\u00A0\u2009\u202F]|^ +| +$|(?<= ) /g;

/** A character with its combining marks, or the parts of a Hangul syllable. */
const CLUSTER = /[\u1100-\u11FF]+|\P{M}\p{M}*/gu;

/** In characters. Longer names are truncated. */
const LONGEST_NAME = 1000;

/** The maximum length of a name in a heading, a table, or a chart. */
const LONGEST_SHOWN_NAME = 200;

/** Returns a name like `visibleText`, truncated for a heading, a table, or a chart of a page. */
export function shownName(name: string): string {
  return cut(visibleText(name), LONGEST_SHOWN_NAME);
}

/** Returns the code of a character, as in `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Replaces every invisible character with its code, as in `[U+200B]`. */
export function withCodes(text: string): string {
  return text.replace(EVERY_INVISIBLE, bracketed);
}

/**
 * Returns the display form of a name from Atlas or from a user: names that differ only in invisible characters look
 * different. Names of more than 1,000 characters are truncated.
 */
export function visibleText(name: string): string {
  const shown = cut(name, LONGEST_NAME).replace(EVERY_INVISIBLE, bracketed).replace(UNSEEN_SPACE, eachBracketed);
  return shown.normalize('NFC') === shown ? shown : shown.replace(CLUSTER, decomposed);
}

/** Truncates a text to `maxLength` characters, including an ellipsis, without splitting a surrogate pair. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const end = maxLength - 1;
  return `${text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end)}…`;
}

/** Replaces halves of surrogate pairs, which JSON can contain but most other formats can't. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function bracketed(character: string): string {
  return `[${codePoint(character)}]`;
}

function eachBracketed(characters: string): string {
  return Array.from(characters, bracketed).join('');
}

/** Returns a cluster with the codes of its characters if its normalized form would look the same. */
function decomposed(cluster: string): string {
  return cluster.normalize('NFC') === cluster
    ? cluster
    : Array.from(cluster, (character, index) =>
        index === 0 && character.normalize('NFC') === character ? character : bracketed(character),
      ).join('');
}
