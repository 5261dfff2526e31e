import type { ExportBucket } from '../../atlas/models';
import { isWhole, type Verdict } from '../../atlas/loadedItems';
import type { CheckedCluster } from './describe';
import type { Finding } from './findings';
import { endOf, isFailure, resultsOf, type JobResult } from './lastExport';
import { clustersOf, mayHaveEvents, scheduleOf, type ClusterExports, type ProjectExports } from './projectExports';

const NOT_EXPORTED: ReadonlySet<string> = new Set(['backupOff', 'noSchedule', 'notExported', 'turnedOff', 'neverRuns']);
const MAY_NOT_BE_EXPORTED: ReadonlySet<string> = new Set(['schedule', 'autoExport', 'frequency', 'policies']);

/** Whether a cluster is not exported because of its settings, and the findings that say so. */
export interface NotExported {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

/** Returns whether the settings of a cluster cause no export. */
export function notExported({ health: { findings } }: CheckedCluster): NotExported {
  const reasons = findings.filter(({ code }) => NOT_EXPORTED.has(code));
  const gaps = findings.filter(({ code }) => MAY_NOT_BE_EXPORTED.has(code));
  return reasons.length > 0
    ? { verdict: 'yes', findings: reasons }
    : { verdict: gaps.length > 0 ? 'unknown' : 'no', findings: gaps };
}

/** A failed export. Without a cluster, the event doesn't name one. */
export interface Failure {
  readonly project: ProjectExports;
  readonly cluster: string | undefined;
  readonly exportBucketId: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: string | undefined;
}

/** A job and its event have times that differ by at most this, in milliseconds. */
const SAME_FAILURE = 15 * 60_000;

/** Returns the exports that failed since a moment, newest first. A job and the event about it are one failure. */
export function failuresSince(projects: readonly ProjectExports[], since: number): Failure[] {
  return projects
    .flatMap((project) => [
      ...jobFailures(project),
      ...eventFailures(project).map((event) => ({ ...event, project, exportBucketId: undefined, reason: undefined })),
    ])
    .filter(({ at }) => at >= since)
    .sort((one, other) => other.at - one.at);
}

function jobFailures(project: ProjectExports): Failure[] {
  return clustersOf(project).flatMap((own) =>
    failedResults(own).flatMap(({ job: { exportBucketId }, at, reason }) =>
      at === undefined ? [] : [{ project, cluster: own.cluster.name, exportBucketId, at, reason }],
    ),
  );
}

function failedResults({ jobs }: ClusterExports): JobResult[] {
  const all = jobs.kind === 'loaded' ? jobs.value.items : [];
  return [...new Set(all.map(({ exportBucketId }) => exportBucketId))].flatMap((exportBucketId) =>
    resultsOf(all, exportBucketId).filter(({ state }) => state === 'failed'),
  );
}

interface Dated {
  readonly cluster: string | undefined;
  readonly at: number;
}

/** Returns the failures that only events show. An export that Atlas could not start has no job. */
function eventFailures(project: ProjectExports): Dated[] {
  const jobs = failedJobs(project);
  const events = failureEvents(project).filter(({ at }) => !Number.isNaN(at));
  return [...new Set(events.map(({ cluster }) => cluster))].flatMap((name) => {
    const own = events.filter(({ cluster }) => cluster === name);
    return [
      ...own.filter(({ type }) => type !== 'CPS_EXPORT_FAILED'),
      ...withoutJob(
        own.filter(({ type }) => type === 'CPS_EXPORT_FAILED'),
        jobs.filter(({ cluster }) => name === undefined || cluster === name),
      ),
    ];
  });
}

/** Returns the events without a job of their own. Each job has at most one event, and may be a part of another job. */
function withoutJob(events: readonly Dated[], jobs: readonly Dated[]): Dated[] {
  const times = jobs.map(({ at }) => at).sort((one, other) => one - other);
  return events
    .toSorted((one, other) => one.at - other.at)
    .filter(({ at }) => {
      const index = times.findIndex((time) => Math.abs(at - time) <= SAME_FAILURE);
      if (index >= 0) {
        times.splice(index, 1);
      }
      return index < 0;
    });
}

function failedJobs(project: ProjectExports): Dated[] {
  return clustersOf(project).flatMap(({ cluster: { name }, jobs }) =>
    (jobs.kind === 'loaded' ? jobs.value.items : []).flatMap((job) => {
      const at = endOf(job);
      return job.state === 'Failed' && at !== undefined ? [{ cluster: name, at }] : [];
    }),
  );
}

/** Returns the events of failures. `at` is NaN if the time can't be read. */
function failureEvents({ events }: ProjectExports): (Dated & { readonly type: string })[] {
  return (events.kind === 'loaded' ? events.value.items : [])
    .filter(({ eventTypeName }) => isFailure(eventTypeName))
    .map(({ eventTypeName: type, clusterName: cluster, created }) => ({ type, cluster, at: Date.parse(created) }));
}

/** Returns whether failures of automatic exports may be missing. Only events cover exports that Atlas could not start. */
export function mayMissFailures(project: ProjectExports): boolean {
  const { events } = project;
  const isUndated =
    failureEvents(project).some(({ at }) => Number.isNaN(at)) ||
    clustersOf(project).some((own) => failedResults(own).some(({ at }) => at === undefined));
  return isUndated || (mayHaveEvents(project) && !(events.kind === 'loaded' && isWhole(events.value)));
}

/** The clusters that keep an export bucket from being deleted. */
export interface BucketUse {
  readonly project: ProjectExports;
  readonly bucket: ExportBucket;
  /** Clusters that export to it. Atlas refuses to delete the bucket as long as there are any. */
  readonly exporting: readonly string[];
  /** Clusters whose schedules name it, but whose auto-export is off. */
  readonly turnedOff: readonly string[];
  /** Clusters with a running export to it. */
  readonly running: readonly string[];
  /** Whether a cluster exports to it: `unknown` as long as a schedule isn't loaded. */
  readonly isUsed: Verdict;
}

/** Returns what uses the loaded export buckets of some projects. */
export function bucketUses(projects: readonly ProjectExports[]): BucketUse[] {
  return projects.flatMap((project) =>
    (project.buckets.kind === 'loaded' ? project.buckets.value.items : []).map((bucket) => useOf(project, bucket)),
  );
}

function useOf(project: ProjectExports, bucket: ExportBucket): BucketUse {
  const clusters = clustersOf(project);
  const naming = clusters.filter((cluster) => scheduleOf(cluster)?.export?.exportBucketId === bucket._id);
  const named = (isOn: boolean): string[] =>
    naming
      .filter((cluster) => (scheduleOf(cluster)?.autoExportEnabled !== false) === isOn)
      .map(({ cluster: { name } }) => name);
  const exporting = named(true);
  const allKnown =
    project.clusters.kind === 'loaded' &&
    isWhole(project.clusters.value) &&
    clusters.every(({ schedule }) => schedule.kind === 'loaded');
  return {
    project,
    bucket,
    exporting,
    turnedOff: named(false),
    running: clusters
      .filter(
        ({ jobs }) =>
          jobs.kind === 'loaded' &&
          jobs.value.items.some(
            ({ exportBucketId, state = '' }) =>
              exportBucketId === bucket._id && ['Queued', 'InProgress'].includes(state),
          ),
      )
      .map(({ cluster: { name } }) => name),
    isUsed: exporting.length > 0 ? 'yes' : allKnown ? 'no' : 'unknown',
  };
}

/** Returns the start of the last Monday before today, both in UTC like all dates, in milliseconds since 1970. */
export function lastMonday(now: number): number {
  const day = new Date(now);
  const daysSince = (day.getUTCDay() + 6) % 7;
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - (daysSince === 0 ? 7 : daysSince));
}
