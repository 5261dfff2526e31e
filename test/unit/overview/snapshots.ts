import assert from 'node:assert/strict';
import type { ExportBucket } from '../../../src/atlas/models';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { describeOverview } from '../../../src/overview/describeOverview';
import type { Chart } from '../../../src/overview/protocol';
import { LANGUAGE } from './support';
import type { Snapshot, SnapshotProject } from '../../../src/overview/snapshot';

/** Returns an ID with a creation time in this year. */
export const idOf = (year: number, number: number): string =>
  (Date.UTC(year, 5) / 1000).toString(16) + number.toString(16).padStart(16, '0');

export function project(name: string, buckets: readonly Partial<ExportBucket>[], isComplete = true): SnapshotProject {
  const id = Buffer.from(name).toString('hex').padStart(24, '0').slice(-24);
  return {
    project: { id, name },
    organization: 'Contoso',
    credential: 'Retail',
    origin: 'https://cloud.mongodb.com',
    buckets: buckets.map((bucket, index) => ({
      _id: idOf(2024, index),
      bucketName: `${name}-${index}`,
      cloudProvider: 'AWS',
      ...bucket,
    })),
    isComplete,
    row: `p:${name}`,
    credentialId: 'c',
    bucketRowId: (exportBucketId) => `b:${name}/${exportBucketId}`,
  };
}

export const snapshot = (projects: readonly SnapshotProject[], rest: Partial<Snapshot> = {}): Snapshot => ({
  projects,
  projectCount: projects.length,
  isListed: true,
  hasMore: projects.some(({ isComplete }) => !isComplete),
  readAt: Date.UTC(2026, 10, 24, 10, 42),
  readSince: Date.UTC(2026, 10, 24, 10, 42),
  hasUnrequested: projects.some(({ isComplete }) => !isComplete),
  problems: [],
  filter: undefined,
  findings: new BucketFindings(),
  ...rest,
});

export const SOME = snapshot([
  project('orders', [
    { bucketName: 'exports', region: 'eu-west-1', iamRoleId: 'shared' },
    { bucketName: 'orders', cloudProvider: 'AZURE', roleId: 'own' },
  ]),
  project('billing', [{ bucketName: 'exports', _id: idOf(2021, 7), region: 'us-east-1', iamRoleId: 'shared' }]),
  project('sandbox', []),
]);

/** Returns the same findings about some export buckets. */
export function findingsAbout(finding: ReturnType<BucketFindings['of']>, ...ids: readonly string[]): BucketFindings {
  const findings = new BucketFindings();
  const { record } = findings.recorder({ credentialId: 'c', projectId: 'p' });
  ids.forEach((id) => {
    record(id, finding);
  });
  return findings;
}

export const overviewOf = (known: Snapshot, expanded: readonly Chart['figure'][] = []) =>
  describeOverview(known, { expanded: new Set(expanded) }, LANGUAGE);
export function chartOf(known: Snapshot, figure: Chart['figure'], expanded: readonly Chart['figure'][] = []): Chart {
  const chart = overviewOf(known, expanded).charts.find((candidate) => candidate.figure === figure);
  assert.ok(chart);
  return chart;
}
export const marks = (known: Snapshot, figure: Chart['figure']): string[] =>
  chartOf(known, figure).marks.map(({ label, detail, value }) => [label, detail, value].join(' | '));
