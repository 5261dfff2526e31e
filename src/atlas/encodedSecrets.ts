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

/**
 * Returns a function that tells whether a text contains a substantial part of a secret in a form that `SecretRedactor`
 * can't cut out: in base64 at any alignment, in hexadecimal or decimal numbers, in escapes of programming languages,
 * mail and HTML, across lines, or with other characters in between.
 */
export function findEncoded(secrets: readonly string[]): (text: string) => boolean {
  const parts = secrets.map((secret) => JWT.exec(secret)?.[1] ?? secret);
  const windows = [...new Set(parts.flatMap((secret) => formsOf(secret).flatMap((form) => windowsOf(form, secret))))];
  const mayContain = mayContainOneOf(windows);
  return (text) => viewsOf(text).some((view) => mayContain(view) && windows.some((window) => view.includes(window)));
}

/**
 * Returns a function that tells whether a text may contain one of many texts. It reads the text once, and looks only at
 * a few of its parts: each of the texts is so long that it contains at least one of them.
 */
function mayContainOneOf(texts: readonly string[]): (text: string) => boolean {
  const shortest = Math.min(...texts.map(({ length }) => length));
  const width = Math.ceil(shortest / 2);
  const parts = new Set<string>();
  for (const text of texts) {
    for (let start = 0; start + width <= text.length; start += 1) {
      parts.add(text.slice(start, start + width));
    }
  }
  return (text) => {
    for (let start = 0; start + width <= text.length; start += shortest - width + 1) {
      if (parts.has(text.slice(start, start + width))) {
        return true;
      }
    }
    return false;
  };
}

/** Returns a secret as it is and in its usual encodings. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [secret, bytes.toString('hex'), bytes.join(''), ...[0, 1, 2].map((before) => base64Of(bytes, before))];
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

/** Returns the letters and digits of a text, and of its unescaped forms. */
function viewsOf(text: string): string[] {
  // Backslashes double each time a text is escaped.
  const plain = text.replace(/\\+/g, '\\').replace(/\\[nrt]/g, ' ');
  const read = readEscapes(plain);
  const twice = readEscapes(read);
  const mail = plain.replace(/=([\da-f]{2})/gi, characterOf);
  return [...new Set([text, plain, read, twice, readEscapes(twice), mail])].map(lettersOf);
}

/** Returns the letters and digits in lower case. Other characters are ignored, because base64 has two alphabets. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\da-z]+/gi, '')
    .toLowerCase();
}

/** Escapes of programming languages, URLs and HTML, each with one group of hexadecimal, octal or decimal digits. */
const ESCAPES: readonly (readonly [pattern: RegExp, radix: number])[] = [
  [/\\u00([\da-f]{2})/gi, 16],
  [/\\u\{0{0,4}([\da-f]{2})\}/gi, 16],
  [/(?:\\|\b0)x([\da-f]{2})/gi, 16],
  [/\\([01][0-7]{2})/g, 8],
  [/%([\da-f]{2})/gi, 16],
  [/&(?:amp;)?#x0{0,5}([\da-f]{2});?/gi, 16],
  [/&(?:amp;)?#0{0,5}(\d{2,3}?)(?:;|(?!\d))/g, 10],
];
/** Named entities stand for neither letters nor digits. */
const NAMED_ENTITY = /&(?:amp;)?[a-z]{2,8};/gi;

function readEscapes(text: string): string {
  if (!/[\\%&]|0x/i.test(text)) {
    return text;
  }
  return ESCAPES.reduce(
    (read, [pattern, radix]) => read.replace(pattern, (_, digits: string) => character(digits, radix)),
    text,
  ).replace(NAMED_ENTITY, ' ');
}

function characterOf(_: string, digits: string): string {
  return character(digits, 16);
}

function character(digits: string, radix: number): string {
  return String.fromCharCode(Number.parseInt(digits, radix));
}
