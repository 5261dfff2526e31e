import type { ExportBucket, Project } from '../atlas/models';

/** A project as it is seen through one credential, with its export buckets as far as they are known. */
export interface KnownProject {
  readonly project: Project;
  /** Name of the credential through which it is seen. */
  readonly credential: string;
  /** Name of its organization; absent when the credential may not read it. */
  readonly organization?: string | undefined;
  readonly buckets: readonly ExportBucket[];
  /** Whether these are all of its buckets: its list was read to the end, and every row of it could be read. */
  readonly isComplete: boolean;
}

/**
 * Returns each project once, in the order of the first time, for the same one may be seen through several credentials:
 * as the one of them sees it that knows most of it, with the export buckets that only others see. It is complete only if
 * no credential knows of a bucket that one with a complete list lacks, unless all of their lists are complete.
 */
export function distinctProjects<T extends KnownProject>(projects: Iterable<T>): T[] {
  const seen = new Map<string, T[]>();
  for (const candidate of projects) {
    const { id } = candidate.project;
    seen.set(id, [...(seen.get(id) ?? []), candidate]);
  }
  return [...seen.values()].map((views) => {
    const best = views.reduce((most, view) => (knowsMore(view, most) ? view : most));
    if (views.length === 1) {
      return best;
    }
    const own = new Set(best.buckets.map(({ _id }) => _id));
    const others = views.flatMap(({ buckets }) => buckets).filter(({ _id }) => !own.has(_id) && own.add(_id));
    const buckets = [...best.buckets, ...others];
    const isComplete =
      views.every((view) => view.isComplete) ||
      views.some((view) => view.isComplete && view.buckets.length === buckets.length);
    return { ...best, buckets, isComplete };
  });
}

function knowsMore(one: KnownProject, other: KnownProject): boolean {
  return one.buckets.length === other.buckets.length
    ? one.isComplete && !other.isComplete
    : one.buckets.length > other.buckets.length;
}
