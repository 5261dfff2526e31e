import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BackupScheduleSchema, ClusterSchema, ExportJobSchema } from '../../../src/atlas/backups';
import { decodeCloudProviderAccess } from '../../../src/atlas/cloudProviderAccess';
import { ApiError, InvalidResponseError, NetworkError } from '../../../src/atlas/errors';
import { decodePage } from '../../../src/atlas/models';
import { roleBlocks } from '../../../src/details/sections/role';
import { usedByBlocks, usedByPartial, usedByProgress } from '../../../src/details/sections/usedBy';
import { findUsage, type UsageOptions } from '../../../src/details/usage';
import { ProjectResponses } from '../../../src/exports/health/projectResponses';
import { findRole } from '../../../src/exports/health/roleFinding';
import type { Block } from '../../../src/details/protocol';
import { describeFailure } from '../../../src/failures/describeFailure';
import { AWS, BUCKET_ID } from '../references/support';
import { jsonOf } from '../atlas/support';
import { LANGUAGE, textOf } from './support';
import * as v from 'valibot';

const OTHER_ID = '6553f0a1b6d4e21f7a9c0d11';
const REQUEST = { method: 'GET', path: '/' } as const;

/** How a response or row is damaged in transit. `none` means undamaged. */
type Damage = 'none' | 'lost' | 'refused' | 'unreadable';
const damage = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Damage>('none') },
  { weight: 1, arbitrary: fc.constantFrom<Damage>('lost', 'refused', 'unreadable') },
);

/** The true state of a cluster, and how its responses are damaged. */
const cluster = fc.record({
  backupEnabled: fc.boolean(),
  exports: fc.constantFrom('here', 'off', 'elsewhere', 'never'),
  jobs: fc.array(fc.constantFrom(BUCKET_ID, OTHER_ID), { maxLength: 3 }),
  row: damage,
  schedule: damage,
  jobPage: damage,
  jobRow: damage,
  isCut: fc.boolean(),
});
type Cluster = typeof cluster extends fc.Arbitrary<infer T> ? T : never;

const refusal = fc.constantFrom(
  new ApiError(REQUEST, { status: 401, errorCode: 'USER_UNAUTHORIZED' }),
  new ApiError(REQUEST, { status: 403, errorCode: 'FEATURE_UNSUPPORTED' }),
  new ApiError(REQUEST, { status: 403, errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', parameters: ['10.0.0.1'] }),
  new ApiError(REQUEST, { status: 404, errorCode: 'GROUP_NOT_FOUND' }),
  new ApiError(REQUEST, { status: 404 }),
  new ApiError(REQUEST, { status: 429 }),
  new ApiError(REQUEST, { status: 503 }),
);

function damaged<T>(how: Damage, refused: Error, read: () => T): Promise<T> {
  switch (how) {
    case 'none':
      return Promise.resolve(read());
    case 'lost':
      return Promise.reject(new NetworkError(REQUEST, 'interrupted'));
    case 'refused':
      return Promise.reject(refused);
    case 'unreadable':
      return Promise.reject(new InvalidResponseError(REQUEST, 'unexpectedShape', 200));
  }
}

/** Creates a client for these clusters, whose names contain their index. */
function clientOver(clusters: readonly Cluster[], refused: Error, pageSize: number): UsageOptions['client'] {
  const named = (name: string): Cluster => {
    const found = clusters[Number(name.slice(1))];
    assert.ok(found);
    return found;
  };
  return {
    listClusters: (_project, request) => {
      const { pageNum = 1 } = request ?? {};
      const rows = clusters.map(({ backupEnabled, row }, index) => ({
        name: row === 'none' ? `c${index}` : [row],
        backupEnabled,
      }));
      const results = rows.slice((pageNum - 1) * pageSize, pageNum * pageSize);
      const page = decodePage(ClusterSchema, { results, totalCount: rows.length }, pageSize);
      assert.ok(page);
      return Promise.resolve(page);
    },
    getBackupSchedule: (_project, name) => {
      const { exports, schedule } = named(name);
      return damaged(schedule, refused, () =>
        v.parse(BackupScheduleSchema, {
          clusterName: name,
          autoExportEnabled: exports === 'here' || exports === 'elsewhere',
          ...(exports !== 'never' && { export: { exportBucketId: exports === 'elsewhere' ? OTHER_ID : BUCKET_ID } }),
        }),
      );
    },
    listExportJobs: (_project, name) => {
      const { jobs, jobPage, jobRow, isCut } = named(name);
      return damaged(jobPage, refused, () => {
        const results = jobs.map((exportBucketId, index) => ({
          id: index.toString(16).padStart(24, 'a'),
          exportBucketId: jobRow === 'none' ? exportBucketId : { $oid: exportBucketId },
        }));
        // The first page of an incomplete list is empty.
        const page = decodePage(ExportJobSchema, { results: isCut ? [] : results, links: [] }, 500);
        assert.ok(page);
        return { ...page, mayContinue: isCut };
      });
    },
    listExportBuckets: never,
    listCloudProviderAccess: never,
    listExportEvents: never,
    listAlertConfigs: never,
  };
}

const never = (): Promise<never> => Promise.reject(new Error('A search never requests this'));
const show = (blocks: readonly Block[]): string => blocks.map(textOf).join('\n');
const describeAs = (failure: unknown) =>
  describeFailure(failure, {
    l10n: LANGUAGE.l10n,
    credential: { id: 'c', name: 'c', origin: 'https://x', method: 'apiKey', keyId: 'k', source: 'stored' },
  });
const FINE =
  /No backup schedule exports here|doesn’t export: |don’t export: |No export jobs .*used this bucket|has no clusters/;

describe('A conclusion about the use of a bucket', () => {
  const worlds = fc.record({
    clusters: fc.array(cluster, { maxLength: 6 }),
    refused: refusal,
    // With one cluster per page, a run of unreadable ones looks like a list without an end, which is a failure.
    pageSize: fc.integer({ min: 2, max: 4 }),
  });
  const search = async ({ clusters, refused, pageSize }: typeof worlds extends fc.Arbitrary<infer T> ? T : never) => {
    const partialResults: string[] = [];
    const usage = await findUsage({
      client: clientOver(clusters, refused, pageSize),
      project: { id: 'f'.repeat(24), name: 'p' },
      credential: { id: 'c', name: 'c' },
      responses: new ProjectResponses(),
      exportBucketId: BUCKET_ID,
      signal: new AbortController().signal,
      onProgress: (known) => {
        partialResults.push(show(usedByProgress(known, LANGUAGE)), show(usedByPartial(known, LANGUAGE, true)));
      },
    });
    return { shown: show(usedByBlocks(usage, LANGUAGE, describeAs)), partialResults };
  };

  it('never says that nothing exports here when something does, whatever is lost, rejected or unreadable', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { shown, partialResults } = await search(world);
        const active = world.clusters.filter(({ backupEnabled, exports }) => backupEnabled && exports === 'here');
        const went = world.clusters.filter(({ backupEnabled, jobs }) => backupEnabled && jobs.includes(BUCKET_ID));
        if (active.length > 0) {
          assert.doesNotMatch(shown, /No backup schedule exports here|n’t export: /);
        }
        if (went.length > 0) {
          assert.doesNotMatch(shown, /No export jobs .*used this bucket/);
        }
        if (world.clusters.length > 0) {
          assert.doesNotMatch(shown, /has no clusters/);
        }
        assert.ok(partialResults.every((text) => !FINE.test(text)));
      }),
      { numRuns: 400 },
    );
  });

  it('is definite exactly if everything that matters was loaded', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { shown } = await search(world);
        const matter = world.clusters.filter(({ backupEnabled, row }) => backupEnabled || row !== 'none');
        const isRead = matter.every(({ row, schedule }) => row === 'none' && schedule === 'none');
        const isActive = matter.some(
          ({ row, schedule, exports }) => row === 'none' && schedule === 'none' && exports === 'here',
        );
        assert.equal(shown.includes('Can’t tell whether a backup schedule exports here'), !isRead && !isActive);
        assert.equal(/clusters? exports? to this bucket/.test(shown), isActive);
        const areJobsRead = matter.every(
          ({ row, jobPage, jobRow, jobs, isCut }) =>
            row === 'none' && jobPage === 'none' && !isCut && (jobRow === 'none' || jobs.length === 0),
        );
        const went = matter.some(({ jobs }) => jobs.includes(BUCKET_ID));
        assert.equal(
          /No export jobs .*used this bucket/.test(shown),
          areJobsRead && !went && matter.some(({ backupEnabled }) => backupEnabled),
        );
      }),
      { numRuns: 400 },
    );
  });
});

describe('A conclusion about the role of a bucket', () => {
  const role = fc.record({
    roleId: fc.constantFrom<unknown>(AWS.iamRoleId, AWS.iamRoleId?.toUpperCase(), OTHER_ID, { $oid: AWS.iamRoleId }, 7),
    authorizedDate: fc.constantFrom<unknown>('2026-08-10T03:03:36Z', null, undefined, 7, 'soon'),
    iamAssumedRoleArn: fc.constantFrom<unknown>('arn:aws:iam::1:role/x', null, undefined, {}),
  });
  const list = fc.oneof(fc.array(fc.oneof(role, fc.constantFrom(null, 'x', {}))), fc.constantFrom(null, undefined, {}));

  it('says that the role is gone or not authorized only if Atlas does', () => {
    fc.assert(
      fc.property(list, list, (aws, azure) => {
        const access = decodeCloudProviderAccess(jsonOf({ awsIamRoles: aws, azureServicePrincipals: azure }));
        const shown = access === undefined ? '' : show(roleBlocks(AWS, findRole(AWS, access), LANGUAGE));
        const rows = [aws, azure].flatMap((rows): unknown[] => (Array.isArray(rows) ? rows : []));
        if (shown.includes('no longer exists')) {
          assert.ok(Array.isArray(aws));
          assert.ok(rows.every((row) => typeof row === 'object' && row !== null && 'roleId' in row));
          assert.ok(
            !JSON.stringify(rows)
              .toLowerCase()
              .includes(AWS.iamRoleId ?? 'none'),
          );
        }
        if (shown.includes('not authorized yet')) {
          const own = rows.find(
            (row) => typeof row === 'object' && row !== null && 'roleId' in row && row.roleId === AWS.iamRoleId,
          );
          const { authorizedDate, iamAssumedRoleArn } = own as Record<string, unknown>;
          assert.deepEqual([authorizedDate ?? undefined, iamAssumedRoleArn ?? undefined], [undefined, undefined]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
