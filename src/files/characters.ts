/** Classes of ASCII characters, as bits. All other characters have none. */
export const HEX = 1;
export const ALPHANUMERIC = 2;
export const KEY = 4;
export const SPACE = 8;
export const QUOTE = 16;
export const SEPARATOR = 32;
/** A name with dots, such as `&admin.PtrString`. */
export const NAME = 64;
export const BASE64 = 128;
export const CLOSING = 256;
/** A character in the `id` of a resource in a Terraform state. */
export const STATE_ID = 512;

const MEMBERS: readonly (readonly [bit: number, members: RegExp])[] = [
  [HEX, /[0-9a-f]/i],
  [ALPHANUMERIC, /[0-9a-z]/i],
  [KEY, /[\w-]/],
  [SPACE, /[ \t\r\n]/],
  [QUOTE, /["'`\\?]/],
  [SEPARATOR, /[:=]/],
  [NAME, /[\w.&*]/],
  [BASE64, /[A-Za-z0-9+/]/],
  [CLOSING, /[\])]/],
  [STATE_ID, /[A-Za-z0-9+/=:-]/],
];

const CLASSES = Uint16Array.from({ length: 128 }, (_, code) =>
  MEMBERS.reduce((bits, [bit, members]) => (members.test(String.fromCharCode(code)) ? bits | bit : bits), 0),
);

/** Returns whether the character at an index is in a class. */
export function isAt(text: string, index: number, bit: number): boolean {
  return ((CLASSES[text.charCodeAt(index)] ?? 0) & bit) !== 0;
}

/** Returns the offset after skipping at most `most` characters of a class backward. */
export function skipBack(text: string, from: number, bit: number, most: number): number {
  const last = Math.max(0, from - most);
  let at = from;
  while (at > last && isAt(text, at - 1, bit)) {
    at -= 1;
  }
  return at;
}

/** Returns the offset after skipping at most `most` characters of a class. */
export function skip(text: string, from: number, bit: number, most: number): number {
  const last = Math.min(text.length, from + most);
  let at = from;
  while (at < last && isAt(text, at, bit)) {
    at += 1;
  }
  return at;
}

/** Returns the offset of the newline at or after an offset, or of the end of the text. */
export function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}
