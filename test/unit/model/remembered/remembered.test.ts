import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ExportBucket } from '../../../../src/atlas/models';
import {
  exportBucketOf,
  rememberedBucket,
  withChanges,
  type Change,
  type Remembered,
} from '../../../../src/model/remembered/remembered';
import { bucketOf, idOf, rememberedOf } from './support';

const PROJECT = { id: idOf(0xabc000), name: 'orders' };
const loaded = (numbers: readonly number[], readAt: number, isWhole = false): Change => ({
  kind: 'buckets',
  project: PROJECT,
  buckets: numbers.map((number) => bucketOf(number, readAt)),
  isWhole,
  readAt,
});
const listed = (ids: readonly number[], readAt: number, unlisted: readonly string[] = []): Change => ({
  kind: 'projects',
  projects: ids.map((number) => ({ id: idOf(number), name: `p${number}` })),
  unlisted,
  isWhole: true,
  readAt,
});
const idsIn = (remembered: Remembered): string[] => remembered.get(PROJECT.id)?.buckets.map(({ id }) => id) ?? [];

describe('What is remembered', () => {
  it('has the names and IDs of an export bucket, and nothing else that Atlas returned', () => {
    const azure: ExportBucket = {
      _id: idOf(1),
      bucketName: 'exports',
      cloudProvider: 'AZURE',
      roleId: idOf(2),
      serviceUrl: 'https://contoso.blob.core.windows.net',
      tenantId: '4297fc77-1592-4de8-a6d5-a8c32401df11',
    };
    assert.deepEqual(rememberedBucket(azure, 7), {
      id: idOf(1),
      name: 'exports',
      provider: 'AZURE',
      roleId: idOf(2),
      region: undefined,
      readAt: 7,
    });
    const aws: ExportBucket = { _id: idOf(1), bucketName: 'x', cloudProvider: 'AWS', iamRoleId: idOf(2), region: 'r' };
    assert.deepEqual(exportBucketOf(rememberedBucket(aws, 7)), aws);
  });

  it('grows with each page, and loses with a complete list what the list lacks', () => {
    const first = withChanges(new Map(), [loaded([1, 2], 10), loaded([3], 20)]);
    assert.deepEqual(idsIn(first), [1, 2, 3].map(idOf));
    assert.deepEqual(idsIn(withChanges(first, [loaded([2, 4], 30, true)])), [2, 4].map(idOf));
  });

  it('keeps what another window has loaded later', () => {
    const later = withChanges(new Map(), [loaded([1, 5], 100)]);
    const both = withChanges(later, [loaded([1, 2], 50, true)]);
    assert.deepEqual(idsIn(both).sort(), [1, 2, 5].map(idOf));
    assert.equal(both.get(PROJECT.id)?.buckets.find(({ id }) => id === idOf(1))?.readAt, 100);
  });

  it('loses the projects that a complete list lacks, unless they are known in another way', () => {
    const before = withChanges(rememberedOf(3, 1), [loaded([7], 2_000_000_000)]);
    const [, second = '', third = ''] = [...before.keys()];
    const after = withChanges(before, [listed([0xabcd], 1_900_000_000, [third])]);
    // The first one was loaded later than the list.
    assert.deepEqual([...after.keys()].sort(), [PROJECT.id, third, idOf(0xabcd)].sort());
    assert.ok(!after.has(second));
  });

  it('renames projects, and keeps their export buckets', () => {
    const before = rememberedOf(1, 2);
    const after = withChanges(before, [{ ...listed([], 1), projects: [PROJECT], isWhole: false } as Change]);
    assert.deepEqual(after.get(PROJECT.id), { ...before.get(PROJECT.id), name: 'orders' });
  });

  it('loses one export bucket or a whole project that is gone', () => {
    const before = rememberedOf(2, 2);
    const bucket = withChanges(before, [{ kind: 'forget', projectId: PROJECT.id, exportBucketId: idOf(0) }]);
    assert.deepEqual([bucket.size, idsIn(bucket)], [2, [idOf(1)]]);
    const project = withChanges(before, [{ kind: 'forget', projectId: PROJECT.id }]);
    assert.deepEqual([project.size, idsIn(project)], [1, []]);
  });

  it('doesn’t depend on the order in which two windows write complete lists', () => {
    const lists = fc.array(fc.tuple(fc.uniqueArray(fc.nat(5)), fc.boolean()), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(lists, (all) => {
        const changes = all.map(([numbers, isWhole], at) => loaded(numbers, 10 * (at + 1), isWhole));
        const [inOrder, late] = [withChanges(new Map(), changes), withChanges(new Map(), [...changes].reverse())];
        const last = all.findLastIndex(([, isWhole]) => isWhole);
        // Everything that was loaded since the last complete list is there in both cases.
        for (const [numbers] of all.slice(Math.max(last, 0))) {
          assert.ok(numbers.every((number) => idsIn(inOrder).includes(idOf(number))));
          assert.ok(numbers.every((number) => idsIn(late).includes(idOf(number))));
        }
      }),
    );
  });
});
