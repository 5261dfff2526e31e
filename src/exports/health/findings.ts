import type { BackupSchedule } from '../../atlas/backups';
import type { ExportBucket } from '../../atlas/models';
import { anyOf, findIn, type Finding as Search, type Verdict } from '../../atlas/loadedItems';
import { lastExport, type FailedExport, type LastExport } from './lastExport';
import { scheduleOf, type ClusterExports, type Known, type ProjectExports } from './projectExports';
import { findRole, isBroken, type RoleFinding } from './roleFinding';

/** What is not known about a cluster. */
type Unknown =
  'schedule' | 'autoExport' | 'frequency' | 'policies' | 'bucket' | 'role' | 'lastExport' | 'alerts' | 'pausing';

/** Exports don't work. */
type Broken =
  | { readonly code: 'neverRuns'; readonly frequency: string }
  | { readonly code: 'bucketMissing' | 'roleMissing' | 'roleNotAuthorized' }
  | { readonly code: 'roleNotComplete'; readonly status: string }
  | { readonly code: 'failed'; readonly failure: FailedExport };

/** Backups may not be where they are expected. */
type AtRisk =
  | { readonly code: 'backupOff' | 'noSchedule' | 'notExported' | 'turnedOff' | 'paused' | 'neverExported' }
  | { readonly code: 'overdue'; readonly since: number }
  | { readonly code: 'notAlerted'; readonly eventTypes: readonly string[] };

/** Why something is not known: a response isn't loaded, or the last success is older than the loaded events. */
type Cause = Exclude<Known<unknown>, { kind: 'loaded' }> | { readonly kind: 'beforeEvents' };

const BEFORE_EVENTS = { kind: 'beforeEvents' } as const;

/** Something could not be determined. Without a cause, Atlas's response doesn't say. */
export interface NotKnown {
  readonly code: Unknown;
  readonly cause: Cause | undefined;
}

export type Finding =
  | ({ readonly kind: 'broken' } & Broken)
  | ({ readonly kind: 'atRisk' } & AtRisk)
  | ({ readonly kind: 'unknown' } & NotKnown);

/** The state of a cluster's exports. */
export interface ClusterHealth {
  readonly cluster: ClusterExports;
  readonly bucket: ExportBucket | undefined;
  readonly last: LastExport | undefined;
  /** Empty only if everything that the state depends on is loaded, and nothing is wrong. */
  readonly findings: readonly Finding[];
}

const DAY = 86_400_000;
/** Milliseconds between exports of a frequency. */
const INTERVALS: ReadonlyMap<string, number> = new Map([
  ['daily', DAY],
  ['weekly', 7 * DAY],
  ['monthly', 31 * DAY],
  ['yearly', 366 * DAY],
]);
/** An export is overdue after this multiple of its interval. */
const TOLERANCE = 1.2;

/** The events that an alert must cover: a failed job, and an export that could not be started. */
const ALERTED = ['CPS_EXPORT_FAILED', 'CPS_AUTO_EXPORT_FAILED'] as const;

/**
 * Returns the state of the exports of a cluster.
 * @param now milliseconds since 1970
 */
export function clusterHealth(project: ProjectExports, cluster: ClusterExports, now: number): ClusterHealth {
  const none = { cluster, bucket: undefined, last: undefined };
  const schedule = scheduleOf(cluster);
  if (schedule === undefined) {
    return { ...none, findings: withoutSchedule(cluster) };
  }
  const target = schedule.export ?? undefined;
  if (target === undefined) {
    // Without a bucket, Atlas exports nothing, whatever the switch says.
    return { ...none, findings: [{ kind: 'atRisk', code: 'notExported' }] };
  }
  const { buckets } = project;
  const search: Search<ExportBucket> =
    buckets.kind === 'loaded' ? findIn(buckets.value, ({ _id }) => _id === target.exportBucketId) : { kind: 'unknown' };
  const bucket = search.kind === 'found' ? search.item : undefined;
  if (schedule.autoExportEnabled === false) {
    return { ...none, bucket, findings: [{ kind: 'atRisk', code: 'turnedOff' }] };
  }
  const last = lastExport(project, cluster, target.exportBucketId, project.latestAt ?? now);
  return {
    cluster,
    bucket,
    last,
    findings: [
      ...(schedule.autoExportEnabled === undefined ? [unknown('autoExport')] : []),
      ...runs(schedule, target.frequencyType),
      ...bucketAndRole(project, search),
      ...exportsOf(project, cluster, last, target.frequencyType, now),
      ...alerts(project),
    ],
  };
}

function withoutSchedule({ cluster, schedule }: ClusterExports): Finding[] {
  if (schedule.kind !== 'loaded') {
    return [unknown('schedule', schedule)];
  }
  const isOff = cluster.backupEnabled === false || schedule.value === 'off';
  return [{ kind: 'atRisk', code: isOff ? 'backupOff' : 'noSchedule' }];
}

/** Atlas exports a snapshot only if the policy item that created it has the frequency of the export. */
function runs({ policies }: BackupSchedule, frequency: string | undefined): Finding[] {
  if (frequency === undefined) {
    return [unknown('frequency')];
  }
  const items = policies?.flatMap(({ policyItems }) => policyItems);
  if (items?.some(({ frequencyType }) => frequencyType === frequency) === true) {
    return [];
  }
  return items === undefined || items.some(({ frequencyType }) => frequencyType === undefined)
    ? [unknown('policies')]
    : [{ kind: 'broken', code: 'neverRuns', frequency }];
}

function bucketAndRole({ buckets, access }: ProjectExports, search: Search<ExportBucket>): Finding[] {
  if (search.kind !== 'found') {
    return [search.kind === 'missing' ? { kind: 'broken', code: 'bucketMissing' } : unknown('bucket', buckets)];
  }
  return access.kind === 'loaded' ? problemOf(findRole(search.item, access.value)) : [unknown('role', access)];
}

function problemOf(finding: RoleFinding): Finding[] {
  if (finding.kind !== 'found') {
    return [isBroken(finding) === 'yes' ? { kind: 'broken', code: 'roleMissing' } : unknown('role')];
  }
  const { providerName, status } = finding.role;
  switch (isBroken(finding)) {
    case 'yes':
      return [
        providerName === 'GCP' && status !== undefined
          ? { kind: 'broken', code: 'roleNotComplete', status }
          : { kind: 'broken', code: 'roleNotAuthorized' },
      ];
    case 'no':
      return [];
    case 'unknown':
      // Atlas never reports whether an Azure service principal is authorized, so nothing but its absence is a finding.
      return finding.authorization === 'notReported' && providerName === 'AZURE' ? [] : [unknown('role')];
  }
}

function exportsOf(
  { events }: ProjectExports,
  { cluster: { paused }, jobs }: ClusterExports,
  last: LastExport,
  frequency: string | undefined,
  now: number,
): Finding[] {
  const { success, failure, hasFailed, isSuccessKnown } = last;
  const findings: Finding[] = [];
  if (hasFailed === 'yes' && failure !== undefined) {
    findings.push({ kind: 'broken', code: 'failed', failure });
  }
  if (paused === true) {
    return [...findings, { kind: 'atRisk', code: 'paused' }];
  }
  const interval = INTERVALS.get(frequency ?? '');
  const isLate = success === undefined || interval === undefined || now - success > interval * TOLERANCE;
  if (paused === undefined && isLate) {
    findings.push(unknown('pausing'));
  } else if (isLate && isSuccessKnown && success === undefined) {
    findings.push({ kind: 'atRisk', code: 'neverExported' });
  } else if (isLate && isSuccessKnown && success !== undefined && interval !== undefined) {
    findings.push({ kind: 'atRisk', code: 'overdue', since: success });
  }
  const isUndecided = hasFailed === 'unknown' || (hasFailed === 'no' && isLate && !isSuccessKnown);
  // A success is never recent enough for a frequency that this version doesn't know.
  if (isUndecided || (success !== undefined && interval === undefined)) {
    findings.push(unknown('lastExport', causeOf(jobs, events, last)));
  }
  return findings;
}

/** Returns why the last export is not known. As long as a response is pending, it may still show it. */
function causeOf(jobs: Known<unknown>, events: Known<unknown>, { isBeforeEvents }: LastExport): Cause | undefined {
  const missing = [jobs, events].flatMap((known) => (known.kind === 'loaded' ? [] : [known]));
  return missing.find(({ kind }) => kind === 'pending') ?? missing[0] ?? (isBeforeEvents ? BEFORE_EVENTS : undefined);
}

function alerts({ alerts: known }: ProjectExports): Finding[] {
  if (known.kind !== 'loaded') {
    return [unknown('alerts', known)];
  }
  const verdicts = ALERTED.map((type): [string, Verdict] => [
    type,
    anyOf(known.value, ({ eventTypeName, enabled, matchers, notifications }) => {
      if (eventTypeName !== type || enabled === false || notifications === 0) {
        return 'no';
      }
      return enabled === undefined || notifications === undefined || matchers !== 0 ? 'unknown' : 'yes';
    }),
  ]);
  const missing = verdicts.flatMap(([type, verdict]) => (verdict === 'no' ? [type] : []));
  if (missing.length > 0) {
    return [{ kind: 'atRisk', code: 'notAlerted', eventTypes: missing }];
  }
  return verdicts.some(([, verdict]) => verdict === 'unknown') ? [unknown('alerts')] : [];
}

function unknown(code: Unknown, known?: Known<unknown> | Cause): Finding {
  return { kind: 'unknown', code, cause: known === undefined || known.kind === 'loaded' ? undefined : known };
}
