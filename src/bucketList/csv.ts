import { COLUMNS, inBatchesWithNotes, NOTE, type Inventory } from './inventory';

/**
 * Writes comma-separated values (RFC 4180): the headings, then one record for each export bucket, all with the same
 * number of cells. A cell that a spreadsheet would run as a formula starts with an apostrophe. The last column, `Note`, is
 * empty unless the list is incomplete or filtered.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 * @see https://github.com/OWASP/www-community/pull/1116
 */
export function* writeCsv(inventory: Inventory): Generator<string, void, undefined> {
  const headings = Object.values(COLUMNS);
  const none = headings.map(() => undefined);
  yield csvRecord([...headings, NOTE]);
  for (const batch of inBatchesWithNotes(inventory)) {
    yield batch.map(({ row, note }) => csvRecord([...(row === undefined ? none : Object.values(row)), note])).join('');
  }
}

/** Returns one record. Cells that a spreadsheet would run as formulas are made harmless. */
export function csvRecord(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell) => quoted(harmless(cell ?? ''))).join(',')}\r\n`;
}

/** A character that starts a formula, including the full-width forms that some spreadsheets treat alike. */
const SIGN = String.raw`[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]`;
/** Characters that may precede it in a formula: white space, quotes and invisible characters. */
const BEFORE = String.raw`[\s"\0\p{Default_Ignorable_Code_Point}]`;
const FORMULA = new RegExp(`(?<!${BEFORE})${BEFORE}*${SIGN}`, 'gu');
/** A formula at the start of a cell, or characters that spreadsheets remove there. */
const FIRST = new RegExp(String.raw`^(?:[\t\n\r\0]|${BEFORE}*${SIGN})`, 'u');
/** The text up to the last separator of spreadsheets that don't separate cells by commas. */
const SEPARATED = /^.*[;|\t\n\v\f\r\x85\u2028\u2029]/su;

/**
 * Returns a cell with an apostrophe before each formula: at its start, and after characters that separate cells in other
 * locales, because quotes don't help from the second column on.
 */
function harmless(cell: string): string {
  const inner = cell.replace(FORMULA, (found, offset: number) => {
    const preceding = cell.slice(Math.max(0, offset - 1), offset);
    const separated = SEPARATED.exec(preceding + found)?.[0].slice(preceding.length);
    return separated === undefined ? found : `${separated}'${found.slice(separated.length)}`;
  });
  return FIRST.test(cell) ? `'${inner}` : inner;
}

function quoted(cell: string): string {
  return /[",;\t|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
