import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ApiError } from '../../../src/atlas/errors';
import { checkedClusters, stateOf } from '../../../src/exports/health/describe';
import type { HealthClient } from '../../../src/exports/health/projectToCheck';
import { ProjectResponses } from '../../../src/exports/health/projectResponses';
import { failuresSince, lastMonday, mayMissFailures } from '../../../src/exports/health/questions';
import { readHealth, type HealthProgress } from '../../../src/exports/health/readHealth';
import { cluster } from '../../atlas/clusters';
import { addAlerts } from '../../atlas/exportFindings';
import { seededRandom } from '../../atlas/objectIds';
import type { Project } from '../../atlas/world';
import { clientOf, KEYS, PROJECTS, until, useSimulator, warmClientOf } from '../client/support';

const credential = { id: 'c', name: 'Contoso' };

describe('A check of exports', () => {
  const simulator = useSimulator();
  const never = new AbortController().signal;
  const now = Date.now();
  const orders = (): Project => {
    const found = simulator().world.projects.find(({ name }) => name === 'orders-prod');
    assert.ok(found);
    return found;
  };
  const read = (
    client: HealthClient,
    projects: readonly Project[],
    signal = never,
    onProgress?: (progress: () => HealthProgress) => void,
  ): Promise<HealthProgress> =>
    readHealth(
      projects.map(({ id, name, clusters: { length } }) => ({
        project: { id, name, clusterCount: length },
        credential,
        client,
        responses: new ProjectResponses(),
      })),
      { signal, now, ...(onProgress !== undefined && { onProgress }) },
    );
  const found = ({ projects }: HealthProgress): Record<string, string> =>
    Object.fromEntries(
      checkedClusters(projects, now).map(({ health }) => [
        health.cluster.cluster.name,
        health.findings.map(({ kind, code }) => `${kind} ${code}`).join(', '),
      ]),
    );
  const counts = (): Record<string, number> => {
    const kinds = simulator()
      .requests.map(({ path }) => path.replace(/\?.*/, '').replace(/clusters\/[^/]+/, 'clusters/x'))
      .map((path) => path.split('/').slice(6).join('/'));
    return Object.fromEntries(
      [...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((one) => one === kind).length]),
    );
  };

  it('finds every problem of the sample data', async () => {
    const { client } = await warmClientOf(simulator());
    assert.deepEqual(found(await read(client, [orders()])), {
      orders: 'atRisk notAlerted',
      'orders-eu': 'broken failed, atRisk notAlerted',
      'orders-shards': 'broken failed, atRisk notAlerted',
      'orders-archive': 'broken neverRuns, atRisk neverExported, atRisk notAlerted',
      'orders-reports': 'broken bucketMissing, atRisk neverExported, atRisk notAlerted',
      'orders-search': 'atRisk overdue, atRisk notAlerted',
      'orders-new': 'atRisk neverExported, atRisk notAlerted',
      'orders-paused': 'atRisk paused, atRisk notAlerted',
      'orders-dev': 'atRisk turnedOff',
      'orders-cache': 'atRisk notExported',
      'orders-scratch': 'atRisk backupOff',
    });
  });

  it('finds the problems of roles, and says that export jobs require a role', async () => {
    const { client } = await warmClientOf(simulator());
    const broken = simulator().world.project(PROJECTS.broken);
    assert.ok(broken);
    assert.deepEqual(found(await read(client, [broken])), {
      'legacy-orphaned': 'broken roleMissing, broken failed',
      'legacy-pending': 'broken roleNotAuthorized, unknown lastExport',
      'legacy-gcs': 'broken roleNotComplete, unknown lastExport',
      'legacy-oci': 'unknown role, unknown lastExport',
    });
    assert.equal(counts()['clusters/x/backup/exports'], 1);
  });

  it('sends no request for projects without clusters, and as few as possible for others', async () => {
    const { client } = await warmClientOf(simulator());
    const empty = simulator().world.project(PROJECTS.empty);
    assert.ok(empty);
    await read(client, [empty]);
    assert.deepEqual(counts(), {});
    const reported: number[] = [];
    const result = await read(client, [empty, orders()], never, (progress) => {
      const { done, of } = progress();
      reported.push(of - done);
    });
    assert.deepEqual(counts(), {
      alertConfigs: 1,
      'backup/exportBuckets': 1,
      clusters: 1,
      'clusters/x/backup/exports': 8,
      'clusters/x/backup/schedule': 10,
      cloudProviderAccess: 1,
      events: 1,
    });
    assert.deepEqual([result.done, result.of], [23, 23]);
    assert.ok(reported.every((left) => left >= 0));
  });

  it('keeps the loaded data when it is canceled', async () => {
    const { client } = clientOf(simulator());
    const abort = new AbortController();
    simulator().fault({ path: /events/, response: { hang: 'beforeHeaders' } });
    let latest: (() => HealthProgress) | undefined;
    const reading = read(client, [orders()], abort.signal, (progress) => {
      latest = progress;
    });
    await until(() => latest?.().projects[0]?.alerts.kind === 'loaded');
    abort.abort();
    const [project] = (await reading).projects;
    assert.equal(project?.events.kind, 'pending');
    assert.equal(project.alerts.kind, 'loaded');
    assert.ok(checkedClusters([project], now).every(({ health }) => stateOf(health) !== 'fine'));
  });

  it('continues after a rate limit', async () => {
    const { client } = clientOf(simulator());
    simulator().fault({ path: /backup\/schedule/, times: 3, response: { status: 429, retryAfter: 1 } });
    const result = await read(client, [orders()]);
    assert.equal(found(result)['orders'], 'atRisk notAlerted');
    assert.equal(result.waitingUntil, undefined);
  });

  it('never takes something unknown for fine, whatever fails and in whatever order responses arrive', async () => {
    const { world } = simulator();
    const project = orders();
    project.alertConfigs.splice(0);
    addAlerts(world, project);
    const { client } = await warmClientOf(simulator());
    const projects = [project, world.project(PROJECTS.broken), world.project(PROJECTS.mixed)].filter(
      (one) => one !== undefined,
    );
    const cached = recorded(client);
    const whole = await read(
      cached(() => 'succeed'),
      projects,
    );
    const complete = found(whole);
    assert.equal(complete['orders'], '');
    const isFailing = (one: HealthProgress['projects'][number]): boolean =>
      failuresSince([one], lastMonday(now)).length > 0;
    const failing = new Set(whole.projects.filter(isFailing).map(({ project: { name } }) => name));
    assert.ok(failing.size > 0);
    const random = seededRandom(7);
    for (let run = 0; run < 300; run += 1) {
      const rate = random();
      const degraded = await read(
        cached(() => (random() < rate ? (random() < 0.5 ? 'fail' : 'refuse') : 'succeed'), random),
        projects,
      );
      for (const one of degraded.projects.filter(({ project: { name } }) => failing.has(name))) {
        assert.ok(isFailing(one) || mayMissFailures(one), `failures of ${one.project.name} in run ${run}`);
      }
      for (const [name, findings] of Object.entries(found(degraded))) {
        if (findings === '') {
          assert.equal(complete[name], '', `${name} in run ${run}`);
        }
        for (const finding of findings.split(', ').filter((one) => one.startsWith('broken'))) {
          assert.ok(complete[name]?.includes(finding), `${name}: ${finding} in run ${run}`);
        }
      }
    }
    for (let run = 0; run < 50; run += 1) {
      assert.deepEqual(
        found(
          await read(
            cached(() => 'succeed', random),
            projects,
          ),
        ),
        complete,
        `run ${run}`,
      );
    }
  });

  it('reads 250 projects of 4 clusters with 3,250 requests', async () => {
    let requests = 0;
    const { client } = await warmClientOf(simulator(), { keys: KEYS.serviceAccount });
    const cached = recorded(client);
    const project = simulator().world.addProject(KEYS.serviceAccount.organizationId, 'template');
    const { world } = simulator();
    world.setRole(KEYS.serviceAccount.id, project.id, 'GROUP_BACKUP_MANAGER');
    const bucket = world.addExportBucket(project.id);
    addAlerts(world, project);
    for (const name of ['one', 'two', 'three', 'four']) {
      project.clusters.push(cluster(world, name, { exportTo: bucket._id, frequency: 'daily' }));
    }
    await read(
      cached(() => 'succeed'),
      [project],
    );
    const same = cached(() => {
      requests += 1;
      return 'succeed';
    });
    const result = await read(
      same,
      Array.from({ length: 250 }, () => project),
    );
    assert.equal(requests, 3250);
    assert.deepEqual([result.done, result.of], [3250, 3250]);
  });
});

type Outcome = 'succeed' | 'fail' | 'refuse';

/** Returns clients that repeat the recorded responses of another client, in random order, or fail. */
function recorded(client: HealthClient): (decide: () => Outcome, random?: () => number) => HealthClient {
  const info = { method: 'GET', path: '/api/atlas/v2/x', version: '2023-01-01' } as const;
  const recording = withEach(client, (method) => {
    const responses = new Map<string, ReturnType<typeof method>>();
    return (...args) => {
      const key = args.filter((one) => typeof one === 'string').join(' ');
      const response = responses.get(key) ?? method(...args);
      responses.set(key, response);
      return response;
    };
  });
  return (decide, random) =>
    withEach(recording, (method) => async (...args) => {
      const response = await method(...args);
      for (let turns = Math.floor((random?.() ?? 0) * 5); turns > 0; turns -= 1) {
        await nextTurn();
      }
      const outcome = decide();
      if (outcome !== 'succeed') {
        throw outcome === 'fail'
          ? new Error('no connection')
          : new ApiError(info, { status: 401, errorCode: 'USER_UNAUTHORIZED' });
      }
      return response;
    });
}

/** Wraps each method of a client. */
function withEach(
  client: HealthClient,
  wrap: <A extends readonly unknown[], T>(method: (...args: A) => Promise<T>) => (...args: A) => Promise<T>,
): HealthClient {
  return {
    listClusters: wrap((...args) => client.listClusters(...args)),
    getBackupSchedule: wrap((...args) => client.getBackupSchedule(...args)),
    listExportBuckets: wrap((...args) => client.listExportBuckets(...args)),
    listCloudProviderAccess: wrap((...args) => client.listCloudProviderAccess(...args)),
    listExportEvents: wrap((...args) => client.listExportEvents(...args)),
    listAlertConfigs: wrap((...args) => client.listAlertConfigs(...args)),
    listExportJobs: wrap((...args) => client.listExportJobs(...args)),
  };
}
