import { INVISIBLE, wellFormed } from '../text/invisible';

/**
 * Quotes a word for a POSIX shell, if necessary.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function quoteShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Quotes a string for HCL, without interpolation or directives.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function quoteHcl(value: string): string {
  return quote(value, (character, next) =>
    (character === '$' || character === '%') && next === '{' ? character + character : undefined,
  );
}

/**
 * Quotes an interpreted string for Go.
 * @see https://go.dev/ref/spec#String_literals
 */
export function quoteGo(value: string): string {
  return quote(value, () => undefined);
}

/** Encodes a part of a URL, including the reserved characters that `encodeURIComponent` leaves out. */
export function quoteUrl(part: string): string {
  return encodeURIComponent(wellFormed(part)).replace(/[!'()*]/g, (character) => percent(character));
}

function percent(character: string): string {
  return `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}

/** Quotes a string with the escapes that HCL and Go share. */
function quote(value: string, special: (character: string, next: string | undefined) => string | undefined): string {
  const characters = Array.from(wellFormed(value));
  const escaped = characters.map(
    (character, index) => special(character, characters[index + 1]) ?? escapeCharacter(character),
  );
  return `"${escaped.join('')}"`;
}

const NAMED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  const named = NAMED[character];
  if (named !== undefined || !INVISIBLE.test(character)) {
    return named ?? character;
  }
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
