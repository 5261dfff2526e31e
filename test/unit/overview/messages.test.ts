import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readPageRequest } from '../../../src/overview/pageRequest';

describe('A request from the overview page', () => {
  it('is read if it is valid', () => {
    for (const request of [
      ...['ready', 'back', 'more', 'load', 'checkRoles', 'cancel', 'saveList'].map((type) => ({ type })),
      { type: 'expand', figure: 'region' },
      { type: 'open', selection: { figure: 'all' } },
      { type: 'open', selection: { figure: 'name', key: '__proto__' } },
      { type: 'reveal', row: 'p:1' },
      { type: 'reveal', row: 'b:1', toSide: true },
      { type: 'copyId', row: 'b:1' },
      { type: 'copyList', format: 'csv' },
      { type: 'sort', column: 4 },
      { type: 'open', selection: { figure: 'brokenRole' } },
    ]) {
      assert.deepEqual(readPageRequest(request), request);
    }
  });

  it('is ignored if it is anything else', () => {
    for (const request of [
      undefined,
      { type: 'ready', more: 1 },
      { type: 'expand', figure: 'all' },
      { type: 'open', selection: { figure: 'secret' } },
      { type: 'open', selection: { figure: 'name', key: 1 } },
      { type: 'open', selection: { figure: 'name', key: 'x'.repeat(1001) } },
      { type: 'reveal' },
      { type: 'reveal', row: 'b:1', toSide: 1 },
      { type: 'copyList', format: 'csv', text: 'x' },
      { type: 'copyList', format: 'html' },
      { type: 'sort', column: -1 },
      { type: 'sort', column: 0.5 },
    ]) {
      assert.equal(readPageRequest(request), undefined);
    }
    fc.assert(fc.property(fc.anything(), (message) => readPageRequest(message) === undefined));
  });
});
