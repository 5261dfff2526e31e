import assert from 'node:assert/strict';
import { PageSections } from '../../../src/details/pageSections';
import type { Block, Property } from '../../../src/details/protocol';
import { LANGUAGE } from './support';

describe('A value that is copied from a section of the details', () => {
  const property = (label: string, text: string): Property => ({
    label,
    value: { text, copy: { title: `Copy ${label}`, label } },
  });
  const shown = (...properties: readonly Property[]): Block[] => [{ kind: 'properties', properties }];
  const FIRST = { type: 'copy', section: 'identity', version: 1, block: 0, value: 0 } as const;
  /** Returns sections after a page showed version 1. */
  const sections = (): PageSections => {
    const created = new PageSections(LANGUAGE, () => undefined);
    created.put('identity', true, shown(property('Project ID', 'a'), property('Organization', '…')));
    return created;
  };

  it('is the same after another value of the section has arrived', () => {
    const created = sections();
    for (const organization of ['Contoso', 'Fabrikam']) {
      created.put('identity', false, shown(property('Project ID', 'a'), property('Organization', organization)));
      assert.deepEqual(created.valueToCopy(FIRST), { text: 'a', removed: 0, label: 'Project ID' });
    }
    assert.equal(created.valueToCopy({ ...FIRST, value: 1 }), undefined);
    assert.equal(created.valueToCopy({ ...FIRST, value: 1, version: 2 }), undefined);
    assert.equal(created.valueToCopy({ ...FIRST, value: 1, version: 3 })?.text, 'Fabrikam');
  });

  it('is nothing if the value at its place changed after the page showed it, even if it changed back', () => {
    const created = sections();
    created.put('identity', false, shown(property('Project ID', 'b')));
    assert.equal(created.valueToCopy(FIRST), undefined);
    created.put('identity', false, shown(property('Project ID', 'a')));
    assert.equal(created.valueToCopy(FIRST), undefined);
    assert.equal(created.valueToCopy({ ...FIRST, version: 3 })?.text, 'a');
  });

  it('is nothing if another value with the same text came to its place', () => {
    const created = sections();
    created.put('identity', false, shown(property('Organization ID', 'a')));
    assert.equal(created.valueToCopy(FIRST), undefined);
  });

  it('is nothing if the page never showed that version', () => {
    assert.equal(sections().valueToCopy({ ...FIRST, version: 2 }), undefined);
  });
});
