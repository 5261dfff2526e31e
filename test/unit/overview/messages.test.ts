import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readPageRequest } from '../../../src/overview/pageRequest';

describe('A request from the overview page', () => {
  it('is read if it is valid', () => {
    for (const request of [
      ...['ready', 'back', 'more', 'load', 'cancel'].map((type) => ({ type })),
      { type: 'expand', figure: 'region' },
      { type: 'open', selection: { figure: 'all' } },
      { type: 'open', selection: { figure: 'name', key: '__proto__' } },
      { type: 'reveal', row: 'p:1' },
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
    ]) {
      assert.equal(readPageRequest(request), undefined);
    }
    fc.assert(fc.property(fc.anything(), (message) => readPageRequest(message) === undefined));
  });
});
