import assert from 'node:assert/strict';
import { checkedClusters, findingText } from '../../../src/exports/health/describe';
import { describeView } from '../../../src/exports/health/describeView';
import type { ClusterExports, ProjectExports } from '../../../src/exports/health/projectExports';
import { LANGUAGE } from '../overview/support';
import { BUCKET, cluster, job, loaded, NOW, project, schedule, whole } from './support';

const FORBIDDEN = { kind: 'forbidden', failure: new Error('no role') } as const;
const FAILED = { kind: 'failed', failure: new Error('no connection') } as const;
const PENDING = { kind: 'pending' } as const;

const READ_ONLY = 'Requires the Project Read Only role.';
const BACKUP_MANAGER = 'Requires the Project Backup Manager role.';
const NO_ANSWER = 'Atlas’s response doesn’t say.';
const NOT_YET = 'Not checked yet.';
const NO_CONNECTION = 'No connection';
const TOO_OLD = 'The last known success was more than 60 days ago, and only events of the last 60 days are loaded.';

interface Case {
  readonly project?: Partial<ProjectExports>;
  readonly cluster?: Partial<ClusterExports>;
  /** The reason of the only finding. */
  readonly reason: string;
}

const YEARLY = {
  schedule: loaded(
    schedule({
      export: { exportBucketId: BUCKET._id, frequencyType: 'yearly' },
      policies: [{ policyItems: [{ frequencyType: 'yearly' }] }],
    }),
  ),
  jobs: whole([job(400 * 24, 'Successful')]),
};
const ODD_JOBS = { jobs: whole([job(2, 'Successful')], { unreadable: 1 }) };

const CASES: Readonly<Record<string, Case>> = {
  'the role does not allow the schedule': { cluster: { schedule: FORBIDDEN }, reason: READ_ONLY },
  'the role does not allow the buckets': { project: { buckets: FORBIDDEN }, reason: READ_ONLY },
  'the role does not allow the roles': { project: { access: FORBIDDEN }, reason: READ_ONLY },
  'the role does not allow the alerts': { project: { alerts: FORBIDDEN }, reason: READ_ONLY },
  'the role does not allow the events': { project: { events: FORBIDDEN }, reason: READ_ONLY },
  'the role does not allow export jobs': { cluster: { jobs: FORBIDDEN }, reason: BACKUP_MANAGER },
  'the role allows neither export jobs nor events': {
    cluster: { jobs: FORBIDDEN },
    project: { events: FORBIDDEN },
    reason: BACKUP_MANAGER,
  },
  'the events failed': { project: { events: FAILED }, reason: NO_CONNECTION },
  'the events failed, and a job is unreadable': {
    cluster: ODD_JOBS,
    project: { events: FAILED },
    reason: NO_CONNECTION,
  },
  'the events are pending': { project: { events: PENDING }, reason: NOT_YET },
  'the jobs are pending': { cluster: { jobs: PENDING }, reason: NOT_YET },
  'the events are pending, and the role does not allow export jobs': {
    cluster: { jobs: FORBIDDEN },
    project: { events: PENDING },
    reason: NOT_YET,
  },
  'a job is unreadable': { cluster: ODD_JOBS, reason: NO_ANSWER },
  'the last success is older than the events': { cluster: YEARLY, reason: TOO_OLD },
};

describe('The reason why the state of an export is not known', () => {
  const options = { language: LANGUAGE, describeFailure: () => NO_CONNECTION };

  for (const [name, { project: changed = {}, cluster: own, reason }] of Object.entries(CASES)) {
    it(`is “${reason}” if ${name}`, () => {
      const [checked, ...others] = checkedClusters([project({ ...changed, clusters: whole([cluster(own)]) })], NOW);
      assert.ok(checked);
      assert.deepEqual(others, []);
      const texts = checked.health.findings.map((finding) => findingText(finding, checked, options));
      assert.equal(texts.length, 1);
      assert.match(texts[0] ?? '', /^Can’t tell /);
      assert.ok(texts[0]?.endsWith(` ${reason}`), texts[0]);
    });
  }

  it('keeps a cluster from counting as checked as long as a response about it is pending', () => {
    const label = (change: Partial<ProjectExports>): string | undefined =>
      describeView(
        {
          scope: 'orders-prod',
          topic: 'clusters',
          estimate: { requests: 0, seconds: 1, projects: 1 },
          problems: [],
          phase: 'checking',
          result: { projects: [project(change)], done: 7, of: 8, waitingUntil: undefined, readAt: NOW },
          maxRows: 200,
        },
        options,
      ).progress?.label;
    assert.equal(label({}), '7 of 8 requests, 1 of 1 clusters');
    for (const change of [
      { events: PENDING },
      { alerts: PENDING },
      { access: PENDING },
      { events: PENDING, clusters: whole([cluster({ jobs: FORBIDDEN })]) },
    ]) {
      assert.equal(label(change), '7 of 8 requests, 0 of 1 clusters');
    }
  });
});
