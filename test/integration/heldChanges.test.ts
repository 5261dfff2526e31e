import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { ParentNode, TreeNode } from '../../src/model/nodes';
import type { ProjectsTree } from '../../src/tree/projectsTree';
import { until } from '../vscode/until';
import { labels, named, useTrees } from './trees';

describe('ProjectsTree, while VS Code reads it', () => {
  const { simulator, build } = useTrees();

  /** The changes that the tree tells, in a list that grows. */
  function changesOf(tree: ProjectsTree): (TreeNode | undefined)[] {
    const changes: (TreeNode | undefined)[] = [];
    tree.onDidChangeTreeData((row) => changes.push(row));
    return changes;
  }

  /** A project below the only credential, whose buckets VS Code is reading until `end` is called. */
  async function reading() {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    let end = (): void => undefined;
    simulator().fault({
      path: /exportBuckets/,
      times: 1,
      answer: {
        hold: new Promise<void>((resolve) => {
          end = resolve;
        }),
      },
    });
    // What VS Code reads next, it reads after what it has read.
    await setImmediate();
    const before = simulator().requests.length;
    const children = tree.getChildren(project);
    await until(() => Promise.resolve(simulator().requests.length > before), 'the request');
    return {
      tree,
      project,
      changes: changesOf(tree),
      finish: async (): Promise<TreeNode[]> => {
        end();
        return children;
      },
    };
  }

  it('tells of no change of a row before its children have arrived, and then of its count', async () => {
    const { tree, project, changes, finish } = await reading();
    assert.equal((await finish()).length, 2);
    assert.equal(changes.length, 0);
    await until(() => Promise.resolve(changes.length > 0), 'the change');
    assert.deepEqual(changes, [project]);
    assert.equal(tree.getTreeItem(project).description, '2 buckets');
    await tree.getChildren(project);
    await tree.getChildren(project);
    assert.deepEqual(changes, [project]);
  });

  it('holds back whatever is done to the row in between', async () => {
    const { tree, project, changes, finish } = await reading();
    const { parent } = project;
    const { signal } = new AbortController();
    const work = [tree.refresh(project), tree.loadNext(project), tree.loadAll([project], { signal })];
    await finish();
    assert.equal(changes.length, 0);
    await Promise.all(work);
    await until(() => Promise.resolve(changes.length > 0), 'the change');
    assert.ok(changes.every((row) => row === project || row?.kind === 'loadMore'));
    await Promise.all([tree.refresh(parent), tree.refreshAll()]);
    assert.ok(changes.includes(undefined));
    assert.equal((await tree.getChildren(project)).length, 2);
  });

  it('tells of other rows at once', async () => {
    const { tree, changes, finish } = await reading();
    const other = named(await rowsOf(tree), 'data-platform-multi-cloud');
    assert.ok(other.kind === 'project');
    await tree.refresh(other);
    assert.deepEqual(changes, [other]);
    await finish();
  });

  it('gives the row of a later page only when VS Code knows that there are more', async () => {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const archive = named(await tree.getChildren(), 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    const changes = changesOf(tree);
    const children = tree.getChildren(archive);
    const loading = tree.loadNext(archive);
    await children;
    const firstNew = await loading;
    assert.ok(firstNew?.kind === 'exportBucket');
    assert.ok(changes.includes(archive));
  });

  it('shows the same objects for rows that say the same, so that VS Code knows them', async () => {
    const { tree, pinned } = build({ retail: simulator().world.credentials.serviceAccount });
    pinned.set('retail', ['f'.repeat(24)]);
    const roots = await tree.getChildren();
    const archive = named(roots, 'test-bucket-archive');
    assert.ok(archive.kind === 'project');
    const rows = await tree.getChildren(archive);
    const parent: ParentNode = archive.parent;
    await tree.load(archive);
    await tree.load(parent);
    assert.equal(tree.rows.find(rows.at(-1)), rows.at(-1));
    assert.equal(tree.rows.find(roots[0]), roots[0]);
    assert.deepEqual(labels(tree, roots.slice(0, 1)), [`${'f'.repeat(24)} | pinned`]);
  });
});

/** The rows that VS Code has read already. */
async function rowsOf(tree: ProjectsTree): Promise<readonly TreeNode[]> {
  const [root] = tree.rows.roots();
  assert.ok(root);
  return (await tree.load(root)).rows();
}
