import type { ExportJob } from '../../atlas/backups';
import type { ExportEvent } from '../../atlas/events';
import { isWhole, type Reading, type Verdict } from '../../atlas/reading';
import type { ClusterExports, Known, ProjectExports } from './projectExports';

/** A failed export. */
export interface FailedExport {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Atlas's reason. Only jobs have one. */
  readonly reason: string | undefined;
}

/** The newest exports of a cluster to the bucket of its schedule. */
export interface LastExport {
  /** When the last known success ended, in milliseconds since 1970. */
  readonly success: number | undefined;
  readonly failure: FailedExport | undefined;
  /** Whether the newest export failed. */
  readonly hasFailed: Verdict;
  /** Whether no later success than `success` can exist. */
  readonly isSuccessKnown: boolean;
}

/** Returns what jobs and events show about the exports of a cluster to a bucket. */
export function lastExport(project: ProjectExports, cluster: ClusterExports, exportBucketId: string): LastExport {
  const jobs = loaded(cluster.jobs);
  const results = jobs === undefined ? [] : resultsOf(jobs.items, exportBucketId);
  const events = loaded(project.events);
  const { own, unnamed } = eventsOf(events?.items ?? [], cluster.cluster.name);
  const success = latest([
    ...results.flatMap(({ state, at }) => (state === 'succeeded' && at !== undefined ? [at] : [])),
    ...own.flatMap(({ type, at }) => (type === 'CPS_EXPORT_SUCCESSFUL' ? [at] : [])),
  ]);
  const failures: readonly FailedExport[] = [
    ...results.flatMap(({ state, at, reason }) => (state === 'failed' && at !== undefined ? [{ at, reason }] : [])),
    ...own.flatMap(({ type, at }) => (isFailure(type) ? [{ at, reason: undefined }] : [])),
  ];
  const failure = failures.reduce<FailedExport | undefined>(newer, undefined);

  const jobsAreKnown = jobs !== undefined && isWhole(jobs) && results.every(isReadable);
  const eventsAreKnown = events !== undefined && isWhole(events) && unnamed.every(({ at }) => !Number.isNaN(at));
  const noneAfter = (time: number | undefined, matches: (type: string) => boolean): boolean =>
    !unnamed.some(({ type, at }) => matches(type) && (time === undefined || at > time));
  // Atlas doesn't document that events name clusters, so their absence proves something only if some event does.
  const eventsCover = eventsAreKnown && own.length > 0;
  const isSuccessKnown =
    jobsAreKnown ||
    (eventsCover && success !== undefined && noneAfter(success, (type) => type === 'CPS_EXPORT_SUCCESSFUL'));
  if (failure !== undefined && (success === undefined || failure.at > success)) {
    const isNewest = jobsAreKnown || (eventsCover && noneAfter(failure.at, (type) => !isFailure(type)));
    return { success, failure, hasFailed: isNewest ? 'yes' : 'unknown', isSuccessKnown };
  }
  const jobsAreFine = jobsAreKnown || (eventsCover && success !== undefined && noneAfter(success, isFailure));
  // An export that Atlas could not even start has no job.
  const startsAreFine = eventsAreKnown && noneAfter(success, (type) => type === 'CPS_AUTO_EXPORT_FAILED');
  return { success, failure, hasFailed: jobsAreFine && startsAreFine ? 'no' : 'unknown', isSuccessKnown };
}

/** The result of an export job. A job that hasn't ended or was canceled says nothing. */
export interface JobResult {
  readonly job: ExportJob;
  readonly state: 'succeeded' | 'failed' | 'other' | 'unknown';
  /** Milliseconds since 1970; undefined if Atlas returned no readable time. */
  readonly at: number | undefined;
  readonly reason: string | undefined;
}

/**
 * Returns the results of the jobs that export to a bucket. The jobs of a sharded cluster's replica sets count as parts of
 * the job that names them: it fails if one of them fails.
 */
export function resultsOf(jobs: readonly ExportJob[], exportBucketId: string): JobResult[] {
  const here = jobs.filter((job) => job.exportBucketId === exportBucketId);
  const partIds = new Set(here.flatMap(({ components = [] }) => components.map(({ exportId }) => exportId)));
  return here
    .filter(({ id }) => !partIds.has(id))
    .map((job) => {
      const ids = new Set((job.components ?? []).map(({ exportId }) => exportId));
      const failedPart = here.find(({ id, state }) => ids.has(id) && state === 'Failed');
      const shown = failedPart === undefined || job.state === 'Successful' || job.state === 'Failed' ? job : failedPart;
      const ended = Date.parse(shown.finishedAt ?? shown.createdAt ?? '');
      const { message, errorCode } = job.stateReason ?? failedPart?.stateReason ?? {};
      return {
        job,
        state: STATES.get(shown.state ?? '') ?? 'unknown',
        at: Number.isNaN(ended) ? undefined : ended,
        reason: message ?? errorCode,
      };
    });
}

const STATES: ReadonlyMap<string, JobResult['state']> = new Map([
  ['Successful', 'succeeded'],
  ['Failed', 'failed'],
  ['Queued', 'other'],
  ['InProgress', 'other'],
  ['Cancelled', 'other'],
]);

interface TimedEvent {
  readonly type: string;
  readonly at: number;
}

/** Returns the events of a cluster, and those that name none. */
function eventsOf(events: readonly ExportEvent[], name: string): { own: TimedEvent[]; unnamed: TimedEvent[] } {
  const timed = (matches: (clusterName: string | undefined) => boolean): TimedEvent[] =>
    events
      .filter(({ clusterName }) => matches(clusterName))
      .map(({ eventTypeName: type, created }) => ({ type, at: Date.parse(created) }));
  // An event whose time can't be read may be any of them.
  const own = timed((clusterName) => clusterName === name);
  const isDated = ({ at }: TimedEvent): boolean => !Number.isNaN(at);
  return {
    own: own.filter(isDated),
    unnamed: [...timed((clusterName) => clusterName === undefined), ...own.filter((event) => !isDated(event))],
  };
}

function isReadable({ state, at }: JobResult): boolean {
  return state !== 'unknown' && (state === 'other' || at !== undefined);
}

export function isFailure(type: string): boolean {
  return type !== 'CPS_EXPORT_SUCCESSFUL';
}

function loaded<T>(known: Known<Reading<T>>): Reading<T> | undefined {
  return known.kind === 'loaded' ? known.value : undefined;
}

function latest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((one, other) => Math.max(one, other));
}

/** Returns the newer of two failures, the one with a reason if they are of the same time. */
function newer(one: FailedExport | undefined, other: FailedExport): FailedExport {
  return one === undefined || other.at > one.at || (other.at === one.at && one.reason === undefined) ? other : one;
}
