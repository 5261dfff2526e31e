import { partsOf } from '../atlas/jsonText';
import { INVISIBLE } from './invisible';

/** The maximum number of indentation levels. */
const MAX_INDENTATION = 100;

const INVISIBLES = new RegExp(`(?![\\t\\n\\r])${INVISIBLE.source}`, 'gu');

/**
 * Formats a JSON text for a document. It doesn't parse values, so digits, duplicate names, and the order of members are
 * preserved. Invisible characters in strings become equivalent escapes.
 */
export function jsonDocument(text: string): string {
  const pieces: string[] = [];
  let depth = 0;
  const lineBreak = (): string => `\n${'  '.repeat(Math.min(depth, MAX_INDENTATION))}`;
  let before = '';
  for (const part of partsOf(text)) {
    if (part === '}' || part === ']') {
      depth -= 1;
      pieces.push(before === '{' || before === '[' ? part : `${lineBreak()}${part}`);
    } else {
      const separator = before === '{' || before === '[' || before === ',' ? lineBreak() : before === ':' ? ' ' : '';
      pieces.push(separator, part.startsWith('"') ? escaped(part) : part);
      depth += part === '{' || part === '[' ? 1 : 0;
    }
    before = part;
  }
  return `${pieces.join('')}\n`;
}

/** Replaces invisible characters in a JSON text, except line breaks and tabs, with escapes. */
export function escaped(text: string): string {
  return text.replace(INVISIBLES, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${hex(character.charCodeAt(index))}`).join(''),
  );
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}
