import { INVISIBLE, wellFormed } from '../text/invisible';

/**
 * A word of a POSIX shell, in quotes where it needs them.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function quoteShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * A string of HCL without interpolation or directives.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function quoteHcl(value: string): string {
  return quote(value, (character, next) =>
    (character === '$' || character === '%') && next === '{' ? character + character : undefined,
  );
}

/**
 * An interpreted string of Go.
 * @see https://go.dev/ref/spec#String_literals
 */
export function quoteGo(value: string): string {
  return quote(value, () => undefined);
}

/** A part of a URL in which nothing means anything but itself. */
export function quoteUrl(part: string): string {
  return encodeURIComponent(wellFormed(part)).replace(/[!'()*]/g, (character) => percent(character));
}

function percent(character: string): string {
  return `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}

/** The escapes that HCL and Go have in common. */
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
