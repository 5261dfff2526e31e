import { withCodes } from '../text/invisible';
import { COLUMNS, inBatches, notesOf, type Inventory } from './inventory';

/**
 * Writes a table in GitHub Flavored Markdown. Cells contain only text in one line: no markup, no HTML and no links. Notes
 * follow the table as block quotes.
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function* writeMarkdown(inventory: Inventory): Generator<string, void, undefined> {
  const headings = Object.values(COLUMNS);
  yield markdownRow(headings) + markdownRow(headings.map(() => '---'));
  for (const batch of inBatches(inventory)) {
    yield batch.map((row) => markdownRow(Object.values(row).map((cell) => markdownCell(cell ?? '')))).join('');
  }
  yield notesOf(inventory)
    .map((note) => `\n> ${markdownCell(note)}\n`)
    .join('');
}

/** Returns a row of a table from cells that `markdownCell` has returned. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

const MARKUP = /[\\`*_[\]<>|&~$!#]/g;
/** Characters that create links or mentions: `https://`, `www.`, `me@example.org`, `@team`. */
const LINKED = /[:@]|(?<=www)\./gi;
/** Characters that Markdown removes, or that end the row. */
const LOST = /^ +| +$|[\t\n\r]/g;

/** Line breaks and tabs, which become entities. Other invisible characters are replaced by their codes. */
const KEPT = /([\t\n\r]+)/;

/** Returns text that Markdown displays unchanged: escapes markup, and writes other special characters as entities. */
export function markdownCell(text: string): string {
  return text
    .split(KEPT)
    .map((part, index) => (index % 2 === 0 ? withCodes(part) : part))
    .join('')
    .replace(MARKUP, '\\$&')
    .replace(LINKED, entities)
    .replace(LOST, entities);
}

function entities(characters: string): string {
  return Array.from(characters, (character) => `&#${character.codePointAt(0) ?? 0};`).join('');
}
