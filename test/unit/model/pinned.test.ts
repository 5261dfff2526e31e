import assert from 'node:assert/strict';
import { PinnedProjects } from '../../../src/model/pinnedProjects';
import { Arrangements } from '../../../src/tree/arrangements';
import { childrenOf } from '../../../src/tree/children';
import type { TreeNode } from '../../../src/model/nodes';
import { largeWorld } from '../../atlas/largeWorld';
import { memento } from './memento';
import { rowOf, useLists } from './support';

const root = rowOf('retail');
const labelsOf = (rows: readonly TreeNode[]): string[] =>
  rows.map((row) => (row.kind === 'project' ? row.project.name : row.kind));

describe('A pinned project', () => {
  const { simulator, listsOver } = useLists();

  /** Opens a window with the stored state of another one. It has 250 projects, 100 per page. */
  async function open(kept = memento()) {
    const { lists } = await listsOver({ world: largeWorld(250, 3) });
    const pinned = new PinnedProjects(kept.state);
    const arrangements = new Arrangements(pinned, 'en');
    const shown = (): readonly TreeNode[] =>
      childrenOf(root, lists.of(root), arrangements.of(root, lists.of(root).pages.isComplete));
    await lists.load(root);
    return { lists, pinned, shown, kept };
  }

  it('comes first after the window is reloaded, with its name, before its page is loaded', async () => {
    const { pinned, kept } = await open();
    const project = simulator().world.projects[239];
    assert.ok(project);
    await pinned.pin('retail', [project.id], [{ id: project.id, name: project.name }]);
    await simulator().close();

    const { shown, lists } = await open(kept);
    const again = simulator().world.projects[239];
    assert.ok(again);
    assert.deepEqual(
      [labelsOf(shown())[0], shown().length, new Set(shown().map(({ id }) => id)).size],
      ['project-0240', 102, 102],
    );
    assert.equal(simulator().requests.filter(({ status }) => status === 200).length, 1);
    // It can be expanded like any other.
    const [first] = shown();
    assert.ok(first?.kind === 'project');
    await lists.load(first);
    assert.equal(lists.of(first).rows().length, 3);
    // When its page is loaded, the list contains it once, as Atlas lists it.
    await lists.of(root).pages.loadNext();
    await lists.of(root).pages.loadNext();
    assert.deepEqual(labelsOf(shown()).filter((label) => label === 'project-0240').length, 1);
    assert.deepEqual([shown()[0]?.kind === 'project' && shown()[0]?.id, shown().length], [first.id, 250]);
  });

  it('shows its ID until its name is loaded, if an earlier version pinned it', async () => {
    const kept = memento();
    const { pinned, shown, lists } = await open(kept);
    const project = simulator().world.projects[239];
    assert.ok(project);
    kept.values.set('pins/retail', [project.id]);
    assert.equal(labelsOf(shown())[0], project.id);
    await lists.of(root).pages.loadNext();
    await lists.of(root).pages.loadNext();
    assert.equal(labelsOf(shown())[0], 'project-0240');
    await pinned.update('retail', [{ id: project.id, name: 'project-0240' }]);
    assert.deepEqual(pinned.projectsOf('retail'), [{ id: project.id, name: 'project-0240' }]);
    assert.deepEqual(kept.values.get('pins/retail'), [project.id]);
  });

  it('shows its current name after any list has loaded it', async () => {
    const { pinned, shown, lists } = await open();
    const project = simulator().world.projects[239];
    assert.ok(project);
    await pinned.pin('retail', [project.id], [{ id: project.id, name: 'the old name' }]);
    assert.equal(labelsOf(shown())[0], 'the old name');
    while (!lists.of(root).pages.isComplete) {
      await lists.of(root).pages.loadNext();
    }
    assert.equal(labelsOf(shown())[0], 'project-0240');
    await pinned.update(
      'retail',
      lists.of(root).pages.items.flatMap((item) => ('_id' in item ? [] : [item])),
    );
    assert.deepEqual(
      pinned.projectsOf('retail').map(({ name }) => name),
      ['project-0240'],
    );
  });

  it('stays if it no longer exists, and says so when it is expanded', async () => {
    const { pinned, shown, lists } = await open();
    const gone = 'f'.repeat(24);
    await pinned.pin('retail', [gone], [{ id: gone, name: 'gone' }]);
    while (!lists.of(root).pages.isComplete) {
      await lists.of(root).pages.loadNext();
    }
    const [row] = shown();
    assert.ok(row?.kind === 'project' && row.project.name === 'gone');
    await lists.load(row);
    assert.match(String(lists.of(row).failure), /404 GROUP_NOT_FOUND/);
  });
});
