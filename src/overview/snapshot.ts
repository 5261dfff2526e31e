import type { KnownProject } from '../bucketList/knownProject';

/** A project that is known, with the row of the tree that shows it. */
export interface SnapshotProject extends KnownProject {
  /** The id of the project's row. */
  readonly row: string;
  /** The id of the row of one of its export buckets. */
  readonly rowOf: (exportBucketId: string) => string;
}

/** All that is known so far, each project once. */
export interface Snapshot {
  readonly projects: readonly SnapshotProject[];
  /** How many projects there are, by Atlas's estimate as long as not all of them are listed. */
  readonly projectCount: number;
  /** Whether all projects are listed, and every row of these lists could be read. */
  readonly isListed: boolean;
  /** Whether a list has a part that can still be loaded. */
  readonly hasMore: boolean;
  /** Milliseconds since 1970 when the last of it was read; undefined when nothing was. */
  readonly readAt: number | undefined;
  /** The same for what was read first. */
  readonly readSince: number | undefined;
  /** What could not be read, and why, in a sentence each. */
  readonly problems: readonly string[];
  /** The providers that the view is restricted to; undefined when it shows all. The snapshot has all of them. */
  readonly filter: ReadonlySet<string> | undefined;
}

/** How much of everything is in a snapshot. */
export interface Coverage {
  /** Projects whose export buckets are all known. */
  readonly loaded: number;
  /** How many projects there are, at least. */
  readonly of: number;
  /** Whether nothing is missing: only then something may be concluded from what there is not. */
  readonly isWhole: boolean;
  /** Whether no export bucket, and no project without any, is known. */
  readonly isNothing: boolean;
}

/** Returns how much of everything is in a snapshot. */
export function coverageOf({ projects, projectCount, isListed, readAt }: Snapshot): Coverage {
  const isWhole = readAt !== undefined && isListed && projects.every(({ isComplete }) => isComplete);
  return {
    loaded: projects.filter(({ isComplete }) => isComplete).length,
    of: Math.max(projectCount, projects.length),
    isWhole,
    isNothing: !isWhole && projects.every(({ isComplete, buckets }) => !isComplete && buckets.length === 0),
  };
}
