import assert from 'node:assert/strict';
import { stockOf } from '../../../src/overview/stockOf';
import type { LoadedLists } from '../../../src/model/loadedLists';
import type { ParentNode, ProjectNode } from '../../../src/model/nodes';
import { largeWorld } from '../../atlas/largeWorld';
import { rowOf, useLists } from '../model/support';
import { LANGUAGE } from './support';

const one = rowOf('one');
const two = rowOf('two');

describe('What is known of all projects', () => {
  const { simulator, listsOver } = useLists();
  let branches: LoadedLists;

  beforeEach(async () => {
    ({ lists: branches } = await listsOver({ world: largeWorld(6, 3) }, 2));
  });

  const stock = (roots = [one]) =>
    stockOf({
      credentials: roots.map((root) => root.credential),
      known: ({ id }: ParentNode) => branches.get(id),
      organizationOf: () => 'Contoso',
      language: LANGUAGE,
    });
  async function projectsOf(root = one): Promise<ProjectNode[]> {
    await branches.load(root);
    return branches
      .of(root)
      .rows()
      .flatMap((row) => (row.kind === 'project' ? row : []));
  }

  it('is nothing at first, and asks for nothing', () => {
    assert.deepEqual(stock(), {
      projects: [],
      projectCount: 0,
      isListed: false,
      hasMore: true,
      readAt: undefined,
      readSince: undefined,
      problems: [],
      filter: undefined,
    });
    assert.deepEqual(simulator().requests, []);
  });

  it('grows with what somebody loads, and says how much is not there', async () => {
    const begun = Date.now();
    const [project] = await projectsOf();
    assert.ok(project);
    assert.deepEqual([stock().projects.length, stock().projectCount, stock().isListed], [2, 6, false]);
    await branches.load(project);
    const [first, second] = stock().projects;
    assert.deepEqual([first?.buckets.length, first?.isComplete], [2, false]);
    assert.deepEqual([second?.buckets.length, second?.isComplete], [0, false]);
    await branches.of(project).pages.loadNext();
    const [whole] = stock().projects;
    assert.deepEqual([whole?.buckets.length, whole?.isComplete, whole?.organization], [3, true, 'Contoso']);
    assert.equal(whole?.row, project.id);
    assert.deepEqual(
      whole.buckets.map(({ _id }) => whole.rowOf(_id)),
      branches
        .of(project)
        .rows()
        .map(({ id }) => id),
    );
    const { readAt = 0 } = stock();
    assert.ok(readAt >= begun && readAt <= Date.now());
  });

  it('counts a project once that two credentials see', async () => {
    await projectsOf(one);
    const [project] = await projectsOf(two);
    assert.ok(project);
    await branches.load(project);
    const both = stock([one, two]);
    assert.equal(both.projects.length, 2);
    assert.equal(both.projects[0]?.row, project.id);
  });

  it('names what failed, unless another credential has read it', async () => {
    const [mine] = await projectsOf(one);
    const [theirs] = await projectsOf(two);
    assert.ok(mine && theirs);
    const end = simulator().fault({ path: /exportBuckets/, answer: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    await branches.load(mine);
    end();
    assert.deepEqual(stock([one, two]).problems, ['project-0001: Access denied by Atlas']);
    await branches.load(theirs);
    await branches.of(theirs).pages.loadNext();
    assert.deepEqual(stock([one, two]).problems, []);
    assert.ok(stock([one, two]).projects[0]?.isComplete);
  });
});
