import type { ExportBucket, Project } from '../atlas/models';
import { grouped } from '../model/grouped';

/** A project as one credential sees it, with its loaded export buckets. */
export interface KnownProject {
  readonly project: Project;
  /** The name of the credential. */
  readonly credential: string;
  /** The name of its organization; absent if the credential can't read it. */
  readonly organization?: string | undefined;
  readonly buckets: readonly ExportBucket[];
  /** Whether these are all of its export buckets: the whole list was loaded, and every row could be read. */
  readonly isComplete: boolean;
}

/**
 * Returns each project once, in order of first occurrence, because several credentials may have the same project. Takes
 * the view with the most export buckets and adds those that only other credentials see. The result is complete if all
 * views are complete, or if a complete view contains all of its export buckets.
 */
export function distinctProjects<T extends KnownProject>(projects: Iterable<T>): T[] {
  return [...grouped(projects, ({ project }) => project.id).values()].map((views) => {
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
