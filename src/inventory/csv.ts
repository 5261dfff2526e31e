import { COLUMNS, inBatches, type Inventory } from './inventory';

/**
 * Comma-separated values (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe. What
 * a list lacks is said in a record before the headings, which has as many cells as any other.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function* writeCsv(inventory: Inventory): Generator<string, void, undefined> {
  const { partial } = inventory;
  const headings = Object.values(COLUMNS);
  if (partial !== undefined) {
    yield record([partial.notice, ...headings.slice(1).map(() => '')]);
  }
  yield record(headings);
  for (const batch of inBatches(inventory)) {
    yield batch.map((row) => record(Object.values(row))).join('');
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
