import assert from 'node:assert/strict';
import type { ExportJob } from '../../../src/atlas/backups';
import type { CloudProviderRole } from '../../../src/atlas/cloudProviderAccess';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { findRole } from '../../../src/exports/health/roleFinding';
import { exportsStatus, roleStatus } from '../../../src/details/sections/status';
import { isUnused, type ClusterUsage, type Usage } from '../../../src/details/usageFindings';
import { useSimulator, warmClientOf } from '../client/support';
import { AWS, AZURE, BUCKET_ID, GCP } from '../references/support';
import { detailsOf, LANGUAGE, targetIn } from './support';

describe('The status of a role', () => {
  const shown = (bucket: typeof AWS, ...roles: readonly CloudProviderRole[]): string => {
    const { tone, text } = roleStatus(findRole(bucket, { roles, unreadable: 0 }), LANGUAGE);
    return `${tone}: ${text}`;
  };
  const role = (more: Partial<CloudProviderRole>): CloudProviderRole => ({ id: AWS.iamRoleId ?? '', ...more });

  it('is good only if Atlas reports that the role is authorized', () => {
    const aws = {
      providerName: 'AWS',
      iamAssumedRoleArn: 'arn:aws:iam::1:role/x',
      authorizedDate: '2026-08-10T03:03:36Z',
    };
    assert.equal(shown(AWS, role(aws)), 'good: Role authorized');
    assert.equal(
      shown(AWS, role({ ...aws, authorizedDate: 'soon' })),
      'warning: Can’t tell whether the role is authorized',
    );
    assert.equal(shown(AWS, role({ providerName: 'AWS' })), 'error: Exports fail: role not authorized');
    assert.equal(shown(AWS), 'error: Exports fail: role no longer exists');
    assert.equal(shown(AZURE, role({ providerName: 'AZURE' })), 'information: Role exists; authorization not reported');
    assert.equal(shown(GCP, role({ providerName: 'GCP', status: 'COMPLETE' })), 'good: Service account ready');
    assert.equal(
      shown(GCP, role({ providerName: 'GCP', status: 'FAILED' })),
      'error: Exports fail: service account not ready',
    );
    assert.equal(shown(GCP, role({ providerName: 'GCP' })), 'warning: Can’t tell whether the service account is ready');
    assert.equal(shown({ ...AWS, cloudProvider: 'OCI' }), 'warning: Can’t tell whether the role exists');
    assert.equal(roleStatus('failed', LANGUAGE).tone, 'warning');
    assert.equal(roleStatus('notLoaded', LANGUAGE).tone, 'information');
  });
});

describe('The status of exports', () => {
  const job = (state: string, createdAt: string | undefined, more: Partial<ExportJob> = {}): ExportJob => ({
    id: 'a',
    exportBucketId: BUCKET_ID,
    state,
    createdAt,
    ...more,
  });
  const cluster = (exports: boolean | 'failed', jobs: ClusterUsage['jobs']): ClusterUsage => ({
    cluster: 'c',
    schedule:
      exports === 'failed'
        ? { kind: 'failed', failure: new Error() }
        : exports
          ? { kind: 'here', active: true, frequency: 'daily' }
          : { kind: 'elsewhere' },
    jobs,
  });
  const forbidden: ClusterUsage['jobs'] = { kind: 'forbidden', failure: new Error() };
  const read = (...jobs: readonly ExportJob[]): ClusterUsage['jobs'] => ({
    kind: 'loaded',
    value: { items: jobs, unreadable: 0, isComplete: true },
  });
  const usage = (clusters: readonly ClusterUsage[], more: Partial<Usage> = {}): Usage => ({
    clusters,
    unreadableClusters: 0,
    jobs: clusters.flatMap(({ cluster: name, jobs }) =>
      jobs.kind === 'loaded' ? jobs.value.items.map((one) => ({ cluster: name, job: one })) : [],
    ),
    jobsForbidden: false,
    done: 1,
    of: 1,
    waitingUntil: undefined,
    isListed: true,
    complete: true,
    readAt: undefined,
    ...more,
  });
  const NOW = Date.parse('2026-11-22T12:00:00Z');
  const shown = (exports: Parameters<typeof exportsStatus>[0]): string => {
    const { tone, text } = exportsStatus(exports, LANGUAGE, NOW);
    return `${tone}: ${text}`;
  };

  it('shows the number of clusters and how the newest ended export went', () => {
    const jobs = read(
      job('InProgress', '2026-11-21T03:28:25Z'),
      job('Successful', '2026-11-20T03:28:25Z'),
      job('Failed', '2026-11-01T03:28:25Z'),
    );
    assert.equal(
      shown(usage([cluster(true, jobs)])),
      'good: 1 cluster exporting, last export 2026-11-20 03:28 UTC: successful',
    );
    const failed = read(job('Failed', '2026-11-20T03:28:25Z'));
    assert.match(shown(usage([cluster(true, failed)])), /^error: 1 cluster exporting, last export .+: failed$/);
    assert.equal(
      shown(usage([cluster(false, read())])),
      'information: No backup schedule exports here, no export jobs',
    );
  });

  it('is never good while anything is unknown', () => {
    const success = read(job('Successful', '2026-11-20T03:28:25Z'));
    for (const unknown of [
      usage([cluster(true, success)], { complete: false }),
      usage([cluster(true, success)], { isListed: false, complete: false }),
      usage([cluster(true, success)], { unreadableClusters: 1 }),
      usage([cluster(true, success), cluster('failed', read())]),
      usage([cluster(true, success), cluster(true, forbidden)]),
      usage([cluster(true, read(job('Successful', undefined)))]),
      usage([cluster('failed', success)]),
      'failed',
      'notLoaded',
      'loading',
    ] as const) {
      assert.doesNotMatch(shown(unknown), /^good/);
    }
    assert.equal(shown(usage([cluster(true, forbidden)])), 'information: 1 cluster exporting, last result not loaded');
    const partial = usage([cluster(true, success), cluster(false, { kind: 'pending' })], { complete: false });
    assert.equal(
      shown(partial),
      'information: 1 cluster exporting, last loaded export 2026-11-20 03:28 UTC: successful',
    );
    const failed = usage([cluster(true, read(job('Failed', '2026-11-20T03:28:25Z'))), ...partial.clusters.slice(1)], {
      complete: false,
    });
    assert.match(shown(failed), /^warning: 1 cluster exporting, last loaded export .+: failed$/);
    assert.equal(
      shown({
        ...partial,
        clusters: [cluster(false, read()), { ...cluster(true, read()), schedule: { kind: 'unknown' } }],
      }),
      'warning: Not all clusters checked',
    );
    assert.match(shown(usage([cluster(true, success), cluster('failed', read())])), /: At least 1 cluster exporting, /);
    assert.equal(shown('notLoaded'), 'information: Exports not checked');
  });

  it('fails with each cluster whose newest export failed, whichever cluster succeeded later', () => {
    const failed = cluster(
      true,
      read(job('Failed', '2026-11-19T03:28:25Z'), job('Successful', '2026-11-18T03:28:25Z')),
    );
    const success = cluster(true, read(job('Successful', '2026-11-20T03:28:25Z')));
    const text = '2 clusters exporting, last export of 1 cluster failed';
    assert.equal(shown(usage([failed, success])), `error: ${text}`);
    assert.equal(shown(usage([success, failed])), `error: ${text}`);
    assert.equal(
      shown(usage([failed, failed, success])),
      'error: 3 clusters exporting, last export of 2 clusters failed',
    );
    const off = { ...failed, schedule: { kind: 'here', active: false, frequency: 'daily' } } as const;
    assert.equal(
      shown(usage([success, off])),
      'good: 1 cluster exporting, last export 2026-11-20 03:28 UTC: successful',
    );
    const partly = usage([failed, success, cluster(true, { kind: 'pending' })], { complete: false });
    assert.equal(shown(partly), 'warning: 3 clusters exporting, last loaded export of 1 cluster failed');
  });

  it('fails with a sharded cluster if one of its parts failed, whichever part succeeded later', () => {
    const parts = { components: [{ exportId: 'failedPart' }, { exportId: 'otherPart' }] };
    for (const state of ['Failed', 'InProgress']) {
      const jobs = read(
        job('Successful', '2026-11-20T04:00:00Z', { id: 'otherPart' }),
        job('Failed', '2026-11-20T03:30:00Z', { id: 'failedPart' }),
        job(state, '2026-11-20T03:28:25Z', { id: 'parent', ...parts }),
      );
      assert.equal(
        shown(usage([cluster(true, jobs)])),
        'error: 1 cluster exporting, last export 2026-11-20 03:28 UTC: failed',
      );
    }
  });

  it('is good only if each cluster that exports has succeeded, whatever was canceled since', () => {
    const success = job('Successful', '2026-11-20T03:28:25Z');
    const canceled = job('Cancelled', '2026-11-21T03:28:25Z');
    assert.equal(
      shown(usage([cluster(true, read(success)), cluster(true, read())])),
      'information: 2 clusters exporting, last export 2026-11-20 03:28 UTC: successful',
    );
    assert.match(shown(usage([cluster(true, read(canceled, success))])), /^good: .+ 2026-11-20 .+: successful$/);
    assert.match(shown(usage([cluster(true, read(canceled))])), /^information: .+ 2026-11-21 .+: canceled$/);
    const failed = job('Failed', '2026-11-20T03:28:25Z');
    assert.match(shown(usage([cluster(true, read(canceled, failed))])), /^error: .+ 2026-11-20 .+: failed$/);
    assert.match(
      shown(usage([cluster(true, read(success)), cluster(true, read(job('Paused', '2026-11-19T03:28:25Z')))])),
      /^information: 2 clusters exporting/,
    );
  });

  it('takes no success for the last export whose time is in the future', () => {
    const future = job('Successful', '2027-11-20T03:28:25Z');
    const text = '1 cluster exporting, last';
    assert.equal(
      shown(usage([cluster(true, read(future, job('Failed', '2026-11-20T03:28:25Z')))])),
      `warning: ${text} loaded export 2026-11-20 03:28 UTC: failed`,
    );
    assert.equal(shown(usage([cluster(true, read(future))])), `information: ${text} result not loaded`);
  });

  it('calls a bucket unused only if no schedule and no job uses it', () => {
    assert.equal(isUnused(usage([cluster(false, read())])), 'yes');
    assert.equal(isUnused(usage([cluster(true, read())])), 'no');
    assert.equal(isUnused(usage([cluster(false, read(job('Failed', '2026-11-20T03:28:25Z')))])), 'no');
    assert.equal(isUnused(usage([cluster(false, forbidden)])), 'unknown');
    assert.equal(isUnused(usage([cluster(false, read())], { complete: false })), 'unknown');
    const off: ClusterUsage = {
      cluster: 'c',
      schedule: { kind: 'here', active: false, frequency: undefined },
      jobs: read(),
    };
    assert.equal(isUnused(usage([off])), 'no');
  });
});

describe('The status in the header of the details', () => {
  const simulator = useSimulator();

  it('follows the sections, and is kept for the overview', async () => {
    const made = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const target = targetIn(simulator(), 'mixed', 'contoso-lake-exports');
    const { details, settled, messages } = detailsOf(simulator(), made, target, { findings });
    const status = (): string[] => details.page().header.status.map(({ text }) => text);
    details.open();
    assert.deepEqual(status(), ['Loading role…', 'Exports not checked']);
    await settled();
    assert.deepEqual(status(), ['Role authorized', 'Exports not checked']);
    details.load('usedBy');
    assert.equal(status()[1], 'Checking clusters…');
    await settled();
    assert.deepEqual(status(), ['Role authorized', '1 cluster exporting, last result not loaded']);
    assert.deepEqual(findings.of(target.bucket._id), { hasBrokenRole: 'no', isUnused: 'no' });
    const announced = messages.flatMap((message) => (message.type === 'announce' ? message.announcement : []));
    assert.ok(announced.includes('Role loaded. Role authorized'));
    simulator().fault({ path: /cloudProviderAccess/, response: { status: 500 } });
    details.refresh();
    await settled();
    assert.equal(status()[0], 'Role not loaded');
    assert.deepEqual(findings.of(target.bucket._id), { hasBrokenRole: undefined, isUnused: 'no' });
  });
});
