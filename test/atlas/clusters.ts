import type { Cluster, Row, World } from './world';

export interface ClusterOptions extends Pick<
  Partial<Cluster>,
  'backupEnabled' | 'paused' | 'clusterType' | 'isFlex' | 'exports'
> {
  /** ID of the export bucket in the schedule. None by default. */
  readonly exportTo?: string | undefined;
  /** Whether auto-export is on. By default it is if there is a bucket. */
  readonly autoExport?: boolean;
  /** Which snapshots are exported. `monthly` by default. */
  readonly frequency?: string;
  /** Frequencies of the snapshots. Only daily ones by default. */
  readonly policies?: readonly string[];
  /** Times of completed snapshots, newest first. None by default. */
  readonly snapshotTimes?: readonly string[];
}

const RETENTION_UNITS: Readonly<Record<string, string>> = { weekly: 'weeks', monthly: 'months', yearly: 'years' };

/** Returns a cluster with a backup schedule. */
export function cluster(world: World, name: string, options: ClusterOptions = {}): Cluster {
  const { exportTo, frequency = 'monthly', policies = ['daily'], exports = [], snapshotTimes = [] } = options;
  const { autoExport = exportTo !== undefined, backupEnabled, paused, clusterType, isFlex } = options;
  const id = world.newId();
  const policyId = world.newId();
  const policyItems = policies.map((frequencyType) => ({
    frequencyInterval: 1,
    frequencyType,
    id: world.newId(),
    retentionUnit: RETENTION_UNITS[frequencyType] ?? 'days',
    retentionValue: 7,
  }));
  return {
    id,
    name,
    createDate: '2023-06-14T08:12:55Z',
    ...(backupEnabled !== undefined && { backupEnabled }),
    ...(paused !== undefined && { paused }),
    ...(clusterType !== undefined && { clusterType }),
    ...(isFlex !== undefined && { isFlex }),
    schedule: {
      autoExportEnabled: autoExport,
      copyPolicyItemsEnabled: false,
      copySettings: [],
      ...(exportTo !== undefined && { export: { exportBucketId: exportTo, frequencyType: frequency } }),
      nextSnapshot: '2026-11-24T06:27:00Z',
      policies: [{ id: policyId, policyItems }],
      referenceHourOfDay: 6,
      referenceMinuteOfHour: 27,
      restoreWindowDays: 7,
      useOrgAndGroupNamesInExportPrefix: false,
    },
    exports,
    snapshots: snapshotTimes.map((createdAt) => ({
      cloudProvider: 'AWS',
      createdAt,
      expiresAt: '2030-01-01T06:27:00Z',
      frequencyType: policies[0] ?? 'daily',
      id: world.newId(new Date(createdAt)),
      mongodVersion: '8.0.15',
      policyItems: policyItems.map((item) => item.id),
      replicaSetName: `atlas-${name}-shard-0`,
      snapshotType: 'scheduled',
      status: 'completed',
      storageSizeBytes: 41_943_040,
      type: 'replicaSet',
    })),
  };
}

export interface JobOptions {
  readonly state: 'Cancelled' | 'Failed' | 'InProgress' | 'Queued' | 'Successful';
  /** Why the job failed. */
  readonly reason?: { readonly errorCode: string; readonly message: string };
  /** Milliseconds after the start. Absent for a job that runs. */
  readonly took?: number;
  /** IDs of the jobs of a sharded cluster's replica sets. */
  readonly components?: readonly string[];
}

/** Returns an export job. */
export function exportJob(
  world: World,
  projectId: string,
  clusterName: string,
  exportBucketId: string,
  createdAt: string,
  { state, reason, took, components }: JobOptions,
): Row & { readonly id: string } {
  const { organizationId = '' } = world.project(projectId) ?? {};
  const day = `${createdAt.slice(0, 13)}27`;
  return {
    createdAt,
    customData: [],
    exportBucketId,
    id: world.newId(new Date(createdAt)),
    prefix: `exported_snapshots/${organizationId}/${projectId}/${clusterName}/${day}/1786332505`,
    snapshotId: world.newId(new Date(createdAt)),
    exportStatus: { exportedCollections: state === 'Successful' ? 42 : 0, totalCollections: 42 },
    state,
    ...(took !== undefined && { finishedAt: isoTime(Date.parse(createdAt) + took) }),
    ...(reason !== undefined && { stateReason: reason }),
    ...(components !== undefined && {
      components: components.map((exportId, shard) => ({ exportId, replicaSetName: `atlas-${clusterName}-${shard}` })),
    }),
  };
}

/** Returns jobs in all states, newest first. */
export function sampleJobs(world: World, projectId: string, clusterName: string, exportBucketId: string): Row[] {
  const job = (createdAt: string, options: JobOptions): Row =>
    exportJob(world, projectId, clusterName, exportBucketId, createdAt, options);
  const reason = { errorCode: 'EXPORT_FAILED', message: 'Access to the bucket was denied.' };
  return [
    job('2026-11-23T03:28:25Z', { state: 'Cancelled', took: 95_000 }),
    job('2026-11-22T03:28:25Z', { state: 'Queued' }),
    job('2026-11-21T03:28:25Z', { state: 'InProgress' }),
    job('2026-11-01T03:28:25Z', { state: 'Successful', took: 880_000 }),
    job('2026-10-01T03:28:25Z', { state: 'Failed', took: 40_000, reason }),
  ];
}

/** Returns a time in Atlas's format, without fractions of a second. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}
