import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { distinctProjects, type KnownProject } from '../../../src/bucketList/knownProject';

const ID = 'f'.repeat(24);
const view = (credential: string, ids: readonly number[], isComplete: boolean): KnownProject => ({
  project: { id: ID, name: 'p' },
  credential,
  buckets: ids.map((id) => ({ _id: id.toString(16).padStart(24, '0'), bucketName: 'b', cloudProvider: 'AWS' })),
  isComplete,
});

describe('A project that several credentials can access', () => {
  const joined = (...views: readonly KnownProject[]): [string | undefined, number | undefined, boolean | undefined] => {
    const [only] = distinctProjects(views);
    return [only?.credential, only?.buckets.length, only?.isComplete];
  };

  it('is taken from the credential that can access the most export buckets', () => {
    assert.deepEqual(joined(view('a', [], false), view('b', [1, 2], true)), ['b', 2, true]);
    assert.deepEqual(joined(view('a', [1], false), view('b', [1], true)), ['b', 1, true]);
    assert.deepEqual(joined(view('a', [1, 2], true), view('b', [1], true)), ['a', 2, true]);
  });

  it('is not empty if only one credential can access no export buckets', () => {
    assert.deepEqual(joined(view('a', [], true), view('b', [1], false)), ['b', 1, false]);
    assert.deepEqual(joined(view('a', [1], true), view('b', [2], false)), ['a', 2, false]);
    assert.deepEqual(joined(view('a', [1], true), view('b', [2], true)), ['a', 2, true]);
  });

  it('has the export buckets that any credential can access, and is complete only if no credential may have more', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 6 }));
    const views = fc.array(
      fc.tuple(ids, fc.boolean()).map(([seen, isComplete]) => view('x', seen, isComplete)),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(views, (seen) => {
        const [only] = distinctProjects(seen);
        const all = new Set(seen.flatMap(({ buckets }) => buckets.map(({ _id }) => _id)));
        assert.deepEqual(new Set(only?.buckets.map(({ _id }) => _id)), all);
        assert.equal(only?.buckets.length, all.size);
        if (only.isComplete) {
          assert.ok(seen.some(({ isComplete }) => isComplete));
          const unsure = seen.filter(({ isComplete }) => !isComplete);
          const sure = seen.filter(({ isComplete }) => isComplete);
          assert.ok(unsure.length === 0 || sure.some(({ buckets }) => buckets.length === all.size));
        }
      }),
    );
  });
});
