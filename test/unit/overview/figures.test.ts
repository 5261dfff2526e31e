import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { roleIdOf, type ExportBucket } from '../../../src/atlas/models';
import { distinctProjects, type KnownProject } from '../../../src/bucketList/knownProject';
import {
  countProjects,
  FIGURES,
  groupsOf,
  bucketsOf,
  projectsWithoutBucket,
  type Figure,
} from '../../../src/overview/figures';

const PARTITIONS = ['provider', 'region', 'project', 'year'] as const satisfies readonly Figure[];

/** An ID with its creation time. */
const objectId = fc
  .tuple(fc.integer({ min: 2012, max: 2034 }), fc.stringMatching(/^[a-f0-9]{16}$/))
  .map(([year, rest]) => (Date.UTC(year, 5) / 1000).toString(16).padStart(8, '0') + rest);
const bucket: fc.Arbitrary<ExportBucket> = fc.record({
  _id: objectId,
  bucketName: fc.constantFrom('a', 'b', 'c', '__proto__', ''),
  cloudProvider: fc.constantFrom('AWS', 'AZURE', 'GCP', 'constructor'),
  iamRoleId: fc.constantFrom(undefined, 'role-1', 'role-2'),
  region: fc.constantFrom(undefined, 'eu-west-1', 'us-east-1'),
});
const projects: fc.Arbitrary<KnownProject[]> = fc
  .uniqueArray(fc.tuple(objectId, fc.array(bucket, { maxLength: 6 }), fc.boolean()), {
    maxLength: 6,
    selector: ([id]) => id,
  })
  .map((found) =>
    found.map(([id, buckets, isComplete]) => ({
      project: { id, name: `project ${id.slice(-2)}` },
      credential: 'c',
      buckets,
      isComplete,
    })),
  );

const sizes = (figure: Figure, known: readonly KnownProject[]): [string, number][] =>
  groupsOf(figure, bucketsOf(known)).map(({ key, buckets }) => [key, buckets.length]);

describe('The figures of the overview', () => {
  it('have each export bucket in exactly one group by provider, region, project and year', () => {
    fc.assert(
      fc.property(projects, fc.constantFrom(...PARTITIONS), (known, figure) => {
        const all = bucketsOf(known);
        const inGroups = groupsOf(figure, all).flatMap(({ buckets }) => buckets);
        assert.equal(inGroups.length, all.length);
        assert.deepEqual(new Set(inGroups), new Set(all));
      }),
    );
  });

  it('don’t depend on the order in which projects were loaded', () => {
    fc.assert(
      fc.property(projects, fc.constantFrom(...FIGURES), (known, figure) => {
        assert.deepEqual(sizes(figure, known.toReversed()), sizes(figure, known));
      }),
    );
  });

  it('have one group per key, largest first, and consecutive years', () => {
    fc.assert(
      fc.property(projects, fc.constantFrom(...FIGURES), (known, figure) => {
        const groups = sizes(figure, known);
        assert.equal(new Set(groups.map(([key]) => key)).size, groups.length);
        for (const [index, [key, size]] of groups.entries()) {
          const [nextKey, nextSize] = groups[index + 1] ?? [];
          if (nextKey !== undefined && nextSize !== undefined) {
            assert.ok(figure === 'year' ? Number(nextKey) === Number(key) + 1 : nextSize <= size);
          }
          assert.ok(size > 0 || figure === 'year');
        }
      }),
    );
  });

  it('match individual counts', () => {
    fc.assert(
      fc.property(projects, (known) => {
        const all = bucketsOf(known);
        for (const { key, buckets } of groupsOf('name', all)) {
          assert.equal(all.filter((other) => other.bucket.bucketName === key).length, buckets.length);
          assert.ok(buckets.length > 1);
        }
        for (const group of groupsOf('role', all)) {
          const using = all.filter((other) => roleIdOf(other.bucket) === group.key);
          assert.equal(using.length, group.buckets.length);
          assert.equal(new Set(using.map(({ project }) => project)).size, countProjects(group));
          assert.ok(countProjects(group) > 1);
        }
        for (const { buckets } of groupsOf('region', all)) {
          const regions = new Set(buckets.map(({ bucket: one }) => `${one.cloudProvider} ${one.region ?? ''}`));
          assert.equal(regions.size, 1);
        }
      }),
    );
  });

  it('call a project empty only if it is completely loaded', () => {
    fc.assert(
      fc.property(projects, (known) => {
        const empty = projectsWithoutBucket(known);
        assert.ok(empty.every(({ buckets, isComplete }) => isComplete && buckets.length === 0));
        const others = known.filter((one) => !empty.includes(one));
        assert.ok(others.every(({ buckets, isComplete }) => !isComplete || buckets.length > 0));
      }),
    );
  });

  it('are empty without export buckets', () => {
    for (const figure of FIGURES) {
      assert.deepEqual(groupsOf(figure, []), []);
    }
  });

  it('count a project once if several credentials can access it, using the most complete list', () => {
    fc.assert(
      fc.property(projects, fc.array(fc.nat()), (known, picks) => {
        const partly = known.map((one) => ({
          ...one,
          credential: 'other',
          buckets: one.buckets.slice(0, 1),
          isComplete: false,
        }));
        const twice = [...partly, ...known, ...picks.flatMap((pick) => known[pick % known.length] ?? [])];
        const distinct = distinctProjects(twice);
        assert.deepEqual(
          distinct.map(({ project }) => project.id),
          known.map(({ project }) => project.id),
        );
        assert.equal(bucketsOf(distinct).length, bucketsOf(known).length);
        assert.ok(distinct.every(({ isComplete }, index) => isComplete === known[index]?.isComplete));
      }),
    );
  });
});
