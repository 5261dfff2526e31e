import { cluster, exportJob, isoTime, type ClusterOptions, type JobOptions } from './clusters';
import type { Project, Row, World } from './world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DENIED = {
  errorCode: 'EXPORT_FAILED',
  message: 'The role may not write to the bucket: s3:PutObject was denied.',
};

/**
 * Adds clusters with everything that a check of exports can find, except for problems of roles. Requires an AWS bucket in
 * the project.
 * @param now two hours after the start of the newest exports
 */
export function addEveryFinding(world: World, project: Project, now: Date): void {
  const { id, exportBuckets } = project;
  const bucket = exportBuckets[0]?._id ?? '';
  const startOf = (daysAgo: number): string => timeOf(now, daysAgo);
  const job = (name: string, daysAgo: number, options: JobOptions) =>
    exportJob(world, id, name, bucket, startOf(daysAgo), options);
  const succeeded = (name: string, daysAgo: number): Row => job(name, daysAgo, { state: 'Successful', took: 600_000 });
  const failed = (name: string, daysAgo: number, options: Partial<JobOptions> = {}) =>
    job(name, daysAgo, { state: 'Failed', took: 60_000, reason: DENIED, ...options });
  const add = (name: string, options: ClusterOptions): void => {
    const snapshotTimes = [startOf(0), startOf(1)];
    project.clusters.push(cluster(world, name, { frequency: 'daily', snapshotTimes, ...options }));
  };

  add('orders', { exportTo: bucket, exports: [succeeded('orders', 0), succeeded('orders', 1)] });
  add('orders-eu', { exportTo: bucket, exports: [failed('orders-eu', 0), succeeded('orders-eu', 1)] });
  const shards = [failed('orders-shards', 0), succeeded('orders-shards', 0)];
  const whole = job('orders-shards', 0, {
    state: 'InProgress',
    components: shards.map((shard) => String(shard['id'])),
  });
  add('orders-shards', {
    clusterType: 'SHARDED',
    exportTo: bucket,
    exports: [whole, ...shards, succeeded('orders-shards', 1)],
  });
  add('orders-archive', { exportTo: bucket, frequency: 'monthly' });
  add('orders-reports', { exportTo: world.newId() });
  add('orders-search', { exportTo: bucket, exports: [succeeded('orders-search', 9)] });
  add('orders-new', { exportTo: bucket });
  add('orders-paused', { exportTo: bucket, paused: true, exports: [succeeded('orders-paused', 30)] });
  add('orders-dev', { exportTo: bucket, autoExport: false });
  add('orders-cache', {});
  add('orders-scratch', { backupEnabled: false });
  add('orders-flex', { isFlex: true });

  project.events.push(
    event(world, project, 'CPS_EXPORT_FAILED', startOf(0), 'orders-eu'),
    event(world, project, 'CPS_EXPORT_SUCCESSFUL', startOf(0), 'orders'),
    event(world, project, 'CPS_EXPORT_FAILED', startOf(0), 'orders-shards'),
    event(world, project, 'CLUSTER_CREATED', startOf(20), 'orders-new'),
  );
  project.alertConfigs.push(
    alertConfig(world, project, 'CPS_EXPORT_FAILED', { enabled: false }),
    alertConfig(world, project, 'CPS_SNAPSHOT_FAILED'),
  );
}

/**
 * Adds clusters that export with roles that are missing, not authorized, failed or unknown: one for each of the project's
 * buckets. An alert for failures is enabled.
 */
export function addRoleFindings(world: World, project: Project, now: Date): void {
  for (const { _id, bucketName } of project.exportBuckets) {
    const name = bucketName.replace('contoso-', '');
    project.clusters.push(
      cluster(world, name, {
        exportTo: _id,
        frequency: 'daily',
        exports: [
          exportJob(world, project.id, name, _id, timeOf(now, 0), { state: 'Failed', took: 1000, reason: DENIED }),
        ],
      }),
    );
  }
  const [first] = project.clusters;
  project.events.push(event(world, project, 'CPS_AUTO_EXPORT_FAILED', timeOf(now, 0), first?.name));
  addAlerts(world, project);
}

/** Adds the alerts for failed exports. */
export function addAlerts(world: World, project: Project): void {
  project.alertConfigs.push(
    alertConfig(world, project, 'CPS_EXPORT_FAILED'),
    alertConfig(world, project, 'CPS_AUTO_EXPORT_FAILED'),
  );
}

/** Returns an event as Atlas sends it, with the user and the address that caused it. */
function event(
  world: World,
  { id: groupId, organizationId: orgId }: Project,
  eventTypeName: string,
  created: string,
  clusterName?: string,
): Row {
  return {
    ...(clusterName !== undefined && { clusterName }),
    created,
    eventTypeName,
    groupId,
    id: world.newId(new Date(created)),
    isGlobalAdmin: false,
    links: [],
    orgId,
    raw: { _t: 'CPS_BACKUP', cid: groupId },
    remoteAddress: '203.0.113.7',
    userId: world.newId(),
    username: 'jordan.smith@example.com',
  };
}

/** Returns an alert configuration. It is enabled by default. */
function alertConfig(
  world: World,
  { id: groupId }: Project,
  eventTypeName: string,
  { enabled = true, matchers = [] }: { readonly enabled?: boolean; readonly matchers?: readonly Row[] } = {},
): Row {
  const notification = { delayMin: 0, emailEnabled: true, intervalMin: 60, smsEnabled: false, typeName: 'GROUP' };
  return {
    created: '2024-02-11T09:30:00Z',
    enabled,
    eventTypeName,
    groupId,
    id: world.newId(),
    links: [],
    matchers,
    notifications: [{ ...notification, notifierId: world.newId(), roles: ['GROUP_OWNER'] }],
    updated: '2024-02-11T09:30:00Z',
  };
}

/** Returns the time of the exports of a day: two hours ago, or days before that. */
function timeOf(now: Date, daysAgo: number): string {
  return isoTime(now.getTime() - daysAgo * DAY - 2 * HOUR);
}
