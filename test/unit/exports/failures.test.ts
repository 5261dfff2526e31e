import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ExportJob } from '../../../src/atlas/backups';
import type { ExportEvent } from '../../../src/atlas/events';
import type { Page } from '../../../src/atlas/models';
import { describeView } from '../../../src/exports/health/describeView';
import { estimate } from '../../../src/exports/health/estimate';
import type { ProjectExports } from '../../../src/exports/health/projectExports';
import { ProjectResponses } from '../../../src/exports/health/projectResponses';
import type { HealthClient } from '../../../src/exports/health/projectToCheck';
import { failuresSince, lastMonday, mayMissFailures } from '../../../src/exports/health/questions';
import { readHealth } from '../../../src/exports/health/readHealth';
import { LANGUAGE } from '../overview/support';
import { ALERTS, BUCKET, cluster, event, job, loaded, NOW, project, schedule, whole } from './support';

const FAILED = { kind: 'failed', failure: new Error('no connection') } as const;
const PENDING = { kind: 'pending' } as const;
const SINCE = lastMonday(NOW);
const MINUTE = 1 / 60;

const withJobs = (...jobs: readonly ExportJob[]) => whole([cluster({ jobs: whole(jobs) })]);
const turnedOff = whole([cluster({ schedule: loaded(schedule({ autoExportEnabled: false })), jobs: PENDING })]);
const undated = (type: ExportEvent['eventTypeName']): ExportEvent => ({
  ...event(3, type, 'orders'),
  created: 'soon',
});

/** Projects, and whether failures may be missing of them. */
const MISSING: Readonly<Record<string, readonly [Partial<ProjectExports>, boolean]>> = {
  'everything is loaded': [{}, false],
  'there are no clusters': [{ clusters: whole([]), events: PENDING }, false],
  'some clusters are not loaded': [{ clusters: whole([], { isComplete: false }), events: PENDING }, true],
  'a cluster is unreadable': [{ clusters: whole([], { unreadable: 1 }), events: PENDING }, true],
  'the clusters are not loaded': [{ clusters: FAILED, events: PENDING }, true],
  'auto-export is off, and the events are not loaded': [{ clusters: turnedOff, events: PENDING }, true],
  'auto-export is off, and the events failed': [{ clusters: turnedOff, events: FAILED }, true],
  'auto-export is off, and the events are loaded': [{ clusters: turnedOff }, false],
  'Cloud Backup is off, and the events are not loaded': [
    { clusters: whole([cluster({ schedule: loaded('off'), jobs: PENDING })]), events: PENDING },
    true,
  ],
  'the only cluster is gone, and the events are not loaded': [
    { clusters: whole([cluster({ schedule: loaded('gone') })]), events: PENDING },
    true,
  ],
  'the events failed': [{ events: FAILED }, true],
  'an event is unreadable': [{ events: whole([], { unreadable: 1 }) }, true],
  'there are more events': [{ events: whole([], { isComplete: false }) }, true],
  'an export could not be started at an unreadable time': [
    { events: whole([undated('CPS_AUTO_EXPORT_FAILED')]) },
    true,
  ],
  'an export failed at an unreadable time': [{ events: whole([undated('CPS_EXPORT_FAILED')]) }, true],
  'an export succeeded at an unreadable time': [{ events: whole([undated('CPS_EXPORT_SUCCESSFUL')]) }, false],
  'a failed job has an unreadable time': [
    { clusters: withJobs({ ...job(3, 'Failed'), createdAt: 'soon' }, job(2, 'Successful')) },
    true,
  ],
  'a failed job has no time': [{ clusters: withJobs({ ...job(3, 'Failed'), createdAt: undefined }) }, true],
  'a replica set failed at an unreadable time': [
    {
      clusters: withJobs(job(8, 'Successful', { components: [{ exportId: '7'.padStart(24, '0') }] }), {
        ...job(7, 'Failed'),
        createdAt: 'soon',
      }),
    },
    true,
  ],
  'a successful job has no time': [{ clusters: withJobs({ ...job(3, 'Successful'), createdAt: undefined }) }, false],
};

interface Counted {
  readonly jobs: readonly ExportJob[];
  readonly events: readonly ExportEvent[];
  readonly failures: number;
}

/** Failed jobs of the cluster `orders`, events, and how many failures they are. */
const COUNTED: Readonly<Record<string, Counted>> = {
  'one job with an event that names its cluster, and one that names none': {
    jobs: [job(3, 'Failed')],
    events: [event(3, 'CPS_EXPORT_FAILED', 'orders'), event(3, 'CPS_EXPORT_FAILED')],
    failures: 1,
  },
  'one job, and two events that name no cluster': {
    jobs: [job(3, 'Failed')],
    events: [event(3, 'CPS_EXPORT_FAILED'), event(3, 'CPS_EXPORT_FAILED')],
    failures: 2,
  },
  'one job, and two events that name its cluster': {
    jobs: [job(3, 'Failed')],
    events: [event(3, 'CPS_EXPORT_FAILED', 'orders'), event(3 - MINUTE, 'CPS_EXPORT_FAILED', 'orders')],
    failures: 2,
  },
  'two jobs, and two events that are close to both': {
    jobs: [job(3, 'Failed'), job(3 - 10 * MINUTE, 'Failed')],
    events: [
      event(3 - 8 * MINUTE, 'CPS_EXPORT_FAILED', 'orders'),
      event(3 - 20 * MINUTE, 'CPS_EXPORT_FAILED', 'orders'),
    ],
    failures: 2,
  },
  'one job, and an event of another cluster at the same time': {
    jobs: [job(3, 'Failed')],
    events: [event(3, 'CPS_EXPORT_FAILED', 'other')],
    failures: 2,
  },
  'one job, and an export that could not be started at the same time': {
    jobs: [job(3, 'Failed')],
    events: [event(3, 'CPS_EXPORT_FAILED', 'orders'), event(3 - MINUTE, 'CPS_AUTO_EXPORT_FAILED', 'orders')],
    failures: 2,
  },
  'one job, and an export of an unnamed cluster that could not be started': {
    jobs: [job(3, 'Failed')],
    events: [event(3, 'CPS_AUTO_EXPORT_FAILED')],
    failures: 2,
  },
  'one job, and an event an hour later': {
    jobs: [job(3, 'Failed')],
    events: [event(2, 'CPS_EXPORT_FAILED', 'orders')],
    failures: 2,
  },
  'a sharded cluster with an event for each of its failed jobs': {
    jobs: [job(3, 'Failed', { components: [{ exportId: '2'.padStart(24, '0') }] }), job(2, 'Failed')],
    events: [event(3, 'CPS_EXPORT_FAILED', 'orders'), event(2, 'CPS_EXPORT_FAILED', 'orders')],
    failures: 1,
  },
  'an event of a success': { jobs: [], events: [event(3, 'CPS_EXPORT_SUCCESSFUL', 'orders')], failures: 0 },
  'a job and an event before Monday': {
    jobs: [job(200, 'Failed')],
    events: [event(190, 'CPS_EXPORT_FAILED', 'orders')],
    failures: 0,
  },
};

describe('What failed since Monday', () => {
  for (const [name, [change, mayMiss]] of Object.entries(MISSING)) {
    it(`${mayMiss ? 'may miss failures' : 'misses no failure'} if ${name}`, () => {
      assert.equal(mayMissFailures(project(change)), mayMiss);
      assert.match(answer(project(change)), mayMiss ? /^information: No failure found .*, but not/ : /^good: /);
    });
  }

  for (const [name, { jobs, events, failures }] of Object.entries(COUNTED)) {
    it(`counts ${name} as ${failures === 1 ? 'a failure' : `${failures} failures`}`, () => {
      for (const order of [events, events.toReversed()]) {
        const checked = project({ clusters: withJobs(...jobs), events: whole(order) });
        assert.equal(failuresSince([checked], SINCE).length, failures);
      }
    });
  }

  it('has at least one failure per job, per failed start, and per event more than there are jobs', () => {
    const hours = fc.integer({ min: 0, max: 60 }).map((minutes) => 3 - minutes * MINUTE);
    const jobs = fc.array(hours).map((all) => all.map((one, index) => job(one, 'Failed', { id: idOf(index) })));
    const type = fc.constantFrom('CPS_EXPORT_FAILED', 'CPS_AUTO_EXPORT_FAILED');
    const events = fc.array(
      fc
        .tuple(hours, type, fc.constantFrom('orders', 'other', undefined))
        .map(([one, eventType, name]) => event(one, eventType, name)),
    );
    fc.assert(
      fc.property(jobs, events, (failed, reported) => {
        const checked = project({ clusters: withJobs(...failed), events: whole(reported) });
        const found = failuresSince([checked], SINCE);
        const starts = reported.filter(({ eventTypeName }) => eventTypeName === 'CPS_AUTO_EXPORT_FAILED').length;
        const own = (name: string | undefined): number =>
          reported.filter((one) => one.eventTypeName === 'CPS_EXPORT_FAILED' && one.clusterName === name).length;
        const more = (name: string | undefined): number => Math.max(0, own(name) - failed.length);
        assert.ok(found.length >= failed.length + starts + own('other') + more('orders') + more(undefined));
        assert.ok(found.length <= failed.length + reported.length);
      }),
    );
  });

  it('includes an export that failed before auto-export was turned off, with one more request', async () => {
    const sent: string[] = [];
    const responses = new ProjectResponses(() => NOW);
    const target = {
      project: { id: 'a'.repeat(24), name: 'orders-prod', clusterCount: 1 },
      credential: { id: 'c', name: 'Contoso' },
      client: clientOf(sent, [event(24, 'CPS_EXPORT_FAILED', 'orders')]),
      responses,
    };
    const signal = new AbortController().signal;
    const before = estimate([responses.exports(target)]).requests;
    const { projects, done, of } = await readHealth([target], { signal, now: NOW });
    assert.deepEqual(sent.toSorted(), ['buckets', 'clusters', 'events', 'schedule']);
    assert.ok(sent.length <= before);
    assert.deepEqual([done, of], [4, 4]);
    assert.equal(estimate(projects).requests, 0);
    const [checked] = projects;
    assert.ok(checked);
    assert.equal(answer(checked), 'error: 1 export has failed since Monday, 2026-11-23 00:00 UTC.');
    assert.equal(estimate([{ ...checked, events: PENDING }]).requests, 1);
    assert.equal(estimate([project({ clusters: whole([]), events: PENDING })]).requests, 0);
  });
});

const idOf = (index: number): string => index.toString(16).padStart(24, '0');

/** Returns the first statement of the answer. */
function answer(checked: ProjectExports): string {
  const { notices } = describeView(
    {
      scope: 'orders-prod',
      topic: 'failures',
      estimate: { requests: 0, seconds: 1, projects: 1 },
      problems: [],
      phase: 'done',
      result: { projects: [checked], done: 1, of: 1, waitingUntil: undefined, readAt: NOW },
      maxRows: 200,
    },
    { language: LANGUAGE, describeFailure: () => 'No connection' },
  );
  return notices.map(({ tone, text }) => `${tone}: ${text}`)[0] ?? '';
}

/** Returns a client of a project whose only cluster no longer exports. */
function clientOf(sent: string[], events: readonly ExportEvent[]): HealthClient {
  const respond =
    <T>(name: string, value: T): (() => Promise<T>) =>
    () => {
      sent.push(name);
      return Promise.resolve(value);
    };
  const page = <T>(items: readonly T[]): Page<T> => ({
    items,
    unreadable: 0,
    totalCount: items.length,
    mayContinue: false,
  });
  return {
    listClusters: respond('clusters', page([cluster().cluster])),
    getBackupSchedule: respond('schedule', schedule({ autoExportEnabled: false })),
    listExportBuckets: respond('buckets', page([BUCKET])),
    listCloudProviderAccess: respond('access', { roles: [], unreadable: 0 }),
    listExportEvents: respond('events', page(events)),
    listAlertConfigs: respond('alerts', page(ALERTS)),
    listExportJobs: respond('jobs', page([job(24, 'Failed')])),
  };
}
