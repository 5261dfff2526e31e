import { findingsIn } from '../../../src/files/findings';
import { KnownIds, LoadedSource } from '../../../src/files/known';
import { LoadedBucketLists } from '../../../src/files/loadedBuckets';
import { ScannedFile } from '../../../src/files/scannedFile';
import type { Syntax } from '../../../src/files/syntax';
import { projectNode } from '../../../src/model/nodes';
import { firstPageOf, rowOf } from '../model/support';

export const SHOP = 'c'.repeat(24);
export const OTHER = 'd'.repeat(24);
export const ROLE = 'a'.repeat(24);
export const ARCHIVE = '1'.repeat(24);
const REPORTS = '2'.repeat(24);
export const ARCHIVE_OF_OTHER = '3'.repeat(24);
export const ABSENT = 'f'.repeat(24);

interface Options {
  readonly mayContinue?: boolean;
  readonly unreadable?: number;
  readonly isStale?: boolean;
  /** Whether the lists of the export buckets are loaded. */
  readonly isLoaded?: boolean;
}

/** Returns what is known of two projects whose lists are loaded. */
export async function knownOf(options: Options = {}) {
  const { mayContinue = false, unreadable = 0, isStale = false, isLoaded = true } = options;
  const root = rowOf('one');
  const project = async (id: string, name: string, buckets: readonly (readonly [string, string])[]) => {
    const node = projectNode(root, { id, name });
    const items = buckets.map(([_id, bucketName]) => ({ _id, bucketName, cloudProvider: 'AWS', iamRoleId: ROLE }));
    const list = await firstPageOf(
      node,
      { buckets: { items, unreadable, totalCount: undefined, mayContinue } },
      mayContinue ? Math.max(1, items.length) : 100,
    );
    list.pages.isStale = isStale;
    return { node, list: isLoaded ? list : undefined };
  };
  const listed = [
    await project(SHOP, 'shop', [
      [ARCHIVE, 'archive'],
      [REPORTS, 'reports'],
    ]),
    await project(OTHER, 'other', []),
  ];
  const rows = { roots: () => [root], projectsOf: () => listed };
  const known = new KnownIds([new LoadedSource(rows)]);
  const lists = new LoadedBucketLists(rows);
  return {
    get: (id: string) => known.get(id),
    get buckets() {
      return known.buckets;
    },
    loadedBucketsOf: (id: string) => lists.of(id),
  };
}

export type Known = Awaited<ReturnType<typeof knownOf>>;

export function codes(text: string, syntax: Syntax, known: Known): string[] {
  return findingsIn(new ScannedFile(text, syntax), known).map(({ code }) => code);
}

export const terraform = (
  project: string,
  bucket: string,
): string => `resource "mongodbatlas_cloud_backup_schedule" "a" {
  project_id          = ${project}
  auto_export_enabled = true
  export {
    export_bucket_id = "${bucket}"
  }
}
`;
export const literal = (id: string): string => `"${id}"`;
