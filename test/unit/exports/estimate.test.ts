import assert from 'node:assert/strict';
import { estimate } from '../../../src/exports/health/estimate';
import type { ProjectExports } from '../../../src/exports/health/projectExports';
import { cluster, project, whole } from './support';

const PENDING = { kind: 'pending' } as const;
const FAILED = { kind: 'failed', failure: new Error('no connection') } as const;

describe('The estimated cost of a check', () => {
  /** Returns a project of which nothing is loaded but the number of its clusters. */
  const unread = (clusterCount: number | undefined): ProjectExports =>
    project({ project: { id: 'a'.repeat(24), name: 'orders-prod', clusterCount }, clusters: PENDING });
  const requests = (...projects: readonly ProjectExports[]): number => estimate(projects).requests;

  it('is the most that it can take: five requests per project with clusters, and two per cluster', () => {
    assert.deepEqual(estimate(Array.from({ length: 250 }, () => unread(4))), { requests: 3250, seconds: 102 });
    assert.equal(requests(unread(0)), 0);
    assert.equal(requests(unread(undefined)), 11);
  });

  it('covers only what is missing, and what failed', () => {
    const more = cluster({ cluster: { name: 'more', backupEnabled: true, paused: false } });
    assert.equal(requests(project()), 0);
    assert.equal(requests(project({ events: PENDING, clusters: whole([cluster({ jobs: PENDING }), more]) })), 2);
    // Without its schedule, a cluster may have jobs.
    assert.equal(
      requests(project({ clusters: whole([cluster({ schedule: FAILED, jobs: PENDING })]), alerts: FAILED })),
      3,
    );
  });

  it('covers no export jobs that the role does not allow', () => {
    const forbidden = { kind: 'forbidden', failure: new Error('no role') } as const;
    assert.equal(requests(project({ clusters: whole([cluster({ jobs: forbidden })]) })), 0);
  });
});
