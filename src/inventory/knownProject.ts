import type { ExportBucket, Project } from '../atlas/models';

/** A project as it is seen through one credential, with its export buckets as far as they are known. */
export interface KnownProject {
  readonly project: Project;
  /** Name of the credential through which it is seen. */
  readonly credential: string;
  /** Name of its organization; absent when the credential may not read it. */
  readonly organization?: string | undefined;
  readonly buckets: readonly ExportBucket[];
  /** Whether these are all of its buckets. */
  readonly isComplete: boolean;
}

/**
 * Each project once, for the same one may be seen through several credentials: as the one of them sees it that knows
 * most of it. In the order of the first time.
 */
export function distinctProjects<T extends KnownProject>(projects: Iterable<T>): T[] {
  const distinct = new Map<string, T>();
  for (const candidate of projects) {
    const { id } = candidate.project;
    const known = distinct.get(id);
    if (known === undefined || knowsMore(candidate, known)) {
      distinct.set(id, candidate);
    }
  }
  return [...distinct.values()];
}

function knowsMore(one: KnownProject, other: KnownProject): boolean {
  return one.isComplete === other.isComplete ? one.buckets.length > other.buckets.length : one.isComplete;
}
