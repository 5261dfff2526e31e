import { roleIdOf, type ExportBucket, type Project } from '../../atlas/models';

/** An export bucket as it was when it was last loaded. */
export interface RememberedBucket {
  readonly id: string;
  readonly name: string;
  /** As Atlas names it, such as `AWS`. */
  readonly provider: string;
  readonly roleId: string | undefined;
  readonly region: string | undefined;
  /** When it was loaded, in seconds since 1970. */
  readonly readAt: number;
}

export interface RememberedProject {
  readonly id: string;
  readonly name: string;
  readonly buckets: readonly RememberedBucket[];
}

/** What is remembered of one credential, by the IDs of projects. */
export type Remembered = ReadonlyMap<string, RememberedProject>;

/** The fields of a project that are remembered. */
type ProjectName = Pick<Project, 'id' | 'name'>;

/** A change of what is remembered. Times are in seconds since 1970. */
export type Change =
  /** The export buckets of a project were loaded. If they are the whole list, others no longer exist. */
  | {
      readonly kind: 'buckets';
      readonly project: ProjectName;
      readonly buckets: readonly RememberedBucket[];
      readonly isWhole: boolean;
      readonly readAt: number;
    }
  /** Projects were loaded. If they are the whole list, others no longer exist. */
  | {
      readonly kind: 'projects';
      readonly projects: readonly ProjectName[];
      /** The IDs of projects that exist although Atlas doesn't list them. */
      readonly unlisted: readonly string[];
      readonly isWhole: boolean;
      readonly readAt: number;
    }
  /** A project is gone or, if there is an ID, one of its export buckets. */
  | { readonly kind: 'forget'; readonly projectId: string; readonly exportBucketId?: string };

/** Returns what to remember of an export bucket: names and IDs, and no other field that Atlas returned. */
export function rememberedBucket(bucket: ExportBucket, readAt: number): RememberedBucket {
  const { _id: id, bucketName: name, cloudProvider: provider, region } = bucket;
  return { id, name, provider, roleId: roleIdOf(bucket), region, readAt };
}

/**
 * Returns an export bucket with the remembered fields. It has no others, so it must be requested before anything but its
 * names and IDs is used.
 */
export function exportBucketOf({ id, name, provider, roleId, region }: RememberedBucket): ExportBucket {
  return {
    _id: id,
    bucketName: name,
    cloudProvider: provider,
    ...(roleId !== undefined && (provider === 'AWS' ? { iamRoleId: roleId } : { roleId })),
    ...(region !== undefined && { region }),
  };
}

/** Returns the time of `Date.now()` in seconds. */
export function inSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

/**
 * Applies changes in order. What is remembered may contain later changes of another window, which are kept: a bucket that
 * was loaded later is neither replaced nor removed.
 */
export function withChanges(remembered: Remembered, changes: readonly Change[]): Map<string, RememberedProject> {
  const projects = new Map(remembered);
  for (const change of changes) {
    switch (change.kind) {
      case 'buckets':
        projects.set(change.project.id, {
          id: change.project.id,
          name: change.project.name,
          buckets: mergedBuckets(projects.get(change.project.id)?.buckets ?? [], change),
        });
        break;
      case 'projects': {
        const listed = new Set([...change.projects.map(({ id }) => id), ...change.unlisted]);
        for (const { id, buckets } of [...projects.values()]) {
          if (change.isWhole && !listed.has(id) && buckets.every(({ readAt }) => readAt <= change.readAt)) {
            projects.delete(id);
          }
        }
        for (const { id, name } of change.projects) {
          projects.set(id, { id, name, buckets: projects.get(id)?.buckets ?? [] });
        }
        break;
      }
      case 'forget': {
        const project = projects.get(change.projectId);
        if (change.exportBucketId === undefined) {
          projects.delete(change.projectId);
        } else if (project !== undefined) {
          const buckets = project.buckets.filter(({ id }) => id !== change.exportBucketId);
          projects.set(project.id, { ...project, buckets });
        }
        break;
      }
    }
  }
  return projects;
}

function mergedBuckets(
  before: readonly RememberedBucket[],
  { buckets, isWhole, readAt }: Extract<Change, { kind: 'buckets' }>,
): RememberedBucket[] {
  const merged = new Map(before.filter((bucket) => !isWhole || bucket.readAt > readAt).map((one) => [one.id, one]));
  for (const bucket of buckets) {
    if ((merged.get(bucket.id)?.readAt ?? 0) <= bucket.readAt) {
      merged.set(bucket.id, bucket);
    }
  }
  return [...merged.values()];
}
