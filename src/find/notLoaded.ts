import type { LoadedList } from '../model/loadedList';
import type { ProjectNode } from '../model/nodes';
import { isNotLoaded, type ListedProject } from './candidates';

/** What is not loaded yet, and so is not found. */
export interface NotLoaded {
  /** Projects of which only the first buckets are loaded, each with how many are not, where Atlas tells. */
  readonly partial: readonly { readonly node: ProjectNode; readonly left: number | undefined }[];
  /**
   * Projects whose buckets were not requested, could not be read, or are out of date; by Atlas's estimate, those that are
   * not listed yet too.
   */
  readonly projects: number;
  /** Whether there may be projects beside these. */
  readonly mayHaveMore: boolean;
  /** Projects and export buckets that Atlas returned and that nobody can read. */
  readonly unreadable: number;
}

/**
 * @param lists of each credential, the list of its projects, if it was asked for
 * @param projects those that are known
 */
export function notLoaded(lists: readonly (LoadedList | undefined)[], projects: readonly ListedProject[]): NotLoaded {
  const partial: { node: ProjectNode; left: number | undefined }[] = [];
  let unread = 0;
  for (const { node, list } of projects) {
    if (list === undefined || isNotLoaded(list) || isOutdated(list)) {
      unread += 1;
    } else if (!list.pages.isComplete) {
      partial.push({ node, left: leftOf(list) });
    }
  }
  const unlisted = lists.map((list) => (list === undefined ? undefined : leftOf(list)));
  return {
    partial,
    projects: unlisted.reduce<number>((sum, left) => sum + (left ?? 0), unread),
    mayHaveMore: lists.some((list) => list?.pages.isComplete !== true || isOutdated(list)),
    unreadable: [...lists, ...projects.map(({ list }) => list)].reduce(
      (sum, list) => sum + (list?.pages.unreadable ?? 0),
      0,
    ),
  };
}

/** Whether a list is to be loaded again, so that it may lack what was added since. */
function isOutdated({ isStale, refreshError: staleBecause }: LoadedList): boolean {
  return isStale || staleBecause !== undefined;
}

/** How many rows of a list are not loaded; undefined when nobody knows. */
function leftOf({ pages: { isComplete, items, totalCount } }: LoadedList): number | undefined {
  if (isComplete) {
    return 0;
  }
  return totalCount === undefined || totalCount <= items.length ? undefined : totalCount - items.length;
}
