import assert from 'node:assert/strict';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { coverageOf } from '../../../src/overview/snapshot';
import { takeSnapshot } from '../../../src/overview/takeSnapshot';
import { loadAll } from '../../../src/model/loadAll';
import type { LoadedLists } from '../../../src/model/loadedLists';
import type { ParentNode, ProjectNode } from '../../../src/model/nodes';
import { largeWorld } from '../../atlas/largeWorld';
import { rowOf, useLists } from '../model/support';
import { LANGUAGE } from './support';

const one = rowOf('one');
const two = rowOf('two');

describe('A snapshot of the loaded lists', () => {
  const { simulator, listsOver } = useLists();
  let lists: LoadedLists;
  const findings = new BucketFindings();

  beforeEach(async () => {
    ({ lists } = await listsOver({ world: largeWorld(6, 3) }, 2));
  });

  const snapshot = (roots = [one]) =>
    takeSnapshot({
      credentials: roots.map((root) => root.credential),
      listOf: ({ id }: ParentNode) => lists.get(id),
      organizationOf: () => 'Contoso',
      language: LANGUAGE,
      findings,
    });
  async function projectsOf(root = one): Promise<ProjectNode[]> {
    await lists.load(root);
    return lists
      .of(root)
      .rows()
      .flatMap((row) => (row.kind === 'project' ? row : []));
  }

  it('is empty at first, and sends no requests', () => {
    assert.deepEqual(snapshot(), {
      projects: [],
      projectCount: 0,
      isListed: false,
      hasMore: true,
      hasUnrequested: true,
      readAt: undefined,
      readSince: undefined,
      problems: [],
      filter: undefined,
      findings,
    });
    assert.deepEqual(simulator().requests, []);
  });

  it('grows as lists are loaded, and counts what is missing', async () => {
    const start = Date.now();
    const [project] = await projectsOf();
    assert.ok(project);
    assert.deepEqual([snapshot().projects.length, snapshot().projectCount, snapshot().isListed], [2, 6, false]);
    await lists.load(project);
    const [first, second] = snapshot().projects;
    assert.deepEqual([first?.buckets.length, first?.isComplete], [2, false]);
    assert.deepEqual([second?.buckets.length, second?.isComplete], [0, false]);
    await lists.of(project).pages.loadNext();
    const [whole] = snapshot().projects;
    assert.deepEqual([whole?.buckets.length, whole?.isComplete, whole?.organization], [3, true, 'Contoso']);
    assert.equal(whole?.row, project.id);
    assert.deepEqual(
      whole.buckets.map(({ _id }) => whole.bucketRowId(_id)),
      lists
        .of(project)
        .rows()
        .map(({ id }) => id),
    );
    const { readAt = 0 } = snapshot();
    assert.ok(readAt >= start && readAt <= Date.now());
  });

  it('isn’t complete after a refresh until the lists are loaded again', async () => {
    const [project] = await projectsOf();
    assert.ok(project);
    await loadAll(lists, [one], { signal: new AbortController().signal });
    assert.deepEqual([coverageOf(snapshot()).isWhole, snapshot().hasMore], [true, false]);
    lists.of(project).pages.isStale = true;
    assert.equal(snapshot().projects[0]?.isComplete, false);
    assert.deepEqual([snapshot().hasMore, snapshot().hasUnrequested], [true, true]);
    await lists.load(project);
    assert.ok(coverageOf(snapshot()).isWhole);
    lists.of(one).pages.isStale = true;
    assert.deepEqual([snapshot().isListed, coverageOf(snapshot()).isWhole], [false, false]);
  });

  it('counts a project once if two credentials can access it', async () => {
    await projectsOf(one);
    const [project] = await projectsOf(two);
    assert.ok(project);
    await lists.load(project);
    const both = snapshot([one, two]);
    assert.equal(both.projects.length, 2);
    assert.equal(both.projects[0]?.row, project.id);
  });

  it('reports a failure unless another credential has loaded the project', async () => {
    const [mine] = await projectsOf(one);
    const [theirs] = await projectsOf(two);
    assert.ok(mine && theirs);
    const end = simulator().fault({ path: /exportBuckets/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    await lists.load(mine);
    end();
    assert.deepEqual(snapshot([one, two]).problems, ['project-0001: Access denied by Atlas']);
    assert.ok(snapshot([one, two]).hasUnrequested);
    await lists.load(theirs);
    await lists.of(theirs).pages.loadNext();
    assert.deepEqual(snapshot([one, two]).problems, []);
    assert.ok(snapshot([one, two]).projects[0]?.isComplete);
  });
});
