import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { KEYS, PROJECTS, until, useSimulator, warmClientOf } from '../client/support';
import { detailsOf, targetIn, type OpenDetails } from './support';

const BUCKET = 'contoso-lake-exports';

describe('The search for clusters that use an export bucket', () => {
  const simulator = useSimulator();
  const project = () => {
    const found = simulator().world.project(PROJECTS.mixed);
    assert.ok(found);
    return found;
  };
  const open = async (bucketName = BUCKET) => {
    const made = await warmClientOf(simulator());
    return { ...made, ...detailsOf(simulator(), made, targetIn(simulator(), 'mixed', bucketName)) };
  };
  const search = async (bucketName = BUCKET): Promise<OpenDetails> => {
    const opened = await open(bucketName);
    opened.details.load('usedBy');
    await opened.settled();
    return opened;
  };
  const addClusters = (count: number, schedule = {}, backupEnabled = true): void => {
    const template = project().clusters.at(-1);
    assert.ok(template);
    for (let added = 0; added < count; added += 1) {
      const id = simulator().world.newId();
      project().clusters.push({
        ...template,
        id,
        name: `more-${added}`,
        schedule: { ...template.schedule, ...schedule },
        backupEnabled,
      });
    }
  };
  const mayReadJobs = (): void => {
    simulator().world.setRole(KEYS.serviceAccount.id, PROJECTS.mixed, 'GROUP_BACKUP_MANAGER');
  };

  it('finds the clusters whose schedules export to it, with the frequency', async () => {
    const { shown } = await search();
    assert.match(shown('usedBy'), /1 cluster exports to this bucket/);
    assert.match(shown('usedBy'), /lake \| yes \| monthly\nlake-staging \| no \| $/m);
  });

  it('says that no schedule exports here, and what was not checked', async () => {
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /\[good\] No backup schedule exports here: Not checked: manual export jobs, /);
  });

  it('shows a schedule whose auto-export is turned off', async () => {
    const [{ schedule } = { schedule: {} }] = project().clusters;
    project().clusters.splice(0, 1);
    addClusters(1, { ...schedule, autoExportEnabled: false });
    const { shown } = await search();
    assert.match(shown('usedBy'), /1 schedule uses this bucket but doesn’t export: Auto-export is turned off/);
    assert.match(shown('usedBy'), /more-0 \| turned off \| monthly/);
  });

  it('sends no requests for clusters without backups', async () => {
    addClusters(1, {}, false);
    const { shown } = await search();
    assert.match(shown('usedBy'), /more-0 \| no: Cloud Backup is off/);
    assert.deepEqual(
      simulator().requests.filter(({ path }) => path.includes('more-0')),
      [],
    );
  });

  it('runs in the background and shows its progress', async () => {
    addClusters(30);
    mayReadJobs();
    const { traffic, messages, shown, details, settled } = await open();
    traffic.mostInFlight = 0;
    details.load('usedBy');
    await settled();
    assert.ok(traffic.mostInFlight > 1 && traffic.mostInFlight <= 8);
    assert.equal(traffic.sent.length, 1 + 32 * 2);
    const progress = messages.flatMap((message) =>
      message.type === 'section'
        ? message.section.blocks.flatMap((block) => (block.kind === 'progress' ? [block] : []))
        : [],
    );
    assert.ok(progress.length > 60);
    assert.deepEqual(
      progress.map(({ done }) => done),
      progress.map(({ done }) => done).toSorted((a, b) => a - b),
    );
    assert.equal(progress.at(-1)?.total, 65);
    assert.match(shown('usedBy'), /lake \| successful \| .+ \| 42 of 42 \| exported_snapshots/);
    assert.match(shown('usedBy'), /lake \| failed: Access to the bucket was denied\. \| /);
  });

  it('works if Atlas can’t count clusters and jobs in time', async () => {
    mayReadJobs();
    const response = { status: 500, errorCode: 'TIMEOUT_WHILE_PAGING', detail: 'Retry with includeCount=false.' };
    simulator().fault({ path: /^(?!.*includeCount=false).*\/(clusters|exports)\?/, response });
    const { shown, failures } = await search();
    assert.match(shown('usedBy'), /1 cluster exports to this bucket/);
    assert.match(shown('usedBy'), /lake \| successful/);
    assert.doesNotMatch(shown('usedBy'), /could not be read|not loaded/);
    assert.deepEqual(failures, []);
  });

  it('shows the time at which a rate limit ends', async () => {
    mayReadJobs();
    addClusters(1);
    const { messages, details, settled } = await open();
    simulator().fault({ path: /\/backup\/exports/, times: 1, response: { status: 429, retryAfter: 1800 } });
    const before = Date.now();
    details.load('usedBy');
    await settled();
    const [, resuming = ''] = /Resuming at ([^"]+)"/.exec(JSON.stringify(messages)) ?? [];
    const end = new Date(before + 1_800_000);
    const shown = Date.parse(`${end.toDateString()} ${resuming}`);
    assert.ok(shown >= end.getTime() - 1000 && shown <= Date.now() + 1_801_000, resuming);
  });

  it('stops when canceled, and keeps its partial result', async () => {
    addClusters(30);
    const { traffic, details, shown } = await open();
    const end = simulator().fault({ path: /more-\d+\/backup\/schedule/, response: { hang: 'beforeHeaders' } });
    details.load('usedBy');
    await until(() => shown('usedBy').includes('lake | yes'));
    await until(() => traffic.inFlight >= 4);
    details.cancel();
    assert.match(shown('usedBy'), /Canceled: Not all clusters were checked/);
    assert.match(shown('usedBy'), /lake \| yes/);
    await until(() => traffic.inFlight === 0);
    end();
    const started = traffic.sent.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(traffic.sent.length, started);
  });

  it('stops loading jobs after one request if the role doesn’t allow it', async () => {
    const { shown, details, settled } = await search();
    assert.match(shown('usedBy'), /Export jobs not loaded: Requires the Project Backup Manager role/);
    assert.equal(simulator().requests.filter(({ path }) => path.includes('/backup/exports')).length, 1);
    mayReadJobs();
    details.load('usedBy');
    await settled();
    assert.doesNotMatch(shown('usedBy'), /Project Backup Manager/);
    assert.match(shown('usedBy'), /Cluster \| State \| Started/);
  });

  it('shows a partial result if a schedule or its jobs can’t be loaded', async () => {
    mayReadJobs();
    const mend = simulator().fault({ path: /lake-staging\/backup/, response: { status: 500 } });
    const { shown, details, settled, failures } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /\[warning\] Can’t tell whether a backup schedule exports here/);
    assert.match(shown('usedBy'), /\[error\] Backup schedule of lake-staging not loaded: Atlas is unavailable/);
    assert.match(
      shown('usedBy'),
      /\[warning\] Some export jobs not loaded: Clusters: lake-staging\. Atlas is unavailable/,
    );
    assert.match(shown('usedBy'), /lake-staging \| not loaded/);
    assert.deepEqual(failures, []);
    mend();
    details.load('usedBy');
    await settled();
    assert.match(shown('usedBy'), /\[good\] No backup schedule exports here/);
  });

  const NO_JOB = /No export jobs .*used this bucket/;

  it('says that no job used the bucket if all jobs of clusters with backups were loaded', async () => {
    mayReadJobs();
    addClusters(1, {}, false);
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), NO_JOB);
  });

  it('doesn’t say that no job used the bucket if the jobs of a cluster can’t be loaded', async () => {
    mayReadJobs();
    simulator().fault({ path: /lake-staging\/backup\/exports/, response: { status: 500 } });
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /Some export jobs not loaded/);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  it('finds a job beyond the first 500 of a cluster', async () => {
    mayReadJobs();
    const [cluster] = project().clusters;
    const bucket = project().exportBuckets.find(({ bucketName }) => bucketName === 'contoso-lake-gcp');
    assert.ok(cluster && bucket);
    const [template] = cluster.exports;
    assert.ok(template);
    const exports = Array.from({ length: 501 }, (_, index) => ({
      ...template,
      id: simulator().world.newId(),
      exportBucketId: index === 500 ? bucket._id : template['exportBucketId'],
    }));
    project().clusters[0] = { ...cluster, exports };
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /^lake \| canceled/m);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  it('doesn’t say that no job used the bucket if no cluster has backups, because their jobs aren’t loaded', async () => {
    mayReadJobs();
    addClusters(1, {}, false);
    project().clusters.splice(0, project().clusters.length - 1);
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /more-0 \| no: Cloud Backup is off/);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  const refusal = (status: number, errorCode: string) => ({ status, errorCode });
  const GOOD = /\[good\] No backup schedule exports here/;

  it('accepts a cluster that has backups but no schedule yet', async () => {
    mayReadJobs();
    simulator().fault({ path: /lake-staging\/backup\/schedule/, response: refusal(404, 'BACKUP_CONFIG_NOT_FOUND') });
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /here: These clusters have no backup schedule yet: lake-staging\. Not checked/);
    assert.match(shown('usedBy'), /lake-staging \| no: no backup schedule yet/);
    assert.match(shown('usedBy'), GOOD);
    assert.doesNotMatch(shown('usedBy'), /could not be read|not loaded/);
  });

  for (const [status, errorCode] of [
    [404, 'CLUSTER_NOT_FOUND'],
    [400, 'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API'],
  ] as const) {
    it(`accepts a cluster that was deleted or moved after it was listed: ${errorCode}`, async () => {
      mayReadJobs();
      simulator().fault({ path: /lake-staging\/backup/, response: refusal(status, errorCode) });
      const { shown } = await search('contoso-lake-gcp');
      assert.match(shown('usedBy'), GOOD);
      assert.match(shown('usedBy'), /lake-staging \| no: deleted or no longer able to export/);
      assert.match(shown('usedBy'), NO_JOB);
      assert.doesNotMatch(shown('usedBy'), /could not be read|not loaded/);
    });
  }

  it('shows Atlas’s error if it rejects the request for jobs for a reason other than a role', async () => {
    mayReadJobs();
    simulator().fault({ path: /backup\/exports/, response: refusal(403, 'FEATURE_UNSUPPORTED') });
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /Some export jobs not loaded: Clusters: lake, lake-staging\. .*FEATURE_UNSUPPORTED/);
    assert.doesNotMatch(shown('usedBy'), /Project Backup Manager/);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  it('waits for Atlas’s rate limit, and shows when it ends', async () => {
    const released = new AbortController();
    const made = await warmClientOf(simulator(), {
      wait: (_milliseconds, signal) =>
        sleep(60_000, undefined, { signal: AbortSignal.any([signal, released.signal]) }).catch(() => undefined),
    });
    const { shown, details } = detailsOf(simulator(), made, targetIn(simulator(), 'mixed', BUCKET));
    simulator().fault({ path: /backup\/schedule/, times: 1, response: { status: 429, retryAfter: 60 } });
    details.load('usedBy');
    await until(() => /^\d of \d requests\. Rate limited by Atlas\. Resuming at \d/.test(shown('usedBy')));
    details.cancel();
    assert.match(shown('usedBy'), /Canceled/);
    await until(() => made.traffic.inFlight === 0);
    released.abort();
  });
});
