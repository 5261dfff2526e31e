import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { ParentNode, TreeNode } from '../../src/model/nodes';
import type { ProjectsTree } from '../../src/tree/projectsTree';
import { until } from '../vscode/until';
import { labels, named, useTrees } from './trees';

describe('ProjectsTree, while VS Code reads it', () => {
  const { simulator, build } = useTrees();

  /** Returns a list to which the changes of the tree are added. */
  function changesOf(tree: ProjectsTree): (TreeNode | undefined)[] {
    const changes: (TreeNode | undefined)[] = [];
    tree.onDidChangeTreeData((row) => changes.push(row));
    return changes;
  }

  /** Returns a project whose buckets VS Code reads until `end` is called. */
  async function reading() {
    const { tree } = build({ retail: simulator().world.credentials.serviceAccount });
    const project = named(await tree.getChildren(), 'aws-backups-prod');
    assert.ok(project.kind === 'project');
    let end = (): void => undefined;
    simulator().fault({
      path: /exportBuckets/,
      times: 1,
      response: {
        hold: new Promise<void>((resolve) => {
          end = resolve;
        }),
      },
    });
    // VS Code reads the next row after this one.
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

  it('reports no change of a row before its children have arrived, then its count', async () => {
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

  it('holds back all changes of the row until then', async () => {
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

  it('reports changes of other rows immediately', async () => {
    const { tree, changes, finish } = await reading();
    const other = named(await rowsOf(tree), 'data-platform-multi-cloud');
    assert.ok(other.kind === 'project');
    await tree.refresh(other);
    assert.deepEqual(changes, [other]);
    await finish();
  });

  it('returns the first row of a later page after VS Code was notified', async () => {
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

  it('keeps the objects of unchanged rows, by which VS Code identifies them', async () => {
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
    assert.deepEqual(labels(tree, roots.slice(0, 1)), ['f'.repeat(24)]);
  });
});

/** Returns the rows that VS Code has read. */
async function rowsOf(tree: ProjectsTree): Promise<readonly TreeNode[]> {
  const [root] = tree.rows.roots();
  assert.ok(root);
  return (await tree.load(root)).rows();
}
