import assert from 'node:assert/strict';
import type { ExportBucket } from '../../../src/atlas/models';
import { candidatesIn, type ListedProject } from '../../../src/find/candidates';
import { rank } from '../../../src/find/rank';
import { notLoadedOf, rememberedCandidates } from '../../../src/find/rememberedCandidates';
import type { LoadedList } from '../../../src/model/loadedList';
import { projectNode } from '../../../src/model/nodes';
import { exportBucketOf } from '../../../src/model/remembered/remembered';
import { firstPageOf, rowOf } from '../model/support';
import { bucketOf, idOf, rememberedOf } from '../model/remembered/support';

const root = rowOf('one');
const other = rowOf('other');
const remembered = rememberedOf(2, 3);
const all = rememberedCandidates([{ credential: root.credential, remembered }], [other, root]);
const [first, second] = [...remembered.values()].map(({ id, name }) => projectNode(root, { id, name }));
assert.ok(first && second);

const pageOf = (numbers: readonly number[], mayContinue = false) => ({
  items: numbers.map((number): ExportBucket => exportBucketOf(bucketOf(number))),
  unreadable: 0,
  totalCount: undefined,
  mayContinue,
});

function left(projects: readonly ListedProject[], list?: LoadedList): string[] {
  const rest = notLoadedOf(all, { loaded: candidatesIn(projects), projects, listOf: () => list });
  return rest.map(({ id }) => id);
}

describe('Remembered export buckets in Find', () => {
  it('are found by name, ID, role and project, as loaded ones are', () => {
    for (const query of ['exports-000004', idOf(4), idOf(4).slice(-4), 'project-0001', bucketOf(4).roleId ?? '']) {
      assert.ok(
        rank(query, all, 100).best.some(({ node }) => node.bucket._id === idOf(4)),
        query,
      );
    }
    assert.ok(all.every(({ readAt }) => readAt === bucketOf(0).readAt));
  });

  it('belong to their own credential only', () => {
    assert.ok(all.every(({ node }) => node.parent.parent === root));
    assert.deepEqual(rememberedCandidates([{ credential: root.credential, remembered }], [other]), []);
  });

  it('are not listed again once they are loaded', async () => {
    const list = await firstPageOf(first, { buckets: pageOf([0], true) });
    assert.deepEqual(left([{ node: first, list }]), [1, 2, 3, 4, 5].map(idOf));
  });

  it('are not listed if a complete list of their project lacks them', async () => {
    const list = await firstPageOf(first, { buckets: pageOf([0]) });
    assert.deepEqual(left([{ node: first, list }]), [3, 4, 5].map(idOf));
    list.pages.isStale = true;
    assert.deepEqual(left([{ node: first, list }]), [1, 2, 3, 4, 5].map(idOf));
  });

  it('are not listed if a complete list of projects lacks their project', async () => {
    const page = { items: [second.project], unreadable: 0, totalCount: 1, mayContinue: false };
    const list = await firstPageOf(root, { projects: page });
    assert.deepEqual(left([{ node: second, list: undefined }], list), [3, 4, 5].map(idOf));
    const partial = await firstPageOf(root, { projects: { ...page, mayContinue: true } });
    assert.equal(left([{ node: second, list: undefined }], partial).length, 6);
    const unreadable = await firstPageOf(root, { projects: { ...page, unreadable: 1 } });
    assert.equal(left([{ node: second, list: undefined }], unreadable).length, 6);
  });
});
