import assert from 'node:assert/strict';
import { InvalidIdentifierError } from '../../../src/atlas/errors';
import { checkObjectId, isObjectId, registeredAt } from '../../../src/atlas/objectId';

const GOOD = ['65566a5f1d4b3b0ca4f3b78b', '000000000000000000000000', 'ffffffffffffffffffffffff'];
const BAD: readonly unknown[] = [
  '',
  '65566a5f1d4b3b0ca4f3b78',
  '65566a5f1d4b3b0ca4f3b78b0',
  '65566A5F1D4B3B0CA4F3B78B',
  '65566a5f1d4b3b0ca4f3b78g',
  ' 65566a5f1d4b3b0ca4f3b78b',
  '65566a5f1d4b3b0ca4f3b78b\n',
  '65566a5f1d4b3b0ca4f3b78b/..',
  '../../../../../../../..',
  '６５５６６a5f1d4b3b0ca4f3b78b',
  ['65566a5f1d4b3b0ca4f3b78b'],
  655,
  null,
  undefined,
];

describe('Object identifiers', () => {
  for (const value of GOOD) {
    it(`accepts ${value}`, () => {
      assert.equal(isObjectId(value), true);
      assert.equal(checkObjectId('project', value), value);
    });
  }

  for (const value of BAD) {
    it(`rejects ${JSON.stringify(value)}`, () => {
      assert.equal(isObjectId(value), false);
    });
  }

  it('names the kind of identifier in the error, but not the text', () => {
    assert.throws(
      () => checkObjectId('exportBucket', 'mdb_sa_sk_pasted'),
      (error: unknown) =>
        error instanceof InvalidIdentifierError &&
        error.what === 'exportBucket' &&
        error.message === 'Not an Atlas identifier: exportBucket',
    );
  });

  it('contain the creation time', () => {
    assert.equal(registeredAt('65566a5f1d4b3b0ca4f3b78b').toISOString(), '2023-11-16T19:15:43.000Z');
    assert.equal(registeredAt('000000000000000000000000').toISOString(), '1970-01-01T00:00:00.000Z');
    assert.equal(registeredAt('ffffffffffffffffffffffff').toISOString(), '2106-02-07T06:28:15.000Z');
  });
});
