import type { ExportBucket } from '../../atlas/models';
import { isWhole, type Verdict } from '../../atlas/reading';
import type { CheckedCluster } from './describe';
import type { Finding } from './findings';
import { isFailure, resultsOf } from './lastExport';
import { clustersOf, mayExport, scheduleOf, type ProjectExports } from './projectExports';

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
    .flatMap((project) => {
      const jobs = jobFailures(project);
      const events = project.events.kind === 'loaded' ? project.events.value.items : [];
      const others = events
        .filter(({ eventTypeName }) => isFailure(eventTypeName))
        .map(({ clusterName, created }) => ({ cluster: clusterName, at: Date.parse(created) }))
        .filter(({ cluster, at }) =>
          jobs.every((job) => (cluster ?? job.cluster) !== job.cluster || Math.abs(at - job.at) > SAME_FAILURE),
        );
      return [...jobs, ...others.map((event) => ({ ...event, project, exportBucketId: undefined, reason: undefined }))];
    })
    .filter(({ at }) => at >= since)
    .sort((one, other) => other.at - one.at);
}

function jobFailures(project: ProjectExports): Failure[] {
  return clustersOf(project).flatMap(({ cluster: { name }, jobs }) => {
    const all = jobs.kind === 'loaded' ? jobs.value.items : [];
    return [...new Set(all.map(({ exportBucketId }) => exportBucketId))].flatMap((exportBucketId) =>
      resultsOf(all, exportBucketId).flatMap(({ state, at, reason }) =>
        state === 'failed' && at !== undefined ? [{ project, cluster: name, exportBucketId, at, reason }] : [],
      ),
    );
  });
}

/** Returns whether failures of automatic exports may be missing. Only events cover exports that Atlas could not start. */
export function mayMissFailures({ clusters, events }: ProjectExports): boolean {
  const hasNone =
    clusters.kind === 'loaded' &&
    isWhole(clusters.value) &&
    clusters.value.items.every((cluster) => cluster.schedule.kind === 'loaded' && !mayExport(cluster));
  return !hasNone && !(events.kind === 'loaded' && isWhole(events.value));
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
