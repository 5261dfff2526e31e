import { partsOf } from '../atlas/jsonText';
import { INVISIBLE } from './invisible';

/** Lines nested deeper are not indented further. */
const DEEPEST_INDENTATION = 100;

const INVISIBLES = new RegExp(`(?![\\t\\n\\r])${INVISIBLE.source}`, 'gu');

/**
 * A JSON text over several lines, as a document. Every value stays exactly as it is written, so that digits, repeated
 * names and the order of members survive; invisible characters in strings become escapes, which stand for the same.
 */
export function jsonDocument(text: string): string {
  const pieces: string[] = [];
  let depth = 0;
  const lineBreak = (): string => `\n${'  '.repeat(Math.min(depth, DEEPEST_INDENTATION))}`;
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

/** A JSON text without invisible characters but the ends of its lines and tabs: those in its strings are escapes. */
export function escaped(text: string): string {
  return text.replace(INVISIBLES, (character) =>
    Array.from({ length: character.length }, (_, index) => `\\u${hex(character.charCodeAt(index))}`).join(''),
  );
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}
