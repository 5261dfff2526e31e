/** So many letters and digits of a proof in a row are enough to find it. Secrets begin alike, with ten characters or so. */
const WINDOW = 16;
/** Fewer letters and digits would be found by chance. */
const MIN_LENGTH = 8;
/** Of a JSON Web Token, only the signature is secret; the rest holds the public ID of its service account. */
const JWT = /^[\w-]+\.[\w-]+\.([\w-]{8,})$/;
/** A long token proves nothing in part, so it is looked for in a few places only. */
const MAX_WINDOWS = 8;

/**
 * Makes a function that tells whether a text holds a substantial part of one of the proofs in a form that `SecretRedactor` can't
 * cut out: in base64 at any alignment, in hexadecimal or decimal numbers, in escapes of programming languages, mail and
 * HTML, across lines, or with anything but letters and digits in between.
 */
export function findEncoded(proofs: readonly string[]): (text: string) => boolean {
  const secret = proofs.map((proof) => JWT.exec(proof)?.[1] ?? proof);
  const windows = [...new Set(secret.flatMap((proof) => formsOf(proof).flatMap((form) => windowsOf(form, proof))))];
  return (text) => viewsOf(text).some((view) => windows.some((window) => view.includes(window)));
}

/** A proof as it is, and as the letters and digits of its usual encodings. */
function formsOf(proof: string): string[] {
  const bytes = Buffer.from(proof, 'utf8');
  return [proof, bytes.toString('hex'), bytes.join(''), ...[0, 1, 2].map((before) => base64Of(bytes, before))];
}

/** The part of a base64 text that depends on `bytes` alone, when so many other bytes stand before them. */
function base64Of(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]);
  return whole.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6));
}

/** Parts of one form of a proof, evenly spread, each of which stands for as much of the proof. */
function windowsOf(form: string, proof: string): string[] {
  const letters = lettersOf(form);
  const ofProof = lettersOf(proof).length;
  if (ofProof < MIN_LENGTH) {
    return [];
  }
  const width = Math.ceil((WINDOW * letters.length) / ofProof);
  const last = Math.max(0, letters.length - width);
  const count = Math.min(MAX_WINDOWS, Math.ceil((2 * last) / width) + 1);
  return Array.from({ length: count }, (_, index) => {
    const start = count === 1 ? 0 : Math.round((last * index) / (count - 1));
    return letters.slice(start, start + width);
  });
}

/** The letters and digits of a text as it is, and as they are once its escapes are read. */
function viewsOf(text: string): string[] {
  // Backslashes double each time a text is escaped.
  const plain = text.replace(/\\+/g, '\\').replace(/\\[nrt]/g, ' ');
  const read = readEscapes(plain);
  const twice = readEscapes(read);
  const mail = plain.replace(/=([\da-f]{2})/gi, characterOf);
  return [...new Set([text, plain, read, twice, readEscapes(twice), mail])].map(lettersOf);
}

/** Letters and digits in lower case. Nothing else tells encodings apart, for base64 has two alphabets. */
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
/** Every other named entity stands for neither a letter nor a digit. */
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
