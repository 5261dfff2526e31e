import { COLUMNS, inBatches, notesOf, type Inventory } from './inventory';

/**
 * A table of GitHub Flavored Markdown. Whatever a cell holds is only text, on one line: no markup and no HTML. What a
 * list lacks is said in quotations below the table.
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function* writeMarkdown(inventory: Inventory): Generator<string, void, undefined> {
  const headings = Object.values(COLUMNS);
  yield tableRow(headings) + tableRow(headings.map(() => '---'));
  for (const batch of inBatches(inventory)) {
    yield batch.map((row) => tableRow(Object.values(row).map((cell) => plain(cell ?? '')))).join('');
  }
  yield notesOf(inventory)
    .map((note) => `\n> ${plain(note)}\n`)
    .join('');
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

const MARKUP = /[\\`*_[\]<>|&~$!#]/g;
const LOST = /^ +| +$|[\t\n\r]/g;

/** Text that is read back as it is, with what Markdown would drop or break a line at as entities. */
function plain(text: string): string {
  return text
    .replace(MARKUP, '\\$&')
    .replace(LOST, (lost) => Array.from(lost, (character) => `&#${character.codePointAt(0) ?? 0};`).join(''));
}
