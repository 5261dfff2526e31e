import type { ExportJob } from '../atlas/backups';
import { anyOf, type Reading, type Verdict } from '../atlas/reading';

/** What a cluster's backup schedule says of one export bucket. */
export type ScheduleFinding =
  /** It was not requested yet. */
  | { readonly kind: 'unknown' }
  /**
   * There is no schedule: Cloud Backup is off; Atlas has none at the moment, as for a cluster that is being created; or
   * the cluster was deleted, or can't export any more, since it was listed.
   */
  | { readonly kind: 'noBackup'; readonly because: 'off' | 'noSchedule' | 'gone' }
  /** It exports to no bucket, or to another one. */
  | { readonly kind: 'elsewhere' }
  /** It names the bucket; `active` when automatic exports are on, undefined when Atlas doesn't say so readably. */
  | { readonly kind: 'here'; readonly active: boolean | undefined; readonly frequency: string | undefined }
  | { readonly kind: 'failed'; readonly failure: unknown };

/** What is known of a cluster's export jobs. */
export type JobsFinding =
  /** They were not requested. */
  | { readonly kind: 'unknown' | 'forbidden' }
  /** The cluster has no backups, so that Atlas has no jobs of it to list. */
  | { readonly kind: 'none' }
  /** The first page was read; those that went to the bucket are in `here`. */
  | { readonly kind: 'read'; readonly here: Reading<ExportJob> }
  | { readonly kind: 'failed'; readonly failure: unknown };

export interface ClusterUsage {
  readonly cluster: string;
  readonly schedule: ScheduleFinding;
  readonly jobs: JobsFinding;
}

interface ClusterJob {
  readonly cluster: string;
  readonly job: ExportJob;
}

/** Who uses one export bucket, as far as is known. */
export interface Usage {
  readonly clusters: readonly ClusterUsage[];
  /** Clusters in a format that this version can't read. */
  readonly unreadableClusters: number;
  /** Export jobs that went to the bucket, newest first. */
  readonly jobs: readonly ClusterJob[];
  /** Whether the credential lacks the role that it takes to see export jobs. */
  readonly jobsForbidden: boolean;
  /** Requests with a response, and those that will be sent in all, as far as is known. */
  readonly answered: number;
  readonly expected: number;
  /**
   * Until when a rate limit holds everything back that is left, in milliseconds of `performance.now()`; undefined when
   * none does.
   */
  readonly waitingUntil: number | undefined;
  /** Whether the search has ended. It says nothing about failures: those are in the clusters. */
  readonly complete: boolean;
}

/** What may be concluded from a search. */
export interface UsageVerdicts {
  /** Whether the project has a cluster that can be backed up. */
  readonly hasClusters: Verdict;
  /** Whether a schedule exports to the bucket. */
  readonly exportsHere: Verdict;
  /** Whether an export job of a cluster with Cloud Backup went to the bucket. */
  readonly jobsHere: Verdict;
}

/** Returns what may be concluded from a search, with everything that was not read taken into account. */
export function usageVerdicts({ clusters, unreadableClusters, complete }: Usage): UsageVerdicts {
  const all = { items: clusters, unreadable: unreadableClusters, isComplete: complete };
  // A cluster without Cloud Backup isn't asked for jobs, so at least one other must have been read to conclude anything.
  const someRead = clusters.some(({ jobs }) => jobs.kind === 'read');
  const jobsHere = anyOf(all, jobsVerdict);
  return {
    hasClusters: anyOf(all, () => 'yes'),
    exportsHere: anyOf(all, exportVerdict),
    jobsHere: jobsHere === 'no' && !someRead ? 'unknown' : jobsHere,
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
    case 'unknown':
      return schedule.kind === 'noBackup' && schedule.because !== 'noSchedule' ? 'no' : 'unknown';
    case 'forbidden':
    case 'failed':
      return 'unknown';
    case 'none':
      return 'no';
    case 'read':
      return anyOf(jobs.here, () => 'yes');
  }
}

/** Returns clusters of which export jobs can't be told, by what was found instead. */
export function jobsProblems({ clusters }: Usage): {
  readonly failed: readonly { readonly cluster: string; readonly failure: unknown }[];
  readonly cut: readonly string[];
  readonly unreadable: readonly { readonly cluster: string; readonly rows: number }[];
} {
  const read = clusters.flatMap(({ cluster, jobs }) => (jobs.kind === 'read' ? [{ cluster, here: jobs.here }] : []));
  return {
    failed: clusters.flatMap(({ cluster, jobs }) =>
      jobs.kind === 'failed' ? [{ cluster, failure: jobs.failure }] : [],
    ),
    cut: read.flatMap(({ cluster, here }) => (here.isComplete ? [] : [cluster])),
    unreadable: read.flatMap(({ cluster, here }) =>
      here.unreadable === 0 ? [] : [{ cluster, rows: here.unreadable }],
    ),
  };
}
