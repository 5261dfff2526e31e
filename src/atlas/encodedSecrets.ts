import { PLACEHOLDER } from './requestSecrets';

/**
 * Number of consecutive letters and digits that identify a secret. Secrets of one kind start alike, with about ten
 * characters.
 */
const WINDOW = 16;
/** Shorter texts would match by chance. */
const MIN_LENGTH = 8;
/** Only the signature of a JSON Web Token is secret. The rest contains the public ID of its service account. */
const JWT = /^[\w-]+\.[\w-]+\.([\w-]{8,})$/;
/** Parts of a long token are useless on their own, so only a few of them are searched for. */
const MAX_WINDOWS = 8;

/** Two parts of texts are compared only if their hashes of this many bits are equal. */
const HASH_BITS = 14;

/** A text that needs more comparisons was made to take long, so it counts as one that contains a secret. */
const MAX_COMPARISONS = 1_000_000;
/**
 * Longer texts with an encoded secret are removed as a whole, because a server could choose texts that take too long to
 * search.
 */
const MAX_SIFTED_LENGTH = 100_000;

/** Tells whether the letters and digits of a text contain a substantial part of a secret. */
export type EncodedSecret = (letters: string) => boolean;

/** Returns the search for a secret in the forms that `removeEncoded` removes. */
export function findEncoded(secret: string): EncodedSecret {
  const part = JWT.exec(secret)?.[1] ?? secret;
  return containsOneOf([...new Set(formsOf(part).flatMap((form) => windowsOf(form, part)))]);
}

/**
 * Removes each JSON string that contains a substantial part of a secret in a form that cannot be cut out: in base64 at
 * any alignment, in hexadecimal, decimal or octal numbers, in UTF-16, in escapes of programming languages, mail and
 * HTML, in dumps, across lines, or with tags or other characters in between. Removes the whole text if it contains one
 * outside of a string.
 */
export function removeEncoded(text: string, secrets: readonly EncodedSecret[]): string {
  const isEncodedIn = (searched: string): boolean => {
    const views = viewsOf(searched);
    return secrets.some((isIn) => views.some(isIn));
  };
  if (secrets.length === 0 || !isEncodedIn(text)) {
    return text;
  }
  const sifted =
    text.length > MAX_SIFTED_LENGTH
      ? PLACEHOLDER
      : text.replace(/"(?:[^"\\]|\\.)*"/gs, (string) => (isEncodedIn(string) ? `"${PLACEHOLDER}"` : string));
  return isEncodedIn(sifted) ? PLACEHOLDER : sifted;
}

/**
 * Returns a function that tells whether a text of lower-case letters and digits contains one of many. It reads the text
 * once, and looks only at a few of its parts: each of the texts is so long that it contains at least one of them.
 */
function containsOneOf(texts: readonly string[]): (searched: string) => boolean {
  const shortest = Math.min(...texts.map(({ length }) => length));
  const width = Math.ceil(shortest / 2);
  const step = shortest - width + 1;
  const parts = new Map<string, { readonly text: string; readonly offset: number }[]>();
  // Comparing hashes first is much faster than looking up each part.
  const hashes = new Uint8Array(2 ** HASH_BITS);
  for (const text of texts) {
    for (let offset = 0; offset < step; offset += 1) {
      const part = text.slice(offset, offset + width);
      parts.set(part, [...(parts.get(part) ?? []), { text, offset }]);
      hashes[hashAt(text, offset)] = 1;
    }
  }
  return (searched) => {
    let comparisons = 0;
    for (let start = 0; start + width <= searched.length; start += step) {
      const places =
        hashes[hashAt(searched, start)] === 1 ? parts.get(searched.slice(start, start + width)) : undefined;
      for (const { text, offset } of places ?? []) {
        comparisons += 1;
        if (searched.startsWith(text, start - offset) || comparisons > MAX_COMPARISONS) {
          return true;
        }
      }
    }
    return false;
  };
}

/** Returns a hash of the four characters at an index. Each part has at least four, because a window has at least eight. */
function hashAt(text: string, index: number): number {
  const first = text.charCodeAt(index) * 31 + text.charCodeAt(index + 1);
  const second = text.charCodeAt(index + 2) * 31 + text.charCodeAt(index + 3);
  return Math.imul(first * 8191 + second, 0x9e3779b1) >>> (32 - HASH_BITS);
}

/** Returns a secret as it is and in its usual encodings. */
function formsOf(secret: string): string[] {
  // The other byte order of UTF-16 differs only in the bytes at its ends.
  const encodings = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')];
  return [
    secret,
    ...encodings.flatMap((bytes) => [
      bytes.toString('hex'),
      bytes.join(''),
      Array.from(bytes, (byte) => byte.toString(8).padStart(3, '0')).join(''),
      ...[0, 1, 2].map((before) => base64Of(bytes, before)),
    ]),
  ];
}

/** Returns the part of a base64 text that depends on `bytes` alone if `before` other bytes precede them. */
function base64Of(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]);
  return whole.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6));
}

/** Returns evenly spread parts of one form of a secret. Each stands for the same share of the secret. */
function windowsOf(form: string, secret: string): string[] {
  const letters = lettersOf(form);
  const secretLength = lettersOf(secret).length;
  if (secretLength < MIN_LENGTH) {
    return [];
  }
  const width = Math.ceil((WINDOW * letters.length) / secretLength);
  const last = Math.max(0, letters.length - width);
  const count = Math.min(MAX_WINDOWS, Math.ceil((2 * last) / width) + 1);
  return Array.from({ length: count }, (_, index) => {
    const start = count === 1 ? 0 : Math.round((last * index) / (count - 1));
    return letters.slice(start, start + width);
  });
}

/** Returns the letters and digits of a text, of its unescaped forms, and of what a reader would see of them. */
function viewsOf(text: string): string[] {
  // Backslashes double each time a text is escaped.
  const plain = text.replace(/\\+/g, '\\');
  const once = readEscapes(plain);
  const twice = readEscapes(once);
  const read = readEscapes(twice);
  const mail = plain.replace(/=([\da-f]{2})/gi, (_, digits: string) => character(digits, 16));
  const views = [text, plain, once, twice, read, mail, withoutMarkup(read), withoutNumbers(read), readDump(read)];
  return [...new Set(views)].map(lettersOf);
}

/** The lower-case character of each letter and digit by its code, and zero for all others. */
const LETTERS = tableOfLetters();

function tableOfLetters(): Uint8Array {
  const table = new Uint8Array(2 ** 16);
  for (const letter of '0123456789abcdefghijklmnopqrstuvwxyz') {
    table[letter.charCodeAt(0)] = letter.charCodeAt(0);
    table[letter.toUpperCase().charCodeAt(0)] = letter.charCodeAt(0);
  }
  return table;
}

/** Returns the letters and digits in lower case. Other characters are ignored, because base64 has two alphabets. */
function lettersOf(text: string): string {
  // Accents are removed only if they follow a letter as a character of their own: bytes that were read as letters have
  // accents too, such as those of an invisible character.
  const simple = /[^\0-\x7f]/.test(text) ? text.replace(/\p{M}/gu, '').normalize('NFKC') : text;
  const letters = Buffer.allocUnsafe(simple.length);
  let length = 0;
  for (let index = 0; index < simple.length; index += 1) {
    const letter = LETTERS[simple.charCodeAt(index)] ?? 0;
    letters[length] = letter;
    length += letter === 0 ? 0 : 1;
  }
  return letters.toString('latin1', 0, length);
}

/** Removes tags of HTML, and the codes of a terminal for colors. */
function withoutMarkup(text: string): string {
  return /[<\p{Cc}]/u.test(text) ? text.replace(/<[^<>]{0,200}>|\p{Cc}\[[\d;]{0,20}[A-Za-z]/gu, '') : text;
}

/** Removes a number at the start of each line and each JSON string: a line number, an offset, or an index. */
function withoutNumbers(text: string): string {
  return text.replace(/(?:^|[\n"])[ \t#(|[]{0,8}\d{1,8}\W{1,6}/g, '');
}

/** Returns the bytes of each line of a dump, without its offset and its column of text. */
function readDump(text: string): string {
  return text.replace(
    /(?:^|[\n"])[ \t|]{0,8}[\da-f]{4,16}[:|]?[ \t]{1,4}((?:[\da-f]{2,8}[ \t-]{1,3}){1,32})[^\n]{0,200}/gi,
    '$1',
  );
}

/** Escapes of programming languages, URLs and HTML, each with one group of hexadecimal, octal or decimal digits. */
const ESCAPES: readonly (readonly [pattern: RegExp, radix: number])[] = [
  // Before the lower-case `u`, which has four digits.
  [/(?:\\U00|\bU\+|\\[ux]\{0{0,5}|&(?:amp;)?#[xX]0{0,5})([\dA-Fa-f]{1,6})[;}]?/g, 16],
  [/[\\%]u([\da-f]{4})/gi, 16],
  [/(?:\\|\b0)x([\da-f]{2})/gi, 16],
  [/\\([0-3][0-7]{2})/g, 8],
  [/%([\da-f]{2})/gi, 16],
  [/&(?:amp;)?#0{0,5}(\d{1,7});?/g, 10],
];
/** Other named characters are neither letters nor digits. */
const NAMED_CHARACTER = /&(?:amp;)?[a-z]{2,31};|\\[abefrtv]/gi;

function readEscapes(text: string): string {
  if (!/[\\%]|&(?:#|[a-z]{2,31};)|\b0x|U\+/i.test(text)) {
    return text;
  }
  return ESCAPES.reduce(
    (read, [pattern, radix]) => read.replace(pattern, (_, digits: string) => character(digits, radix)),
    text,
  )
    .replace(/\\n/g, '\n')
    .replace(/&(?:amp;)?lt;/g, '<')
    .replace(/&(?:amp;)?gt;/g, '>')
    .replace(NAMED_CHARACTER, ' ');
}

function character(digits: string, radix: number): string {
  const codePoint = Number.parseInt(digits, radix);
  return codePoint > 0x10ffff ? ' ' : String.fromCodePoint(codePoint);
}
