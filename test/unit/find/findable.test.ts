import assert from 'node:assert/strict';
import { Findable } from '../../../src/find/findable';
import { projectNode } from '../../../src/model/nodes';
import { rowOf } from '../model/support';

const root = rowOf('one');
const project = projectNode(root, { id: '6'.repeat(24), name: 'orders' });

describe('What Find can find without a request', () => {
  it('counts a project that was found by its ID as a match of the ID', () => {
    const findable = new Findable({ listOf: () => undefined, projectsOf: () => [] }, () => [root]);
    findable.foundById = [project];
    assert.equal(findable.matches(project.project.id.toUpperCase()), 1);
    assert.equal(findable.matches('orders'), 0);
  });
});
