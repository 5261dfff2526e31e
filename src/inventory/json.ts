import { escaped } from '../text/jsonDocument';
import { inBatches, type Inventory, type InventoryRow } from './inventory';

/**
 * One JSON object (RFC 8259) with an array `exportBuckets`, an element a line. What a list lacks is its first member,
 * `partial`, on the first line.
 */
export function* writeJson(inventory: Inventory): Generator<string, void, undefined> {
  const { partial } = inventory;
  yield partial === undefined ? '{\n' : `{ "partial": ${jsonOf(partial)},\n`;
  yield '  "exportBuckets": [';
  let separator = '\n';
  for (const batch of inBatches(inventory)) {
    yield `${separator}${batch.map((row) => `    ${jsonOf(objectOf(row))}`).join(',\n')}`;
    separator = ',\n';
  }
  yield separator === '\n' ? ']\n}\n' : '\n  ]\n}\n';
}

/**
 * One JSON object a line, an export bucket each. What a list lacks is an object of its own before them, with the one
 * member `partial`.
 * @see https://jsonlines.org
 */
export function* writeJsonLines(inventory: Inventory): Generator<string, void, undefined> {
  const { partial } = inventory;
  if (partial !== undefined) {
    yield `${jsonOf({ partial })}\n`;
  }
  for (const batch of inBatches(inventory)) {
    yield batch.map((row) => `${jsonOf(objectOf(row))}\n`).join('');
  }
}

/** JSON in one line, in which invisible characters are escapes. */
function jsonOf(value: object): string {
  return escaped(JSON.stringify(value));
}

/** Members that are undefined are left out by JSON itself. */
function objectOf(row: InventoryRow): object {
  const { privateNetworking } = row;
  return { ...row, privateNetworking: privateNetworking === undefined ? undefined : privateNetworking === 'true' };
}
