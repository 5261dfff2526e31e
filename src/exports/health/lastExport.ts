import type { ExportJob } from '../../atlas/backups';
import type { ExportEvent } from '../../atlas/events';
import { isWhole, type LoadedItems, type Verdict } from '../../atlas/loadedItems';
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
  /** Whether `success` is older than the loaded events, so that they may lack a failure after it. */
  readonly isBeforeEvents: boolean;
}

/** Days of events that a check loads. */
const EVENT_DAYS = 60;

/** Returns the time of the oldest event that a check loads, both in milliseconds since 1970. */
export function eventsSince(now: number): number {
  return now - EVENT_DAYS * 86_400_000;
}

/** The milliseconds that the clock of this computer may be behind that of Atlas. */
const CLOCK_TOLERANCE = 3_600_000;

/**
 * Returns what jobs and events show about the exports of a cluster to a bucket.
 * @param now a time that isn't before any response, in milliseconds since 1970
 */
export function lastExport(
  project: ProjectExports,
  cluster: ClusterExports,
  exportBucketId: string,
  now: number,
): LastExport {
  const jobs = loaded(cluster.jobs);
  const results = jobs === undefined ? [] : resultsOf(jobs.items, exportBucketId, now);
  const events = loaded(project.events);
  const { own, unnamed } = eventsOf(events?.items ?? [], cluster.cluster.name, now);
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
  const covers = (time: number | undefined): boolean => time === undefined || time >= eventsSince(now);
  const noneAfter = (time: number | undefined, matches: (type: string) => boolean): boolean =>
    covers(time) && !unnamed.some(({ type, at }) => matches(type) && (time === undefined || at > time));
  // Atlas doesn't document that events name clusters, so their absence proves something only if some event does.
  const eventsCover = eventsAreKnown && own.length > 0;
  const isSuccessKnown =
    jobsAreKnown ||
    (eventsCover && success !== undefined && noneAfter(success, (type) => type === 'CPS_EXPORT_SUCCESSFUL'));
  const known = { success, failure, isSuccessKnown, isBeforeEvents: !covers(success) };
  if (failure !== undefined && (success === undefined || failure.at > success)) {
    const isNewest = jobsAreKnown || (eventsCover && noneAfter(failure.at, (type) => !isFailure(type)));
    return { ...known, hasFailed: isNewest ? 'yes' : 'unknown' };
  }
  const jobsAreFine = jobsAreKnown || (eventsCover && success !== undefined && noneAfter(success, isFailure));
  // An export that Atlas could not even start has no job.
  const startsAreFine = eventsAreKnown && noneAfter(success, (type) => type === 'CPS_AUTO_EXPORT_FAILED');
  return { ...known, hasFailed: jobsAreFine && startsAreFine ? 'no' : 'unknown' };
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
 * the job that names them: it fails if one of them fails, and succeeds only if no listed one did anything else.
 * @param now times after it can't be right, so they count as unreadable, in milliseconds since 1970
 */
export function resultsOf(jobs: readonly ExportJob[], exportBucketId: string, now = Infinity): JobResult[] {
  const here = jobs.filter((job) => job.exportBucketId === exportBucketId);
  const byId = new Map(here.map((job) => [job.id, job]));
  const partIds = new Set(
    here.flatMap(({ id, components = [] }) =>
      components.flatMap(({ exportId }) => (exportId === id ? [] : [exportId])),
    ),
  );
  return here
    .filter(({ id }) => !partIds.has(id))
    .map((job) => {
      const parts = (job.components ?? []).flatMap(({ exportId = '' }) => byId.get(exportId) ?? []);
      const failedPart = parts.find(({ state }) => state === 'Failed');
      const shown = failedPart === undefined || job.state === 'Failed' ? job : failedPart;
      const { message, errorCode } = job.stateReason ?? failedPart?.stateReason ?? {};
      return {
        job,
        state: stateWith(stateOf(shown), parts.map(stateOf)),
        at: endOf(shown, now),
        reason: message ?? errorCode,
      };
    });
}

function stateWith(state: JobResult['state'], parts: readonly JobResult['state'][]): JobResult['state'] {
  const isDoubtful = state === 'succeeded' && parts.some((part) => part !== 'succeeded');
  return isDoubtful || (state === 'other' && parts.includes('unknown')) ? 'unknown' : state;
}

function stateOf({ state = '' }: ExportJob): JobResult['state'] {
  return STATES.get(state) ?? 'unknown';
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
function eventsOf(
  events: readonly ExportEvent[],
  name: string,
  now: number,
): { own: TimedEvent[]; unnamed: TimedEvent[] } {
  const timed = (matches: (clusterName: string | undefined) => boolean): TimedEvent[] =>
    events
      .filter(({ clusterName }) => matches(clusterName))
      .map(({ eventTypeName: type, created }) => ({ type, at: timeOf(created, now) ?? NaN }));
  // An event whose time can't be read may be any of them.
  const own = timed((clusterName) => clusterName === name);
  const isDated = ({ at }: TimedEvent): boolean => !Number.isNaN(at);
  return {
    own: own.filter(isDated),
    unnamed: [...timed((clusterName) => clusterName === undefined), ...own.filter((event) => !isDated(event))],
  };
}

/**
 * Returns when an export job ended, in milliseconds since 1970. Undefined if Atlas returned no readable time.
 * @param now times after it can't be right, in milliseconds since 1970
 */
export function endOf({ finishedAt, createdAt }: ExportJob, now = Infinity): number | undefined {
  return timeOf(finishedAt ?? createdAt, now);
}

/** Returns a time in milliseconds since 1970, unless it can't be read or can't be right. */
function timeOf(iso: string | undefined, now: number): number | undefined {
  const time = Date.parse(iso ?? '');
  return Number.isNaN(time) || time > now + CLOCK_TOLERANCE ? undefined : time;
}

function isReadable({ state, at }: JobResult): boolean {
  return state !== 'unknown' && (state === 'other' || at !== undefined);
}

export function isFailure(type: string): boolean {
  return type !== 'CPS_EXPORT_SUCCESSFUL';
}

function loaded<T>(known: Known<LoadedItems<T>>): LoadedItems<T> | undefined {
  return known.kind === 'loaded' ? known.value : undefined;
}

function latest(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((one, other) => Math.max(one, other));
}

/** Returns the newer of two failures, the one with a reason if they are of the same time. */
function newer(one: FailedExport | undefined, other: FailedExport): FailedExport {
  return one === undefined || other.at > one.at || (other.at === one.at && one.reason === undefined) ? other : one;
}
