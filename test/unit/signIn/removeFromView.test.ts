import assert from 'node:assert/strict';
import { addedProjects } from '../../../src/model/addedProjects';
import { projectNode } from '../../../src/model/nodes';
import { PinnedProjects } from '../../../src/model/pinnedProjects';
import { removeFromView } from '../../../src/signIn/removeFromView';
import { memento } from '../model/memento';
import { rowOf } from '../model/support';

const project = { id: '6'.repeat(24), name: 'orders' };

describe('Removing a project that was added by ID', () => {
  for (const isPinned of [false, true]) {
    it(`can be undone, and leaves no pin (${isPinned ? 'pinned' : 'not pinned'})`, async () => {
      const { state } = memento();
      const [added, pinned] = [addedProjects(state), new PinnedProjects(state)];
      const ids = (): unknown => [added.of('one').map(({ id }) => id), pinned.of('one')];
      await added.add('one', [project]);
      await pinned.pin('one', isPinned ? [project.id] : [], [project]);
      const before = ids();
      const undo = await removeFromView({ added, pinned }, projectNode(rowOf('one'), project, 'addedById'));
      assert.deepEqual(ids(), [[], []]);
      await undo();
      assert.deepEqual(ids(), before);
    });
  }
});
