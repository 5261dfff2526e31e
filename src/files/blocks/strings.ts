import { endOfLine } from '../characters';
import type { Dialect } from './dialects';

/** The maximum length of the line that starts a heredoc. */
const LONGEST_START = 100;

/**
 * Returns the offset after the string that starts at an offset; undefined if none starts there. A string that isn't closed
 * ends with its line, or with the file if it may have several lines.
 */
export function endOfString(text: string, start: number, dialect: Dialect): number | undefined {
  const quote = text.charAt(start);
  if (!dialect.quotes.includes(quote)) {
    return undefined;
  }
  if (dialect.hasTripleQuotes && quote !== '`' && text.startsWith(quote.repeat(3), start)) {
    const close = text.indexOf(quote.repeat(3), start + 3);
    return close === -1 ? text.length : close + 3;
  }
  return dialect.hasTemplates ? endOfTemplate(text, start) : endOfPlain(text, start, quote, quote === '`');
}

function endOfPlain(text: string, start: number, quote: string, isMultiline: boolean): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') {
      at += 1;
    } else if (character === quote) {
      return at + 1;
    } else if (character === '\n' && !isMultiline) {
      return at;
    }
  }
  return text.length;
}

/** Returns the offset after an HCL string, in which `${…}` and `%{…}` may contain further strings. */
function endOfTemplate(text: string, start: number): number {
  /** The open strings and interpolations, innermost last. */
  const open = ['"'];
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    const isInString = open.at(-1) === '"';
    if (character === '\n') {
      // An interpolation may have several lines. They are rare, and a quote that is missing must not swallow the file.
      return at;
    }
    if (isInString && character === '\\') {
      at += 1;
    } else if (character === '"') {
      if (isInString) {
        open.pop();
      } else {
        open.push('"');
      }
      if (open.length === 0) {
        return at + 1;
      }
    } else if (isInString && (character === '$' || character === '%') && text.charAt(at + 1) === '{') {
      // `$${` is no interpolation, but the two characters before the brace.
      if (text.charAt(at - 1) !== character) {
        open.push('{');
      }
      at += 1;
    } else if (!isInString && character === '{') {
      open.push('{');
    } else if (!isInString && character === '}') {
      open.pop();
    }
  }
  return text.length;
}

/** Returns the offset of the end of the heredoc that starts at an offset; undefined if none starts there. */
export function endOfHeredoc(text: string, start: number, { hasHeredocs }: Dialect): number | undefined {
  if (!hasHeredocs) {
    return undefined;
  }
  const name = /^<<-?([\w-]+)[ \t\r]*\n/.exec(text.slice(start, start + LONGEST_START))?.[1];
  if (name === undefined) {
    return undefined;
  }
  let line = endOfLine(text, start) + 1;
  while (line < text.length) {
    const end = endOfLine(text, line);
    if (text.slice(line, end).trim() === name) {
      return end;
    }
    line = end + 1;
  }
  return text.length;
}

/** Returns the offset after the comment that starts at an offset; undefined if none starts there. */
export function endOfComment(text: string, start: number, dialect: Dialect): number | undefined {
  const isHash = text[start] === '#';
  if (isHash ? !dialect.hashComments : !dialect.slashComments) {
    return undefined;
  }
  if (isHash || text[start + 1] === '/') {
    return endOfLine(text, start);
  }
  if (text[start + 1] !== '*') {
    return undefined;
  }
  const close = text.indexOf('*/', start + 2);
  return close === -1 ? text.length : close + 2;
}
