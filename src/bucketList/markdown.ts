import { withCodes } from '../text/invisible';
import { COLUMNS, inBatches, notesOf, type Inventory } from './inventory';

/**
 * A table of GitHub Flavored Markdown. Whatever a cell holds is only text, on one line: no markup, no HTML and no link.
 * What a list lacks is said in quotations below the table.
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
/** What makes a link of an address, or mentions somebody: `https://`, `www.`, `me@example.org`, `@team`. */
const LINKED = /[:@]|(?<=www)\./gi;
/** What Markdown would drop, or end the row at. */
const LOST = /^ +| +$|[\t\n\r]/g;

/** Lines and tabs, which entities stand for; any other invisible character is shown by its code. */
const KEPT = /([\t\n\r]+)/;

/** Text that is read back as it is shown: markup is escaped, and the rest of what has a meaning are entities. */
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
