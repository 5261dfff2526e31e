import assert from 'node:assert/strict';
import { clusterHealth } from '../../../src/exports/health/findings';
import type { ClusterExports, ProjectExports } from '../../../src/exports/health/projectExports';
import { ALERTS, BUCKET, cluster, event, job, loaded, NOW, project, schedule, whole } from './support';

const FAILED = { kind: 'failed', failure: new Error('no connection') } as const;
const FORBIDDEN = { kind: 'forbidden', failure: new Error('no role') } as const;
const PENDING = { kind: 'pending' } as const;
const NO_POLICY = [{ policyItems: [{ frequencyType: 'hourly' }] }];
const NEW_TYPE = 'CPS_AUTO_EXPORT_FAILED';

/** Changes to a project in which nothing is wrong. */
interface Case {
  readonly project?: Partial<ProjectExports>;
  readonly cluster?: Partial<ClusterExports>;
  /** The findings, as in `broken neverRuns`. */
  readonly found: readonly string[];
}

const withRole = (role: object): Partial<ProjectExports> => ({
  access: loaded({ roles: [{ id: 'c'.repeat(24), ...role }], unreadable: 0 }),
});
const ofProvider = (cloudProvider: string): Partial<ProjectExports> => ({
  buckets: whole([{ _id: BUCKET._id, bucketName: 'x', cloudProvider, roleId: 'c'.repeat(24) }]),
});
const NO_JOBS = { jobs: FORBIDDEN } as const;

const CASES: Readonly<Record<string, Case>> = {
  'nothing is wrong': { found: [] },

  'the schedule is not loaded': { cluster: { schedule: FAILED }, found: ['unknown schedule'] },
  'the schedule is not requested': { cluster: { schedule: PENDING }, found: ['unknown schedule'] },
  'Cloud Backup is off': {
    cluster: { cluster: { name: 'orders', backupEnabled: false }, schedule: loaded('off') },
    found: ['atRisk backupOff'],
  },
  'there is no schedule': { cluster: { schedule: loaded('noSchedule') }, found: ['atRisk noSchedule'] },
  'the schedule has no bucket': {
    cluster: { schedule: loaded(schedule({ export: undefined })) },
    found: ['atRisk notExported'],
  },
  'auto-export is off': {
    cluster: { schedule: loaded(schedule({ autoExportEnabled: false })) },
    found: ['atRisk turnedOff'],
  },
  'auto-export is not reported': {
    cluster: { schedule: loaded(schedule({ autoExportEnabled: undefined })) },
    found: ['unknown autoExport'],
  },

  'no policy item has the frequency': {
    cluster: { schedule: loaded(schedule({ policies: NO_POLICY })) },
    found: ['broken neverRuns'],
  },
  'a policy item is unreadable': {
    cluster: { schedule: loaded(schedule({ policies: [{ policyItems: [{}] }] })) },
    found: ['unknown policies'],
  },
  'the policies are unreadable': {
    cluster: { schedule: loaded(schedule({ policies: undefined })) },
    found: ['unknown policies'],
  },
  'the frequency is unreadable': {
    cluster: { schedule: loaded(schedule({ export: { exportBucketId: BUCKET._id } })) },
    found: ['unknown frequency', 'unknown lastExport'],
  },

  'the bucket is not in the project': { project: { buckets: whole([]) }, found: ['broken bucketMissing'] },
  'the list of buckets is incomplete': {
    project: { buckets: whole([], { isComplete: false }) },
    found: ['unknown bucket'],
  },
  'a bucket is unreadable': { project: { buckets: whole([], { unreadable: 1 }) }, found: ['unknown bucket'] },
  'the buckets are not loaded': { project: { buckets: FAILED }, found: ['unknown bucket'] },

  'the role is not in the project': {
    project: { access: loaded({ roles: [], unreadable: 0 }) },
    found: ['broken roleMissing'],
  },
  'a role is unreadable': { project: { access: loaded({ roles: [], unreadable: 1 }) }, found: ['unknown role'] },
  'the roles are not loaded': { project: { access: FAILED }, found: ['unknown role'] },
  'the role is not authorized': { project: withRole({ providerName: 'AWS' }), found: ['broken roleNotAuthorized'] },
  'the ARN of the role is unreadable': {
    project: withRole({ providerName: 'AWS', unreadableFields: ['iamAssumedRoleArn'] }),
    found: ['unknown role'],
  },
  'the Google Cloud role failed': {
    project: { ...ofProvider('GCP'), ...withRole({ providerName: 'GCP', status: 'FAILED' }) },
    found: ['broken roleNotComplete'],
  },
  'the Google Cloud role has no status': {
    project: { ...ofProvider('GCP'), ...withRole({ providerName: 'GCP' }) },
    found: ['unknown role'],
  },
  'the Google Cloud role works': {
    project: { ...ofProvider('GCP'), ...withRole({ providerName: 'GCP', status: 'COMPLETE' }) },
    found: [],
  },
  'the Azure role exists': { project: { ...ofProvider('AZURE'), ...withRole({ providerName: 'AZURE' }) }, found: [] },
  'the provider is new': { project: { ...ofProvider('OCI'), ...withRole({}) }, found: ['unknown role'] },

  'the last export failed': {
    cluster: { jobs: whole([job(1, 'Failed'), job(25, 'Successful')]) },
    found: ['broken failed'],
  },
  'an export succeeded after a failed one, whatever their order': {
    cluster: { jobs: whole([job(5, 'Failed'), job(1, 'Successful')]) },
    found: [],
  },
  'an export to another bucket failed': {
    cluster: { jobs: whole([job(2, 'Successful'), job(1, 'Failed', { exportBucketId: 'd'.repeat(24) })]) },
    found: [],
  },
  'a replica set of a sharded cluster failed': {
    cluster: {
      jobs: whole([
        job(1, 'InProgress', { components: [{ exportId: '7'.padStart(24, '0') }] }),
        job(7, 'Failed'),
        job(8, 'Successful'),
      ]),
    },
    found: ['broken failed'],
  },
  'only a replica set of a sharded cluster succeeded': {
    cluster: {
      jobs: whole([job(1, 'InProgress', { components: [{ exportId: '2'.padStart(24, '0') }] }), job(2, 'Successful')]),
    },
    found: ['atRisk neverExported'],
  },
  'a job has a new state': {
    cluster: { jobs: whole([job(1, 'Exploded'), job(2, 'Successful')]) },
    found: ['unknown lastExport'],
  },
  'a failed job has no time': {
    cluster: { jobs: whole([{ ...job(1, 'Failed'), createdAt: undefined }, job(2, 'Successful')]) },
    found: ['unknown lastExport'],
  },
  'a job is unreadable': {
    cluster: { jobs: whole([job(2, 'Successful')], { unreadable: 1 }) },
    found: ['unknown lastExport'],
  },
  'the jobs are incomplete': {
    cluster: { jobs: whole([job(2, 'Successful')], { isComplete: false }) },
    found: ['unknown lastExport'],
  },
  'the jobs are incomplete, but an event names a later success': {
    cluster: { jobs: whole([job(2, 'Failed')], { isComplete: false }) },
    project: { events: whole([event(1, 'CPS_EXPORT_SUCCESSFUL', 'orders')]) },
    found: [],
  },
  'the jobs and the events are incomplete': {
    cluster: { jobs: whole([job(2, 'Successful')], { isComplete: false }) },
    project: { events: whole([], { isComplete: false }) },
    found: ['unknown lastExport'],
  },
  'the role does not allow jobs, and events say nothing': { cluster: NO_JOBS, found: ['unknown lastExport'] },
  'the role does not allow jobs, but an event names a success': {
    cluster: NO_JOBS,
    project: { events: whole([event(3, 'CPS_EXPORT_SUCCESSFUL', 'orders')]) },
    found: [],
  },
  'the role does not allow jobs, but an event names a failure': {
    cluster: NO_JOBS,
    project: { events: whole([event(1, 'CPS_EXPORT_FAILED', 'orders')]) },
    found: ['broken failed'],
  },
  'the role does not allow jobs, and a failure names no cluster': {
    cluster: NO_JOBS,
    project: { events: whole([event(1, 'CPS_EXPORT_FAILED'), event(3, 'CPS_EXPORT_SUCCESSFUL', 'orders')]) },
    found: ['unknown lastExport'],
  },
  'another cluster failed': {
    project: { events: whole([event(1, 'CPS_EXPORT_FAILED', 'other'), event(1, NEW_TYPE, 'other')]) },
    found: [],
  },
  'a job failed that names no cluster, but the jobs are loaded': {
    project: { events: whole([event(1, 'CPS_EXPORT_FAILED')]) },
    found: [],
  },
  'an export could not be started': {
    project: { events: whole([event(1, NEW_TYPE, 'orders')]) },
    found: ['broken failed'],
  },
  'an export could not be started that names no cluster': {
    project: { events: whole([event(1, NEW_TYPE)]) },
    found: ['unknown lastExport'],
  },
  'an export could not be started before the last success': {
    project: { events: whole([event(9, NEW_TYPE), event(9, NEW_TYPE, 'orders')]) },
    found: [],
  },
  'the events are not loaded': { project: { events: FAILED }, found: ['unknown lastExport'] },

  'the last success is a week old': {
    cluster: { jobs: whole([job(7 * 24, 'Successful')]) },
    found: ['atRisk overdue'],
  },
  'the last success is as old as a day may be': { cluster: { jobs: whole([job(28, 'Successful')]) }, found: [] },
  'the last success is old, but jobs may be missing': {
    cluster: { jobs: whole([job(7 * 24, 'Successful')], { isComplete: false }) },
    project: { events: FAILED },
    found: ['unknown lastExport'],
  },
  'there is no job yet': { cluster: { jobs: whole([]) }, found: ['atRisk neverExported'] },
  'the only job was canceled': { cluster: { jobs: whole([job(1, 'Cancelled')]) }, found: ['atRisk neverExported'] },
  'the cluster is paused': {
    cluster: { cluster: { name: 'orders', paused: true }, jobs: whole([job(900, 'Successful')]) },
    found: ['atRisk paused'],
  },
  'Atlas does not say whether a late cluster is paused': {
    cluster: { cluster: { name: 'orders' }, jobs: whole([job(900, 'Successful')]) },
    found: ['unknown pausing'],
  },

  'no alert is enabled': { project: { alerts: whole([]) }, found: ['atRisk notAlerted'] },
  'one of the alerts is missing': { project: { alerts: whole(ALERTS.slice(1)) }, found: ['atRisk notAlerted'] },
  'the alerts are disabled': {
    project: { alerts: whole(ALERTS.map((alert) => ({ ...alert, enabled: false }))) },
    found: ['atRisk notAlerted'],
  },
  'the alerts have no recipient': {
    project: { alerts: whole(ALERTS.map((alert) => ({ ...alert, notifications: 0 }))) },
    found: ['atRisk notAlerted'],
  },
  'the alerts apply to some clusters': {
    project: { alerts: whole(ALERTS.map((alert) => ({ ...alert, matchers: 1 }))) },
    found: ['unknown alerts'],
  },
  'Atlas does not say whether the alerts are enabled': {
    project: { alerts: whole(ALERTS.map((alert) => ({ ...alert, enabled: undefined }))) },
    found: ['unknown alerts'],
  },
  'an alert is unreadable': { project: { alerts: whole([], { unreadable: 1 }) }, found: ['unknown alerts'] },
  'the alerts are not loaded': { project: { alerts: FORBIDDEN }, found: ['unknown alerts'] },
};

describe('The state of exports', () => {
  for (const [name, { project: changed, cluster: one, found }] of Object.entries(CASES)) {
    it(`has ${found.length === 0 ? 'no finding' : found.join(', ')} if ${name}`, () => {
      const { findings } = clusterHealth(project(changed), cluster(one), NOW);
      assert.deepEqual(
        findings.map(({ kind, code }) => `${kind} ${code}`),
        found,
      );
    });
  }

  it('has the reason of the failure and of what is not known', () => {
    const reason = { errorCode: 'EXPORT_FAILED', message: 'Access denied' };
    const failing = cluster({ jobs: whole([job(1, 'Failed', { stateReason: reason })]) });
    assert.deepEqual(clusterHealth(project(), failing, NOW).findings, [
      { kind: 'broken', code: 'failed', failure: { at: NOW - 3_600_000, reason: 'Access denied' } },
      { kind: 'atRisk', code: 'neverExported' },
    ]);
    assert.deepEqual(clusterHealth(project(), cluster(NO_JOBS), NOW).findings, [
      { kind: 'unknown', code: 'lastExport', cause: FORBIDDEN },
    ]);
  });
});
