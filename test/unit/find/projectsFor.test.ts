import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Project } from '../../../src/atlas/models';
import { projectsFor } from '../../../src/find/candidates';
import { projectNode } from '../../../src/model/nodes';
import { rowOf } from '../model/support';

const root = rowOf('one');
const idOf = (number: number): string => number.toString(16).padStart(24, '6');
const listed = (...names: readonly string[]) =>
  names.map((name, index): { node: ReturnType<typeof projectNode>; list: undefined } => {
    const project: Project = { id: idOf(0xabc00 + index), name };
    return { node: projectNode(root, project), list: undefined };
  });
const names = (query: string, ...all: readonly string[]): string[] =>
  projectsFor(query, listed(...all), 5).map(({ node }) => node.project.name);

describe('The projects that match a query', () => {
  it('contain every word in their names, with exact matches first', () => {
    const all = ['payroll', 'orders-staging-eu', 'preorders', 'Orders-Staging', 'staging'];
    assert.deepEqual(names('orders-staging', ...all), ['Orders-Staging', 'orders-staging-eu']);
    assert.deepEqual(names('staging orders', ...all), ['orders-staging-eu', 'Orders-Staging']);
    assert.deepEqual(names('orders', ...all), ['orders-staging-eu', 'Orders-Staging', 'preorders']);
    assert.deepEqual(names('', ...all), []);
    assert.deepEqual(names('nowhere', ...all), []);
  });

  it('match exactly by a name of several words, and by the ID in any case', () => {
    const [exact, other] = projectsFor('größe & MASSE', listed('Größe & Masse (old)', 'GRO\u0308ßE & Masse'), 5);
    assert.deepEqual([exact?.node.project.name, exact?.isExact], ['GRO\u0308ßE & Masse', true]);
    assert.deepEqual([other?.node.project.name, other?.isExact], ['Größe & Masse (old)', false]);
    const [byId] = projectsFor(idOf(0xabc01).toUpperCase(), listed('a', 'b'), 5);
    assert.deepEqual([byId?.node.project.name, byId?.isExact], ['b', true]);
  });

  it('match by the end of their ID, and not by a few digits within it', () => {
    assert.deepEqual(names('abc01', 'x', 'y'), ['y']);
    assert.deepEqual(names('666', 'x', 'y'), []);
    assert.deepEqual(names('c0', 'x', 'y'), []);
  });

  it('always contain the one whose whole name is the query', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', 'É'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 250 }), fc.nat(), (all, index) => {
        const name = all[index % all.length] ?? '';
        fc.pre(name.trim() !== '' && name === name.trim());
        const [first] = projectsFor(name, listed(...all), 5);
        assert.equal(first?.isExact, true);
        assert.equal(first.node.project.name.toLowerCase(), name.toLowerCase());
      }),
    );
  });
});
