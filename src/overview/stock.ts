import type { KnownProject } from '../inventory/knownProject';

/** A project that is known, with the row of the tree that shows it. */
export interface StockedProject extends KnownProject {
  /** The id of the project's row. */
  readonly row: string;
  /** The id of the row of one of its export buckets. */
  readonly rowOf: (exportBucketId: string) => string;
}

/** All that is known so far, each project once. */
export interface Stock {
  readonly projects: readonly StockedProject[];
  /** How many projects there are, by Atlas's estimate as long as not all of them are listed. */
  readonly projectCount: number;
  /** Whether all projects are listed. */
  readonly isListed: boolean;
  /** Milliseconds since 1970 when the last of it was read; undefined when nothing was. */
  readonly readAt: number | undefined;
  /** What could not be read, and why, in a sentence each. */
  readonly problems: readonly string[];
}
