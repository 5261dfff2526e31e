import { wellFormed } from '../text/invisible';
import { escaped } from '../text/jsonDocument';
import { COLUMNS, inBatches, inBatchesWithNotes, notesOf, type Inventory, type InventoryRow } from './inventory';

/**
 * Writes one JSON object (RFC 8259) with the array `exportBuckets`, one element per line. Then follow `complete`; `notes`,
 * in sentences; `missing`, a list of what could not be loaded; and `providers`, those that the list is filtered by, or
 * null.
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
 * Writes one JSON object per line and export bucket, all with the same members. `note` is null unless the list is
 * incomplete or filtered.
 * @see https://jsonlines.org
 */
export function* writeJsonLines(inventory: Inventory): Generator<string, void, undefined> {
  for (const batch of inBatchesWithNotes(inventory)) {
    yield batch.map(({ row, note }) => `${jsonOf({ ...bucketOf(row), note: note ?? null })}\n`).join('');
  }
}

/** Returns JSON in one line with escaped invisible characters. Many parsers, such as jq, reject lone surrogates. */
export function jsonOf(value: unknown): string {
  return escaped(
    JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? wellFormed(member) : member)),
  );
}

/** Returns the members of an export bucket; null for fields that Atlas didn't return. */
function bucketOf(row: InventoryRow | undefined): object {
  const members = Object.keys(COLUMNS).map((name): [string, null] => [name, null]);
  const known = Object.entries(row ?? {}).filter(([, value]) => value !== undefined);
  const { privateNetworking } = row ?? {};
  return {
    ...Object.fromEntries([...members, ...known]),
    ...(privateNetworking !== undefined && { privateNetworking: privateNetworking === 'true' }),
  };
}
