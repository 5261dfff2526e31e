import { wellFormed } from '../text/invisible';
import { escaped } from '../text/jsonDocument';
import { COLUMNS, inBatches, inBatchesWithNotes, notesOf, type Inventory, type InventoryRow } from './inventory';

/**
 * One JSON object (RFC 8259) with an array `exportBuckets`, an element a line. After it come `complete`; `notes`, what a
 * reader must know in sentences; `missing`, what could not be read, one by one; and `providers`, those that the list was
 * restricted to, or null.
 */
export function* writeJson(inventory: Inventory): Generator<string, void, undefined> {
  const { partial, filter } = inventory;
  yield '{\n  "exportBuckets": [';
  let separator = '\n';
  for (const batch of inBatches(inventory)) {
    yield `${separator}${batch.map((row) => `    ${jsonOf(bucketOf(row))}`).join(',\n')}`;
    separator = ',\n';
  }
  yield separator === '\n' ? '],\n' : '\n  ],\n';
  yield `  "complete": ${partial === undefined},\n`;
  yield `  "notes": ${jsonOf(notesOf(inventory))},\n`;
  yield `  "missing": ${jsonOf(partial?.missing ?? [])},\n`;
  yield `  "providers": ${jsonOf(filter?.providers ?? null)}\n}\n`;
}

/**
 * One JSON object a line, an export bucket each, all with the same members. `note` is null unless the list is incomplete
 * or filtered.
 * @see https://jsonlines.org
 */
export function* writeJsonLines(inventory: Inventory): Generator<string, void, undefined> {
  for (const batch of inBatchesWithNotes(inventory)) {
    yield batch.map(({ row, note }) => `${jsonOf({ ...bucketOf(row), note: note ?? null })}\n`).join('');
  }
}

/** JSON in one line, in which invisible characters are escapes. Many readers, jq among them, refuse half a character. */
function jsonOf(value: unknown): string {
  return escaped(
    JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? wellFormed(member) : member)),
  );
}

/** Returns the members of an export bucket, null where Atlas did not say. */
function bucketOf(row: InventoryRow | undefined): object {
  const members = Object.keys(COLUMNS).map((name): [string, null] => [name, null]);
  const known = Object.entries(row ?? {}).filter(([, value]) => value !== undefined);
  const { privateNetworking } = row ?? {};
  return {
    ...Object.fromEntries([...members, ...known]),
    ...(privateNetworking !== undefined && { privateNetworking: privateNetworking === 'true' }),
  };
}
