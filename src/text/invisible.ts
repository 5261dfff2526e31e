/**
 * Characters without a look of their own, and those that change how the text around them is shown: controls (C1
 * included), format and bidirectional characters, line and paragraph separators, fillers, variation selectors, tag
 * letters, private use characters, halves of surrogate pairs, and spaces of unusual widths. Emoji sequences are no
 * exception: a rule without exceptions cannot be used to hide anything.
 *
 * The three spaces that `Intl` writes in dates and numbers (U+00A0, U+2009, U+202F) are left alone here, because whole
 * sentences go through this; `visibleText` shows them in names.
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
export const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u1680\u2000-\u2008\u200A\u205F\u2800\u3000\uFFFC]/u;

const EVERY_INVISIBLE = new RegExp(INVISIBLE.source, 'gu');

/** Spaces that cannot be told from one ordinary space: unusual ones, those at the edges, all but the first of several. */
const UNSEEN_SPACE = /[\u00A0\u2009\u202F]|^ +| +$|(?<= ) /g;

/** A character with the marks on it, or the parts of a Hangul syllable. */
const CLUSTER = /[\u1100-\u11FF]+|\P{M}\p{M}*/gu;

/** Longer names are cut. */
const LONGEST_NAME = 1000;

/** Characters of a name in a heading, a table or a chart. */
const LONGEST_SHOWN_NAME = 200;

/** A name as `visibleText` has it, short enough for a heading, a table or a chart of a page. */
export function shownName(name: string): string {
  return cut(visibleText(name), LONGEST_SHOWN_NAME);
}

/** The code of a character, as in `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A text in which every invisible character is shown by its code, as in `[U+200B]`. */
export function withCodes(text: string): string {
  return text.replace(EVERY_INVISIBLE, bracketed);
}

/**
 * A name from Atlas or from a user as it is shown: two different names never look the same only because their difference
 * cannot be seen. Names of more than 1,000 characters are cut.
 */
export function visibleText(name: string): string {
  const seen = cut(name, LONGEST_NAME).replace(EVERY_INVISIBLE, bracketed).replace(UNSEEN_SPACE, eachBracketed);
  return seen.normalize('NFC') === seen ? seen : seen.replace(CLUSTER, decomposed);
}

/** The beginning of a text, with an ellipsis if something is left out; never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const end = most - 1;
  // An ellipsis in place of the second half of a pair would leave half a character.
  return `${text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end)}…`;
}

/** A text without halves of surrogate pairs, which JSON may hold and hardly anything else can. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function bracketed(character: string): string {
  return `[${codePoint(character)}]`;
}

function eachBracketed(characters: string): string {
  return Array.from(characters, bracketed).join('');
}

/** A cluster that would look the same if it were written with other characters, with the codes of these. */
function decomposed(cluster: string): string {
  return cluster.normalize('NFC') === cluster
    ? cluster
    : Array.from(cluster, (character, index) =>
        index === 0 && character.normalize('NFC') === character ? character : bracketed(character),
      ).join('');
}
