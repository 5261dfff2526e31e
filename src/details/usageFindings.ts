import type { ExportJob } from '../atlas/backups';
import { anyOf, isWhole, type LoadedItems, type Verdict } from '../atlas/loadedItems';
import { resultsOf, type JobResult } from '../exports/health/lastExport';
import type { Known, NoSchedule } from '../exports/health/projectExports';
import type { HealthProgress } from '../exports/health/readHealth';

/** Whether a cluster's backup schedule exports to the bucket. */
export type ScheduleFinding =
  /** Not loaded yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'noBackup'; readonly reason: NoSchedule }
  /** It exports to another bucket, or to none. */
  | { readonly kind: 'elsewhere' }
  /** It uses the bucket. `active` is whether auto-export is on; undefined if Atlas returned no readable value. */
  | { readonly kind: 'here'; readonly active: boolean | undefined; readonly frequency: string | undefined }
  | { readonly kind: 'failed'; readonly failure: unknown };

export interface ClusterUsage {
  readonly cluster: string;
  readonly schedule: ScheduleFinding;
  /** The jobs that exported to the bucket. Those of a cluster without Cloud Backup stay pending. */
  readonly jobs: Known<LoadedItems<ExportJob>>;
}

interface ClusterJob {
  readonly cluster: string;
  readonly job: ExportJob;
}

/** The clusters that use an export bucket, with the progress of the search. Partial until `complete`. */
export interface Usage extends Pick<HealthProgress, 'done' | 'of' | 'waitingUntil'> {
  readonly clusters: readonly ClusterUsage[];
  /** Clusters in a format that this version can't read. */
  readonly unreadableClusters: number;
  /** Export jobs to the bucket, newest first. */
  readonly jobs: readonly ClusterJob[];
  /** Whether the credential lacks the role for export jobs. */
  readonly jobsForbidden: boolean;
  /** Whether the clusters of the project are listed. */
  readonly isListed: boolean;
  /** Whether everything was requested. Failures are in the clusters. */
  readonly complete: boolean;
  /** When the oldest response was loaded, in milliseconds since 1970. Undefined if none is. */
  readonly readAt: number | undefined;
}

/** Conclusions from a search. */
export interface UsageVerdicts {
  /** Whether the project has a cluster that supports backups. */
  readonly hasClusters: Verdict;
  /** Whether a schedule exports to the bucket. */
  readonly exportsHere: Verdict;
  /** Whether an export job of a cluster with Cloud Backup used the bucket. */
  readonly jobsHere: Verdict;
}

/** Returns the conclusions from a search. They take into account what was not loaded. */
export function usageVerdicts({ clusters, unreadableClusters, complete, isListed }: Usage): UsageVerdicts {
  const all = { items: clusters, unreadable: unreadableClusters, isComplete: complete };
  // The jobs of clusters without Cloud Backup aren't loaded, so a "no" needs at least one cluster whose jobs were.
  const someLoaded = clusters.some(({ jobs }) => jobs.kind === 'loaded');
  const jobsHere = anyOf(all, jobsVerdict);
  return {
    hasClusters: anyOf(all, () => 'yes'),
    exportsHere: anyOf({ ...all, isComplete: isListed }, exportVerdict),
    jobsHere: jobsHere === 'no' && !someLoaded ? 'unknown' : jobsHere,
  };
}

function exportVerdict({ schedule }: ClusterUsage): Verdict {
  switch (schedule.kind) {
    case 'unknown':
    case 'failed':
      return 'unknown';
    case 'noBackup':
    case 'elsewhere':
      return 'no';
    case 'here':
      return schedule.active === undefined ? 'unknown' : schedule.active ? 'yes' : 'no';
  }
}

function jobsVerdict({ schedule, jobs }: ClusterUsage): Verdict {
  switch (jobs.kind) {
    case 'pending':
      return schedule.kind === 'noBackup' && schedule.reason !== 'noSchedule' ? 'no' : 'unknown';
    case 'forbidden':
    case 'failed':
      return 'unknown';
    case 'loaded':
      return anyOf(jobs.value, () => 'yes');
  }
}

/** Returns whether nothing in the project uses the bucket: no backup schedule, even one that is turned off, and no export job. */
export function isUnused(usage: Usage): Verdict {
  const { exportsHere, jobsHere } = usageVerdicts(usage);
  if (jobsHere === 'yes' || usage.clusters.some(({ schedule }) => schedule.kind === 'here')) {
    return 'no';
  }
  return exportsHere === 'no' && jobsHere === 'no' ? 'yes' : 'unknown';
}

/** The newest exports to the bucket. */
export interface LastExports {
  /** The newest result of all clusters, as `newestResult` returns that of one. */
  readonly newest: JobResult | undefined;
  /** Whether all jobs of all clusters are loaded, with their times. Otherwise, other exports may be newer. */
  readonly isKnown: boolean;
  /** The number of clusters whose newest export failed, without those that certainly don't export to the bucket. */
  readonly failedClusters: number;
  /** Whether the newest export of each cluster succeeded, except for those that certainly don't export to the bucket. */
  readonly allSucceeded: boolean;
}

/**
 * Returns how the newest exports to the bucket ended. The success of one cluster says nothing about the exports of
 * another one.
 * @param now milliseconds since 1970. Times after it can't be right
 */
export function lastExports({ clusters, unreadableClusters, complete }: Usage, now = Infinity): LastExports {
  const states = clusters
    .filter((cluster) => exportVerdict(cluster) !== 'no')
    .map(({ jobs }) => newestResult(jobs, now)?.state);
  return {
    newest: newestOf(clusters.flatMap(({ jobs }) => resultsIn(jobs, now))),
    isKnown:
      complete &&
      unreadableClusters === 0 &&
      clusters.some(({ jobs }) => jobs.kind === 'loaded') &&
      clusters.every((cluster) => isNewestKnown(cluster.jobs, now) || jobsVerdict(cluster) === 'no'),
    failedClusters: states.filter((state) => state === 'failed').length,
    allSucceeded: states.every((state) => state === 'succeeded'),
  };
}

function resultsIn(jobs: ClusterUsage['jobs'], now: number): readonly JobResult[] {
  const items = jobs.kind === 'loaded' ? jobs.value.items : [];
  // All of them export to the same bucket.
  return items[0] === undefined ? [] : resultsOf(items, items[0].exportBucketId, now);
}

/** Returns whether all jobs of a cluster are loaded, and each that has a result also has a time. */
export function isNewestKnown(jobs: ClusterUsage['jobs'], now: number): boolean {
  return (
    jobs.kind === 'loaded' &&
    isWhole(jobs.value) &&
    resultsIn(jobs, now).every(({ state, at }) => state === 'other' || at !== undefined)
  );
}

/**
 * Returns the newest result of a cluster's export jobs. A job that hasn't ended or was canceled has none: it is returned
 * only if no job has a result with a time.
 */
export function newestResult(jobs: ClusterUsage['jobs'], now: number): JobResult | undefined {
  return newestOf(resultsIn(jobs, now));
}

function newestOf(results: readonly JobResult[]): JobResult | undefined {
  const newestFirst = results.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0));
  return newestFirst.find(({ state, at }) => state !== 'other' && at !== undefined) ?? newestFirst[0];
}

/** Returns the state of a job in Atlas's words. It is failed if a part of it is. */
export function stateOf({ state, job }: JobResult): string | undefined {
  return state === 'failed' ? 'Failed' : job.state;
}

/** Returns whether further clusters than the found ones may export to the bucket. */
export function mayHaveMoreExports({ clusters, unreadableClusters, isListed }: Usage): boolean {
  return !isListed || unreadableClusters > 0 || clusters.some((cluster) => exportVerdict(cluster) === 'unknown');
}

/** Returns the clusters whose export jobs are not completely loaded, grouped by cause. */
export function jobsProblems({ clusters }: Usage): {
  readonly failed: readonly { readonly cluster: string; readonly failure: unknown }[];
  readonly unreadable: readonly { readonly cluster: string }[];
} {
  return {
    failed: clusters.flatMap(({ cluster, jobs }) =>
      jobs.kind === 'failed' ? [{ cluster, failure: jobs.failure }] : [],
    ),
    unreadable: clusters.filter(({ jobs }) => jobs.kind === 'loaded' && jobs.value.unreadable > 0),
  };
}
