import * as fc from 'fast-check';
import { meaningOfKey, type IdKind } from '../../../src/files/keys';

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

/** Returns what a parser says that a value identifies, by its key. */
export function expectedKind(key: string, isOfAtlas: boolean): IdKind {
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
