/** Writes each UTF-16 unit of a text, which is given in hexadecimal digits. */
export const units = (text: string, write: (unit: string) => string): string =>
  Array.from({ length: text.length }, (_, index) => write(text.charCodeAt(index).toString(16))).join('');

/** Returns the characters of a text by their index. */
export function byIndex(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split('').map((character, index) => [index.toString(), character]));
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** Encodings that don't map one character after the other, or insert other characters. */
export const HIDDEN_FORMS: Readonly<Record<string, (text: string) => string>> = {
  'in base64': base64,
  'in base64, one byte later': (text) => base64(`:${text}`),
  'in base64, two bytes later': (text) => base64(`x:${text}`),
  'in base64 with lines': (text) => base64(`{"a":"${text}"}`).replace(/.{20}/g, '$&\r\n'),
  'in base64 of a URL': (text) => encodeURIComponent(Buffer.from(text).toString('base64url')),
  'in hexadecimal digits': hex,
  'in a dump': (text) => hex(text).replace(/../g, '$& ').toUpperCase(),
  'in numbers': (text) => [...Buffer.from(text)].join(', '),
  'in escapes of JavaScript': (text) => hex(text).replace(/../g, '\\x$&'),
  'with braces': (text) => text.replace(/\W/g, (sign) => `\\u{${hex(sign)}}`),
  'in octal numbers': (text) => text.replace(/[!-/]/g, (sign) => `\\0${sign.charCodeAt(0).toString(8)}`),
  'in mail': (text) => text.replace(/\W|_/g, (sign) => hex(sign).replace(/../g, '=$&')),
  'in lines of mail': (text) => text.replace(/.{9}/g, '$&=\r\n'),
  'in lines': (text) => text.replace(/.{9}/g, '$&\r\n '),
  'in wide characters': (text) => Array.from(text).join('\0'),
  'with characters that cannot be seen': (text) => Array.from(text).join('\u200b'),
  'in groups': (text) => text.replace(/.{4}/g, '$&-'),
  ...separated({
    'with escaped characters that cannot be seen': '\\u200b',
    'with line separators': '\\u2028',
    'with form feeds': '\\f',
    'with characters of HTML by number': '&#8203;',
    'with characters of HTML by hexadecimal number': '&#x200b;',
    'with characters of HTML by name': '&ZeroWidthSpace;',
    'with tags': '<wbr>',
    'with tags that have attributes': '<br class="a1"/>',
    'with escaped tags': '&lt;br&gt;',
    'with colors of a terminal': '\u001b[31;1m',
    'with escaped colors': '\\u001b[0m',
    'with accents': '\u0301',
  }),
  'in full-width letters': (text) => fullWidth(text),
  'in escaped full-width letters': (text) => units(fullWidth(text), (unit) => `\\u${unit.padStart(4, '0')}`),
  'in escapes of Python': (text) => units(text, (unit) => `\\U${unit.padStart(8, '0')}`),
  'in escapes of Perl': (text) => units(text, (unit) => `\\x{${unit}}`),
  'in escapes of old URLs': (text) => units(text, (unit) => `%u${unit.padStart(4, '0')}`),
  'in code points': (text) => units(text, (unit) => `U+${unit.padStart(4, '0')} `),
  'in base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'in hexadecimal digits of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('hex'),
  'in the other byte order': (text) => Buffer.from(`${text}:`, 'utf16le').swap16().toString('hex'),
  'in octal numbers of all bytes': (text) =>
    [...Buffer.from(text)].map((byte) => byte.toString(8).padStart(3, '0')).join(' '),
  'in numbered lines': (text) => text.replace(/.{1,9}/g, (line, start: number) => `\n${start + 1}: ${line}`),
  'by index': (text) => JSON.stringify(byIndex(text)),
  'in a dump with text': (text) =>
    dumped(text, (offset, line) => `${offset}  ${hex(line).replace(/../g, '$& ')} |${line}|`),
  'in a dump of words': (text) =>
    dumped(text, (offset, line) => `${offset}: ${hex(line).replace(/..../g, '$& ')}  ${line}`),
  'in a dump with borders': (text) =>
    dumped(text, (offset, line) => `|${offset}| ${hex(line).replace(/../g, '$& ')}|${line}|`),
};

/** Returns forms with a separator after each character. */
function separated(separators: Readonly<Record<string, string>>): Readonly<Record<string, (text: string) => string>> {
  return Object.fromEntries(
    Object.entries(separators).map(([name, separator]) => [
      name,
      (text: string) => text.replace(/./gs, (character) => character + separator),
    ]),
  );
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}

/** Returns lines of 16 bytes, each with its offset. */
function dumped(text: string, write: (offset: string, line: string) => string): string {
  return text.replace(/.{1,16}/gs, (line, start: number) => `\n${write(start.toString(16).padStart(8, '0'), line)}`);
}
