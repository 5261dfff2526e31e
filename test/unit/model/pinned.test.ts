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

  /** A window over what is kept from the one before, with 250 projects of which 100 are on a page. */
  async function open(kept = memento()) {
    const { lists } = await listsOver({ world: largeWorld(250, 3) });
    const pinned = new PinnedProjects(kept.state);
    const arrangements = new Arrangements(pinned, 'en');
    const shown = (): readonly TreeNode[] =>
      childrenOf(root, lists.of(root), arrangements.of(root, lists.of(root).pages.isComplete));
    await lists.load(root);
    return { lists, pinned, shown, kept };
  }

  it('comes first after a reload of the window, by its name, before the page is loaded that it is on', async () => {
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
    // It opens like any other.
    const [first] = shown();
    assert.ok(first?.kind === 'project');
    await lists.load(first);
    assert.equal(lists.of(first).rows().length, 3);
    // Once its page is there, it is in the list once, and the row is the one that Atlas lists.
    await lists.of(root).pages.loadNext();
    await lists.of(root).pages.loadNext();
    assert.deepEqual(labelsOf(shown()).filter((label) => label === 'project-0240').length, 1);
    assert.deepEqual([shown()[0]?.kind === 'project' && shown()[0]?.id, shown().length], [first.id, 250]);
  });

  it('that an earlier version pinned is there by its ID until its name is known', async () => {
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

  it('says its current name once anything has loaded it', async () => {
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

  it('that no longer exists stays, and says so when it is opened', async () => {
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
