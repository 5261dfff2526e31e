import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { meaningOfKey, type IdKind } from '../../../src/files/keys';
import type { FoundId, ScannedFile } from '../../../src/files/scannedFile';

/** The keys of IDs, in the spellings of several tools, and keys of other things. */
export const KEYS = [
  'exportBucketId',
  'export_bucket_id',
  'ExportBucketID',
  'bucketId',
  'iamRoleId',
  'role_id',
  'projectId',
  'project_id',
  'groupId',
  'userId',
  'export',
] as const;

export const OTHER_TEXTS = ['atlas', 'spec', 'a-b', 'x y'] as const;

/** What a parser says about an ID. */
export interface ParsedId {
  readonly isInComment: boolean;
  /** The key and the project of a value, if the ID is all of it. */
  readonly value: { readonly key: string | undefined; readonly project: () => string | undefined } | undefined;
}

/** Returns whether a range is within one of several. */
export function isWithin(ranges: readonly (readonly [number, number])[], start: number, end: number): boolean {
  return ranges.some(([first, last]) => first <= start && end <= last);
}

/** Checks that a file says the same about each ID as a parser. */
export function assertSameAsParser(
  file: ScannedFile,
  parsedOf: (found: FoundId) => ParsedId,
  isOfAtlas: boolean,
): void {
  for (const found of file.ids) {
    const message = `${found.id} in\n${file.text}`;
    const { isInComment, value } = parsedOf(found);
    assert.equal(file.isInComment(found.start), isInComment, message);
    if (value === undefined) {
      continue;
    }
    const kind = value.key === undefined ? 'unknown' : expectedKind(value.key, isOfAtlas);
    assert.equal(file.kindOf(found), kind, message);
    if (kind !== 'project' && kind !== 'unknown') {
      assert.equal(file.projectOf(found), value.project(), message);
    }
  }
}

/** Returns what a parser says that a value identifies, by its key. */
function expectedKind(key: string, isOfAtlas: boolean): IdKind {
  const meaning = meaningOfKey(key);
  return meaning === undefined || (meaning.isAmbiguous === true && !isOfAtlas) ? 'unknown' : meaning.kind;
}

/** Replaces each place in a template with another ID. */
export const objectIds = fc
  .stringMatching(/^[0-9a-f]{20}$/)
  .map((start) => (template: string, place: string): string => {
    let count = 0;
    return template.replaceAll(place, () => {
      count += 1;
      return start + count.toString(16).padStart(4, '0');
    });
  });
