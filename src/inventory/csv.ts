import { COLUMNS, inNotedBatches, NOTE, type Inventory } from './inventory';

/**
 * Comma-separated values (RFC 4180): the headings, then one record for each export bucket, all with as many cells. A
 * cell that a spreadsheet would run as a formula begins with an apostrophe. The last column, `Note`, is empty unless the
 * list is incomplete or filtered.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function* writeCsv(inventory: Inventory): Generator<string, void, undefined> {
  const headings = Object.values(COLUMNS);
  const none = headings.map(() => undefined);
  yield record([...headings, NOTE]);
  for (const batch of inNotedBatches(inventory)) {
    yield batch.map(({ row, note }) => record([...(row === undefined ? none : Object.values(row)), note])).join('');
  }
}

function record(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell) => quoted(harmless(cell ?? ''))).join(',')}\r\n`;
}

/** The characters that begin a formula, in full width too, which some spreadsheets take for the same. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
