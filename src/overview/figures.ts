import { roleIdOf, type ExportBucket } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import type { Verdict } from '../atlas/loadedItems';
import type { KnownProject } from '../bucketList/knownProject';
import { grouped } from '../model/grouped';
import type { Snapshot } from './snapshot';

/** An export bucket with its project. */
export interface BucketInProject<P extends KnownProject = KnownProject> {
  readonly project: P;
  readonly bucket: ExportBucket;
}

/** The export buckets that one mark of a figure counts. */
export interface Group<P extends KnownProject = KnownProject> {
  /** Identifies the group within its figure. It stays the same when more is loaded. */
  readonly key: string;
  readonly buckets: readonly BucketInProject<P>[];
}

/** The ways to group export buckets. */
export const FIGURES = ['provider', 'region', 'project', 'year', 'name', 'role'] as const;
export type Figure = (typeof FIGURES)[number];

/** Returns the export buckets of all projects. */
export function bucketsOf<P extends KnownProject>(projects: readonly P[]): BucketInProject<P>[] {
  return projects.flatMap((project) => project.buckets.map((bucket) => ({ project, bucket })));
}

/** Returns the projects whose lists were loaded completely and are empty. */
export function projectsWithoutBucket<P extends KnownProject>(projects: readonly P[]): P[] {
  return projects.filter(({ buckets, isComplete }) => isComplete && buckets.length === 0);
}

/**
 * Returns the groups of a figure. `provider`, `region`, `project` and `year` have each export bucket in exactly one group.
 * `name` has only the names that occur more than once, and `role` only the roles used in several projects. Years are in
 * chronological order without gaps; all other groups are sorted by size, largest first.
 */
export function groupsOf<P extends KnownProject>(figure: Figure, buckets: readonly BucketInProject<P>[]): Group<P>[] {
  switch (figure) {
    case 'provider':
      return largestFirst(groupsBy(buckets, ({ bucket }) => bucket.cloudProvider));
    case 'region':
      return largestFirst(groupsBy(buckets, ({ bucket }) => regionKey(bucket.cloudProvider, bucket.region)));
    case 'project':
      return largestFirst(groupsBy(buckets, ({ project }) => project.project.id));
    case 'year':
      return withoutGaps(groupsBy(buckets, ({ bucket }) => String(registeredAt(bucket._id).getUTCFullYear())));
    case 'name':
      return largestFirst(groupsBy(buckets, ({ bucket }) => bucket.bucketName)).filter(
        (group) => group.buckets.length > 1,
      );
    case 'role':
      return largestFirst(groupsBy(buckets, ({ bucket }) => roleIdOf(bucket))).filter(
        (group) => countProjects(group) > 1,
      );
  }
}

/** The yes-or-no findings about export buckets. */
export type FindingName = keyof ReturnType<Snapshot['findings']['of']>;

/** The export buckets with a finding, and how many are known to have it or not. */
interface Found<P extends KnownProject> {
  readonly buckets: readonly BucketInProject<P>[];
  readonly known: number;
}

/** Returns the export buckets that have a finding, such as a broken role. */
export function bucketsWith<P extends KnownProject>(
  finding: FindingName,
  buckets: readonly BucketInProject<P>[],
  findings: Snapshot['findings'],
): Found<P> {
  const verdictOf = ({ bucket }: BucketInProject): Verdict => findings.of(bucket._id)[finding] ?? 'unknown';
  return {
    buckets: buckets.filter((entry) => verdictOf(entry) === 'yes'),
    known: buckets.filter((entry) => verdictOf(entry) !== 'unknown').length,
  };
}

/** Returns the export buckets by registration, newest first. */
export function newestFirst<P extends KnownProject>(buckets: readonly BucketInProject<P>[]): BucketInProject<P>[] {
  const timeOf = ({ bucket }: BucketInProject): number => registeredAt(bucket._id).getTime();
  return buckets.toSorted((a, b) => timeOf(b) - timeOf(a));
}

/** Returns whether every export bucket has a known role. Otherwise, any role may be used in several projects. */
export function rolesAreKnown(buckets: readonly BucketInProject[]): boolean {
  return buckets.every(({ bucket }) => roleIdOf(bucket) !== undefined);
}

/** Returns the number of projects in a group. */
export function countProjects({ buckets }: Group): number {
  return new Set(buckets.map(({ project }) => project.project.id)).size;
}

/** Returns the key of a region group. Buckets without a reported region form one group per provider. */
function regionKey(provider: string, region: string | undefined): string {
  return region === undefined ? provider : `${provider} ${region}`;
}

function groupsBy<P extends KnownProject>(
  buckets: readonly BucketInProject<P>[],
  keyOf: (entry: BucketInProject<P>) => string | undefined,
): Group<P>[] {
  return [...grouped(buckets, keyOf)].flatMap(([key, members]) =>
    key === undefined ? [] : [{ key, buckets: members }],
  );
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
