import type { InventoryProject } from '../bucketList/inventory';
import type { BucketFinding } from '../details/bucketFinding';

/** A project with its tree row. */
export interface SnapshotProject extends InventoryProject {
  /** The ID of the project's row. */
  readonly row: string;
  /** Returns the ID of an export bucket's row. */
  readonly bucketRowId: (exportBucketId: string) => string;
  readonly credentialId: string;
}

/** Everything that is loaded, with each project once. */
export interface Snapshot {
  readonly projects: readonly SnapshotProject[];
  /** The number of projects. An estimate by Atlas until all projects are listed. */
  readonly projectCount: number;
  /** Whether all projects are listed, and every row was readable. */
  readonly isListed: boolean;
  /** Whether more can be loaded. */
  readonly hasMore: boolean;
  /** When the newest response arrived, in milliseconds since 1970. Undefined if nothing is loaded. */
  readonly readAt: number | undefined;
  /** When the oldest response arrived, in milliseconds since 1970. */
  readonly readSince: number | undefined;
  /** Whether something that can be loaded was never requested, or is not complete without a failure. */
  readonly hasUnrequested: boolean;
  /** What was not loaded, and why, in one sentence each. */
  readonly problems: readonly string[];
  /** The provider filter of the view, if it is set. The snapshot ignores it. */
  readonly filter: ReadonlySet<string> | undefined;
  /** What was found out about single export buckets. */
  readonly findings: { of(exportBucketId: string): BucketFinding };
}

/** How complete a snapshot is. */
export interface Coverage {
  /** Number of projects whose export buckets are all loaded. */
  readonly loaded: number;
  /** Number of projects, at least. */
  readonly of: number;
  /** Whether everything is loaded. Otherwise, nothing may be concluded from what is missing. */
  readonly isWhole: boolean;
  /** Whether no export bucket is loaded, and no project is known to have none. */
  readonly isEmpty: boolean;
}

/** Returns how complete a snapshot is. */
export function coverageOf({ projects, projectCount, isListed, readAt }: Snapshot): Coverage {
  const isWhole = readAt !== undefined && isListed && projects.every(({ isComplete }) => isComplete);
  return {
    loaded: projects.filter(({ isComplete }) => isComplete).length,
    of: Math.max(projectCount, projects.length),
    isWhole,
    isEmpty: !isWhole && projects.every(({ isComplete, buckets }) => !isComplete && buckets.length === 0),
  };
}
