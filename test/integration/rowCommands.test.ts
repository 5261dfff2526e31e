import assert from 'node:assert/strict';
import { subjectIn } from '../../src/host/commandRegistry';
import { Targets } from '../../src/tree/targets';
import type { TreeNode } from '../../src/model/nodes';
import { named, useTrees } from './trees';

describe('A row that VS Code is reading again', () => {
  const { simulator, build } = useTrees();

  /** Two rows, of which the first is selected, and how often the selection was read. */
  async function selected() {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const first = named(await tree.getChildren(), 'aws-backups-prod');
    const view = {
      selections: [[first]] as (readonly TreeNode[])[],
      get selection(): readonly TreeNode[] {
        return this.selections.length > 1 ? (this.selections.shift() ?? []) : (this.selections[0] ?? []);
      },
    };
    return { tree, first, view, targets: new Targets(tree, view, () => []) };
  }

  it('has no command with arguments, which VS Code would forget', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey }, 10);
    const rows = await tree.getChildren();
    const project = named(rows, 'aws-backups-prod');
    simulator().fault({ path: /exportBuckets/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' }, times: 1 });
    const failed = await tree.getChildren(project);
    await tree.retry(project.kind === 'project' ? project : assert.fail());
    const all = [...rows, ...failed, ...(await tree.getChildren(project))];
    assert.ok(['loadMore', 'failure', 'exportBucket'].every((kind) => all.some((row) => row.kind === kind)));
    for (const row of all) {
      assert.equal(tree.getTreeItem(row).command?.arguments, undefined, row.kind);
    }
  });

  it('is still the clicked row once it is read', async () => {
    const { first, view, targets } = await selected();
    view.selections.unshift([], [], []);
    assert.equal(await targets.clicked(), first);
  });

  it('is not replaced by the selected row when a command of its menu runs', async () => {
    const { first, targets } = await selected();
    assert.deepEqual(targets.rows(subjectIn([undefined, undefined])), []);
    assert.deepEqual(targets.rows(subjectIn([])), [first]);
    assert.deepEqual(targets.rows(subjectIn([first, undefined])), [first]);
  });
});
