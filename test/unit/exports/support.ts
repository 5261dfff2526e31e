import type { AlertConfig } from '../../../src/atlas/alertConfigs';
import type { BackupSchedule, ExportJob } from '../../../src/atlas/backups';
import type { ExportEvent } from '../../../src/atlas/events';
import type { ExportBucket } from '../../../src/atlas/models';
import type { LoadedItems } from '../../../src/atlas/loadedItems';
import type { ClusterExports, Known, ProjectExports } from '../../../src/exports/health/projectExports';

export const NOW = Date.parse('2026-11-27T12:00:00Z');
const HOUR = 3_600_000;

export const BUCKET: ExportBucket = {
  _id: 'b'.repeat(24),
  bucketName: 'contoso-exports',
  cloudProvider: 'AWS',
  iamRoleId: 'c'.repeat(24),
};
const ROLE = {
  id: 'c'.repeat(24),
  roleId: 'c'.repeat(24),
  providerName: 'AWS',
  iamAssumedRoleArn: 'arn:aws:iam::123456789012:role/exports',
  authorizedDate: '2026-08-10T03:03:36Z',
};
export const ALERTS: readonly AlertConfig[] = ['CPS_EXPORT_FAILED', 'CPS_AUTO_EXPORT_FAILED'].map((eventTypeName) => ({
  eventTypeName,
  enabled: true,
  matchers: 0,
  notifications: 1,
}));

export function loaded<T>(value: T): Known<T> {
  return { kind: 'loaded', value };
}

export function whole<T>(items: readonly T[], rest: Partial<LoadedItems<T>> = {}): Known<LoadedItems<T>> {
  return loaded({ items, unreadable: 0, isComplete: true, ...rest });
}

/** Returns the time that is some hours before `NOW`, as in Atlas's responses. */
function hoursAgo(hours: number): string {
  return new Date(NOW - hours * HOUR).toISOString();
}

export function job(hours: number, state: string, more: Partial<ExportJob> = {}): ExportJob {
  return {
    id: hours.toString(16).padStart(24, '0'),
    exportBucketId: BUCKET._id,
    state,
    createdAt: hoursAgo(hours),
    ...more,
  };
}

export function event(hours: number, type: ExportEvent['eventTypeName'], clusterName?: string): ExportEvent {
  return { eventTypeName: type, created: hoursAgo(hours), ...(clusterName !== undefined && { clusterName }) };
}

/** Returns a schedule that exports daily. */
export function schedule(change: Partial<BackupSchedule> = {}): BackupSchedule {
  return {
    clusterName: 'orders',
    autoExportEnabled: true,
    export: { exportBucketId: BUCKET._id, frequencyType: 'daily' },
    policies: [{ policyItems: [{ frequencyType: 'hourly' }, { frequencyType: 'daily' }] }],
    ...change,
  };
}

/** Returns a cluster whose last export succeeded two hours ago. */
export function cluster(change: Partial<ClusterExports> = {}): ClusterExports {
  return {
    cluster: { name: 'orders', backupEnabled: true, paused: false },
    schedule: loaded(schedule()),
    jobs: whole([job(2, 'Successful')]),
    ...change,
  };
}

/** Returns a project in which nothing is wrong. */
export function project(change: Partial<ProjectExports> = {}): ProjectExports {
  return {
    project: { id: 'a'.repeat(24), name: 'orders-prod' },
    credential: 'Contoso',
    credentialId: 'c',
    clusters: whole([cluster()]),
    buckets: whole([BUCKET]),
    access: loaded({ roles: [ROLE], unreadable: 0 }),
    events: whole([]),
    alerts: whole(ALERTS),
    latestAt: NOW,
    ...change,
  };
}
