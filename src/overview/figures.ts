import { roleIdOf, type ExportBucket } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import type { KnownProject } from '../bucketList/knownProject';

/** An export bucket with the project that it is in. */
export interface BucketInProject<P extends KnownProject = KnownProject> {
  readonly project: P;
  readonly bucket: ExportBucket;
}

/** What is behind one mark of a figure. */
export interface Group<P extends KnownProject = KnownProject> {
  /** Tells it from the other groups of its figure, whatever else is loaded later. */
  readonly key: string;
  readonly buckets: readonly BucketInProject<P>[];
}

/** How export buckets can be put into groups. */
export type Figure = 'provider' | 'region' | 'project' | 'year' | 'name' | 'role';

/** The export buckets of these projects. */
export function bucketsOf<P extends KnownProject>(projects: readonly P[]): BucketInProject<P>[] {
  return projects.flatMap((project) => project.buckets.map((bucket) => ({ project, bucket })));
}

/** The projects of which it is known that they have no export bucket: their lists were read wholly, and are empty. */
export function projectsWithoutBucket<P extends KnownProject>(projects: readonly P[]): P[] {
  return projects.filter(({ buckets, isComplete }) => isComplete && buckets.length === 0);
}

/**
 * The groups of a figure. Each export bucket is in exactly one group of `provider`, `region`, `project` and `year`;
 * `name` has those alone whose name several have, `role` those whose role is used in several projects. Years come in
 * their order, from the first to the last without a gap; all others with the largest first.
 */
export function groupsOf<P extends KnownProject>(figure: Figure, buckets: readonly BucketInProject<P>[]): Group<P>[] {
  switch (figure) {
    case 'provider':
      return largestFirst(grouped(buckets, ({ bucket }) => bucket.cloudProvider));
    case 'region':
      return largestFirst(grouped(buckets, ({ bucket }) => regionKey(bucket.cloudProvider, bucket.region)));
    case 'project':
      return largestFirst(grouped(buckets, ({ project }) => project.project.id));
    case 'year':
      return withoutGaps(grouped(buckets, ({ bucket }) => String(registeredAt(bucket._id).getUTCFullYear())));
    case 'name':
      return largestFirst(grouped(buckets, ({ bucket }) => bucket.bucketName)).filter(
        (group) => group.buckets.length > 1,
      );
    case 'role':
      return largestFirst(grouped(buckets, ({ bucket }) => roleIdOf(bucket))).filter(
        (group) => countProjects(group) > 1,
      );
  }
}

/** Whether the role of each export bucket is known, without which it can't be said that a role is used only once. */
export function rolesAreKnown(buckets: readonly BucketInProject[]): boolean {
  return buckets.every(({ bucket }) => roleIdOf(bucket) !== undefined);
}

/** In how many projects the export buckets of a group are. */
export function countProjects({ buckets }: Group): number {
  return new Set(buckets.map(({ project }) => project.project.id)).size;
}

/** The key of a region's group; without a region, of the provider's buckets whose region Atlas did not say. */
export function regionKey(provider: string, region: string | undefined): string {
  return region === undefined ? provider : `${provider} ${region}`;
}

function grouped<P extends KnownProject>(
  buckets: readonly BucketInProject<P>[],
  keyOf: (entry: BucketInProject<P>) => string | undefined,
): Group<P>[] {
  const groups = new Map<string, BucketInProject<P>[]>();
  for (const entry of buckets) {
    const key = keyOf(entry);
    if (key !== undefined) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [entry]);
      } else {
        group.push(entry);
      }
    }
  }
  return [...groups].map(([key, members]) => ({ key, buckets: members }));
}

function largestFirst<P extends KnownProject>(groups: readonly Group<P>[]): Group<P>[] {
  return groups.toSorted((a, b) => b.buckets.length - a.buckets.length || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function withoutGaps<P extends KnownProject>(groups: readonly Group<P>[]): Group<P>[] {
  const years = groups.map(({ key }) => Number(key));
  if (years.length === 0) {
    return [];
  }
  const first = Math.min(...years);
  const byYear = new Map(groups.map((group) => [group.key, group]));
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => {
    const key = String(first + index);
    return byYear.get(key) ?? { key, buckets: [] };
  });
}
