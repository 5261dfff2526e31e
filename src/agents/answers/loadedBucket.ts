import { isOutdated, type LoadedList } from '../../model/loadedList';
import type { ExportBucketNode } from '../../model/nodes';
import { knownLists, type Sources } from './sources';
import type { DescribeInput } from './toolInput';

/** The row of an export bucket that is in memory. */
export interface LoadedBucket {
  readonly node: ExportBucketNode;
  readonly list: LoadedList;
  /** When the row was loaded at the earliest, in milliseconds since 1970. */
  readonly readAt: number | undefined;
  /** Whether it may have changed since then. */
  readonly isOutdated: boolean;
}

/** Returns the row of an export bucket that is in memory, if possible one that is up to date. */
export function loadedBucket(
  sources: Sources,
  { exportBucketId, projectId }: Pick<DescribeInput, 'exportBucketId' | 'projectId'>,
): LoadedBucket | undefined {
  const found = knownLists(sources, projectId)
    .flatMap(({ projects }) => projects)
    .flatMap(({ list }) => (list === undefined ? [] : rowIn(list, exportBucketId)));
  return found.find((row) => !row.isOutdated) ?? found[0];
}

function rowIn(list: LoadedList, id: string): LoadedBucket[] {
  const node = list
    .rows()
    .filter((row) => row.kind === 'exportBucket')
    .find(({ bucket }) => bucket._id === id);
  return node === undefined ? [] : [{ node, list, readAt: list.readAtOf(id), isOutdated: isOutdated(list) }];
}
