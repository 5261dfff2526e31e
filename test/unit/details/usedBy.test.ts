import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { KEYS, PROJECTS, until, useSimulator, warmClientOf } from '../client/support';
import { detailsOf, targetIn, type OpenDetails } from './support';

const BUCKET = 'contoso-lake-exports';

describe('Who uses an export bucket', () => {
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

  it('are the clusters whose schedules export to it, with how often', async () => {
    const { shown } = await search();
    assert.match(shown('usedBy'), /1 cluster exports to this bucket/);
    assert.match(shown('usedBy'), /lake \| yes \| monthly\nlake-staging \| no \| $/m);
  });

  it('are nobody, and what that does not cover is said', async () => {
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /\[good\] No backup schedule exports here: Not checked: manual export jobs, /);
  });

  it('may be a schedule that is turned off', async () => {
    const [{ schedule } = { schedule: {} }] = project().clusters;
    project().clusters.splice(0, 1);
    addClusters(1, { ...schedule, autoExportEnabled: false });
    const { shown } = await search();
    assert.match(shown('usedBy'), /1 schedule names this bucket, but does not export: Its automatic exports are/);
    assert.match(shown('usedBy'), /more-0 \| turned off \| monthly/);
  });

  it('are no clusters without backups, which are asked nothing', async () => {
    addClusters(1, {}, false);
    const { shown } = await search();
    assert.match(shown('usedBy'), /more-0 \| no: it has no Cloud Backup/);
    assert.deepEqual(
      simulator().requests.filter(({ path }) => path.includes('more-0')),
      [],
    );
  });

  it('are searched in the background, while progress is shown', async () => {
    addClusters(30);
    mayReadJobs();
    const { traffic, messages, shown, details, settled } = await open();
    traffic.mostInFlight = 0;
    details.load('usedBy');
    await settled();
    assert.ok(traffic.mostInFlight > 1 && traffic.mostInFlight <= 8);
    assert.equal(traffic.begun.length, 1 + 32 * 2);
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

  it('are found where Atlas cannot count the clusters and jobs in time', async () => {
    mayReadJobs();
    const answer = { status: 500, errorCode: 'TIMEOUT_WHILE_PAGING', detail: 'Retry with includeCount=false.' };
    simulator().fault({ path: /^(?!.*includeCount=false).*\/(clusters|exports)\?/, answer });
    const { shown, failures } = await search();
    assert.match(shown('usedBy'), /1 cluster exports to this bucket/);
    assert.match(shown('usedBy'), /lake \| successful/);
    assert.doesNotMatch(shown('usedBy'), /could not be read/);
    assert.deepEqual(failures, []);
  });

  it('are told with the time of day at which a rate limit ends', async () => {
    mayReadJobs();
    addClusters(1);
    const { messages, details, settled } = await open();
    simulator().fault({ path: /\/backup\/exports/, times: 1, answer: { status: 429, retryAfter: 1800 } });
    const before = Date.now();
    details.load('usedBy');
    await settled();
    const [, resuming = ''] = /Resuming at ([^"]+)"/.exec(JSON.stringify(messages)) ?? [];
    const end = new Date(before + 1_800_000);
    const shown = Date.parse(`${end.toDateString()} ${resuming}`);
    assert.ok(shown >= end.getTime() - 1000 && shown <= Date.now() + 1_801_000, resuming);
  });

  it('stop being asked about at once by Cancel, and what was found stays', async () => {
    addClusters(30);
    const { traffic, details, shown } = await open();
    const end = simulator().fault({ path: /more-\d+\/backup\/schedule/, answer: { hang: 'beforeHeaders' } });
    details.load('usedBy');
    await until(() => shown('usedBy').includes('lake | yes'));
    await until(() => traffic.inFlight >= 4);
    details.cancel('usedBy');
    assert.match(shown('usedBy'), /Cancelled: Not every cluster was looked at/);
    assert.match(shown('usedBy'), /lake \| yes/);
    await until(() => traffic.inFlight === 0);
    end();
    const begun = traffic.begun.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(traffic.begun.length, begun);
  });

  it('are told without the jobs when the key may not see those, after one request for them', async () => {
    const { shown, details, settled } = await search();
    assert.match(shown('usedBy'), /Export jobs are not shown: Requires the Project Backup Manager role/);
    assert.equal(simulator().requests.filter(({ path }) => path.includes('/backup/exports')).length, 1);
    mayReadJobs();
    details.load('usedBy');
    await settled();
    assert.doesNotMatch(shown('usedBy'), /Project Backup Manager/);
    assert.match(shown('usedBy'), /Cluster \| State \| Started/);
  });

  it('are told as far as they are known when one schedule or its jobs cannot be read', async () => {
    mayReadJobs();
    const mend = simulator().fault({ path: /lake-staging\/backup/, answer: { status: 500 } });
    const { shown, details, settled, failures } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /\[warning\] Can’t tell whether a backup schedule exports here/);
    assert.match(shown('usedBy'), /\[error\] The schedule of lake-staging could not be read: Atlas is unavailable/);
    assert.match(
      shown('usedBy'),
      /\[warning\] Some export jobs could not be read: Those of: lake-staging\. Atlas is unavailable/,
    );
    assert.match(shown('usedBy'), /lake-staging \| could not be read/);
    assert.deepEqual(failures, []);
    mend();
    details.load('usedBy');
    await settled();
    assert.match(shown('usedBy'), /\[good\] No backup schedule exports here/);
  });

  const NO_JOB = /No export job .*went to this bucket/;

  it('have sent no job to it when every job of the clusters with backups was read', async () => {
    mayReadJobs();
    addClusters(1, {}, false);
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), NO_JOB);
  });

  it('may have sent jobs to it when those of a cluster cannot be read', async () => {
    mayReadJobs();
    simulator().fault({ path: /lake-staging\/backup\/exports/, answer: { status: 500 } });
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /Some export jobs could not be read/);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  it('may have sent jobs to it when a cluster has more than were looked at', async () => {
    mayReadJobs();
    const [cluster] = project().clusters;
    assert.ok(cluster);
    const exports = Array.from({ length: 501 }, () => ({ ...cluster.exports[0], id: simulator().world.newId() }));
    project().clusters[0] = { ...cluster, exports };
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /Only the first 500 were looked at of: lake/);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  it('may have sent jobs to it when none of them has backups, for those are not asked', async () => {
    mayReadJobs();
    addClusters(1, {}, false);
    project().clusters.splice(0, project().clusters.length - 1);
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /more-0 \| no: it has no Cloud Backup/);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  const refusal = (status: number, errorCode: string) => ({ status, errorCode });
  const GOOD = /\[good\] No backup schedule exports here/;

  it('are no cluster that has no schedule yet, although backups are on', async () => {
    mayReadJobs();
    simulator().fault({ path: /lake-staging\/backup\/schedule/, answer: refusal(404, 'BACKUP_CONFIG_NOT_FOUND') });
    const { shown } = await search('contoso-lake-gcp');
    assert.match(shown('usedBy'), /here: These clusters have no backup schedule yet: lake-staging\. Not checked/);
    assert.match(shown('usedBy'), /lake-staging \| no: it has no backup schedule yet/);
    assert.match(shown('usedBy'), GOOD);
    assert.doesNotMatch(shown('usedBy'), /could not be read/);
  });

  for (const [status, errorCode] of [
    [404, 'CLUSTER_NOT_FOUND'],
    [400, 'CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API'],
  ] as const) {
    it(`are no cluster that is gone since it was listed: ${errorCode}`, async () => {
      mayReadJobs();
      simulator().fault({ path: /lake-staging\/backup/, answer: refusal(status, errorCode) });
      const { shown } = await search('contoso-lake-gcp');
      assert.match(shown('usedBy'), GOOD);
      assert.match(shown('usedBy'), /lake-staging \| no: it was deleted, or can’t export any more/);
      assert.match(shown('usedBy'), NO_JOB);
      assert.doesNotMatch(shown('usedBy'), /could not be read/);
    });
  }

  it('say what Atlas says when it refuses the jobs for another reason than a role', async () => {
    mayReadJobs();
    simulator().fault({ path: /backup\/exports/, answer: refusal(403, 'FEATURE_UNSUPPORTED') });
    const { shown } = await search('contoso-lake-gcp');
    assert.match(
      shown('usedBy'),
      /Some export jobs could not be read: Those of: lake, lake-staging\. .*FEATURE_UNSUPPORTED/,
    );
    assert.doesNotMatch(shown('usedBy'), /Project Backup Manager/);
    assert.doesNotMatch(shown('usedBy'), NO_JOB);
  });

  it('are told as late as Atlas’s rate limit allows, and until when is shown', async () => {
    const released = new AbortController();
    const made = await warmClientOf(simulator(), {
      wait: (_milliseconds, signal) =>
        sleep(60_000, undefined, { signal: AbortSignal.any([signal, released.signal]) }).catch(() => undefined),
    });
    const { shown, details } = detailsOf(simulator(), made, targetIn(simulator(), 'mixed', BUCKET));
    simulator().fault({ path: /backup\/schedule/, times: 1, answer: { status: 429, retryAfter: 60 } });
    details.load('usedBy');
    await until(() => /^\d of \d requests\. Rate limited by Atlas\. Resuming at \d/.test(shown('usedBy')));
    details.cancel('usedBy');
    assert.match(shown('usedBy'), /Cancelled/);
    await until(() => made.traffic.inFlight === 0);
    released.abort();
  });

  it('are nobody in a project without clusters', async () => {
    project().clusters.length = 0;
    const { shown } = await search();
    assert.match(shown('usedBy'), /The project has no clusters that can be backed up/);
  });
});
