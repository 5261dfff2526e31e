import { isOutdated, type LoadedList } from '../model/loadedList';
import type { ProjectNode } from '../model/nodes';
import { isNotLoaded, type ListedProject } from './candidates';

/** What is not loaded, and so can't be found. */
export interface NotLoaded {
  /** Partially loaded projects, each with the number of buckets that are not loaded, if Atlas reports it. */
  readonly partial: readonly { readonly node: ProjectNode; readonly left: number | undefined }[];
  /**
   * The number of projects whose buckets were not requested, failed to load, or are out of date, plus Atlas's estimate of
   * the projects that are not listed yet.
   */
  readonly projects: number;
  /** Whether there may be more projects. */
  readonly mayHaveMore: boolean;
  /** The number of projects and export buckets that Atlas returned in an unsupported format. */
  readonly unreadable: number;
}

/**
 * Returns what is not loaded.
 * @param lists the project list of each credential, if it was requested
 * @param projects the projects in the tree
 */
export function notLoaded(lists: readonly (LoadedList | undefined)[], projects: readonly ListedProject[]): NotLoaded {
  const partial: { node: ProjectNode; left: number | undefined }[] = [];
  let notLoadedProjects = 0;
  for (const { node, list } of projects) {
    if (list === undefined || isNotLoaded(list) || isOutdated(list)) {
      notLoadedProjects += 1;
    } else if (!list.pages.isComplete) {
      partial.push({ node, left: leftOf(list) });
    }
  }
  const unlisted = lists.map((list) => (list === undefined ? undefined : leftOf(list)));
  return {
    partial,
    projects: unlisted.reduce<number>((sum, left) => sum + (left ?? 0), notLoadedProjects),
    mayHaveMore: lists.some((list) => list?.pages.isComplete !== true || isOutdated(list)),
    unreadable: [...lists, ...projects.map(({ list }) => list)].reduce(
      (sum, list) => sum + (list?.pages.unreadable ?? 0),
      0,
    ),
  };
}

/** Returns how many rows of a list are not loaded; undefined if Atlas doesn't report it. */
function leftOf({ pages: { isComplete, items, totalCount } }: LoadedList): number | undefined {
  if (isComplete) {
    return 0;
  }
  return totalCount === undefined || totalCount <= items.length ? undefined : totalCount - items.length;
}
