import assert from 'node:assert/strict';
import type { ExportJob } from '../../../src/atlas/backups';
import { clusterHealth } from '../../../src/exports/health/findings';
import type { ProjectExports } from '../../../src/exports/health/projectExports';
import { ProjectResponses } from '../../../src/exports/health/projectResponses';
import { BUCKET, cluster, event, job, NOW, project, schedule, loaded, whole } from './support';

const DAY = 24;

interface Case {
  readonly jobs: readonly ExportJob[];
  readonly project?: Partial<ProjectExports>;
  /** The frequency of the exports, `daily` by default. */
  readonly frequency?: string;
  /** The findings, as in `broken failed`. */
  readonly found: readonly string[];
}

const idOf = (hours: number): string => hours.toString(16).padStart(24, '0');
const parts = (...hours: readonly number[]): Partial<ExportJob> => ({
  components: hours.map((one) => ({ exportId: idOf(one) })),
});

const PARTS: Readonly<Record<string, Case>> = {
  'all replica sets and the cluster succeeded': {
    jobs: [job(8, 'Successful', parts(7, 6)), job(7, 'Successful'), job(6, 'Successful')],
    found: [],
  },
  'a replica set failed, although the job of the cluster succeeded': {
    jobs: [job(8, 'Successful', parts(7, 6)), job(7, 'Failed'), job(6, 'Successful')],
    found: ['broken failed', 'atRisk neverExported'],
  },
  'a replica set failed at an unreadable time, although the job of the cluster succeeded': {
    jobs: [job(8, 'Successful', parts(7)), { ...job(7, 'Failed'), createdAt: 'soon' }],
    found: ['unknown lastExport'],
  },
  'a replica set has a new state, although the job of the cluster succeeded': {
    jobs: [job(8, 'Successful', parts(7)), job(7, 'Exploded')],
    found: ['unknown lastExport'],
  },
  'a replica set was canceled, although the job of the cluster succeeded': {
    jobs: [job(8, 'Successful', parts(7)), job(7, 'Cancelled')],
    found: ['unknown lastExport'],
  },
  'a replica set has a new state while the job of the cluster runs': {
    jobs: [job(1, 'InProgress', parts(2)), job(2, 'Exploded'), job(3, 'Successful')],
    found: ['unknown lastExport'],
  },
  'a failed job names itself as its part': {
    jobs: [job(1, 'Failed', parts(1)), job(9, 'Successful', parts(9))],
    found: ['broken failed'],
  },
  'the jobs of the replica sets are not listed': { jobs: [job(8, 'Successful', parts(7, 6))], found: [] },
};

const TIMES: Readonly<Record<string, Case>> = {
  'the time of a success is after it was loaded, and an earlier export failed': {
    jobs: [job(-365 * DAY, 'Successful'), job(1, 'Failed')],
    found: ['unknown lastExport'],
  },
  'the only success is after it was loaded': {
    jobs: [job(-2, 'Successful')],
    found: ['unknown lastExport'],
  },
  'the time of a failure is after it was loaded': {
    jobs: [job(2, 'Successful'), job(-2, 'Failed')],
    found: ['unknown lastExport'],
  },
  'the clock of Atlas is half an hour fast': { jobs: [job(-0.5, 'Successful'), job(1, 'Failed')], found: [] },
  'a success is newer than the oldest response, but not than the newest': {
    jobs: [job(-2, 'Successful')],
    project: { latestAt: NOW + 3 * 3_600_000 },
    found: [],
  },
  'the time of a failed start is after it was loaded': {
    jobs: [job(2, 'Successful')],
    project: { events: whole([event(-2, 'CPS_AUTO_EXPORT_FAILED', 'orders')]) },
    found: ['unknown lastExport'],
  },
  'the time of the event of a success is after it was loaded': {
    jobs: [job(1, 'Failed')],
    project: { events: whole([event(-2, 'CPS_EXPORT_SUCCESSFUL', 'orders')]) },
    found: ['broken failed', 'atRisk neverExported'],
  },
  'the last success of a yearly export is older than the events': {
    jobs: [job(430 * DAY, 'Successful')],
    frequency: 'yearly',
    found: ['unknown lastExport'],
  },
  'the last success of a yearly export is as old as the events': {
    jobs: [job(60 * DAY, 'Successful')],
    frequency: 'yearly',
    found: [],
  },
  'the last success of a monthly export is 59 days old': {
    jobs: [job(59 * DAY, 'Successful')],
    frequency: 'monthly',
    found: ['atRisk overdue'],
  },
  'the last success of a yearly export is overdue and older than the events': {
    jobs: [job(440 * DAY, 'Successful')],
    frequency: 'yearly',
    found: ['atRisk overdue', 'unknown lastExport'],
  },
};

describe('The last export', () => {
  for (const [name, { jobs, project: changed, frequency = 'daily', found }] of Object.entries({ ...PARTS, ...TIMES })) {
    it(`has ${found.length === 0 ? 'no finding' : found.join(', ')} if ${name}`, () => {
      for (const order of [jobs, jobs.toReversed()]) {
        assert.deepEqual(codes(order, changed, frequency), found);
      }
    });
  }

  it('is not known from events if the jobs may lack a success before them', () => {
    const lacking = cluster({
      schedule: every('yearly'),
      jobs: whole([job(440 * DAY, 'Successful')], { isComplete: false }),
    });
    const { findings, last } = clusterHealth(
      project({ events: whole([event(1, 'CPS_EXPORT_FAILED', 'orders')]) }),
      lacking,
      NOW,
    );
    assert.equal(last?.isSuccessKnown, false);
    assert.deepEqual(
      findings.map(({ kind, code }) => `${kind} ${code}`),
      ['broken failed'],
    );
  });

  it('is judged by when the newest response was loaded, not the oldest', () => {
    let now = 1000;
    const responses = new ProjectResponses(() => now);
    const subject = { project: { id: 'a'.repeat(24), name: 'orders-prod' }, credential: { id: 'c', name: 'Contoso' } };
    assert.equal(responses.exports(subject).latestAt, undefined);
    responses.events.keep(whole([]));
    now = 2000;
    responses.jobs('orders').keep(whole([]));
    now = 3000;
    responses.alerts.keep({ kind: 'failed', failure: new Error('no connection') });
    assert.equal(responses.exports(subject).latestAt, 2000);
    assert.equal(responses.readAt, 1000);
  });
});

function codes(jobs: readonly ExportJob[], change: Partial<ProjectExports> | undefined, frequency: string): string[] {
  const own = cluster({ jobs: whole(jobs), ...(frequency !== 'daily' && { schedule: every(frequency) }) });
  return clusterHealth(project(change), own, NOW).findings.map(({ kind, code }) => `${kind} ${code}`);
}

/** Returns a schedule that exports at a frequency. */
function every(frequencyType: string): ReturnType<typeof cluster>['schedule'] {
  return loaded(
    schedule({
      export: { exportBucketId: BUCKET._id, frequencyType },
      policies: [{ policyItems: [{ frequencyType }] }],
    }),
  );
}
