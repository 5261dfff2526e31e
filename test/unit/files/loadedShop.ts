import type { KnownLists } from '../../../src/files/findings/finding';
import { KnownIds, LoadedSource } from '../../../src/files/known';
import { LoadedBucketLists } from '../../../src/files/loadedBuckets';
import { projectNode } from '../../../src/model/nodes';
import { firstPageOf, rowOf } from '../model/support';

export const SHOP = 'c'.repeat(24);
/** An export bucket that isn't in the project. */
export const ABSENT = 'f'.repeat(24);

/** Returns the lists in memory when a project is loaded that has no export bucket. */
export async function loadedShop(): Promise<KnownLists> {
  const root = rowOf('one');
  const node = projectNode(root, { id: SHOP, name: 'shop' });
  const list = await firstPageOf(node, {
    buckets: { items: [], unreadable: 0, totalCount: undefined, mayContinue: false },
  });
  const rows = { roots: () => [root], projectsOf: () => [{ node, list }] };
  const known = new KnownIds([new LoadedSource(rows)]);
  const lists = new LoadedBucketLists(rows);
  return { get: (id) => known.get(id), buckets: known.buckets, loadedBucketsOf: (id) => lists.of(id) };
}
