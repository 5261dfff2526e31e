import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePastedId, parsePastedSecret } from '../../../src/signIn/pastedKey';

const ID = 'mdb_sa_id_64b8e1f2a7c3d90518e6f4b2';
const SECRET = 'mdb_sa_sk_Sample_Secret-0123456789';

describe('parsePastedId', () => {
  for (const [pasted, expected] of [
    [ID, { id: ID }],
    [`  ${ID}\n`, { id: ID }],
    [`"${ID}"`, { id: ID }],
    [`'${ID}'`, { id: ID }],
    [`\`${ID}\``, { id: ID }],
    [`" ${ID} "`, { id: ID }],
    [`${ID}:${SECRET}`, { id: ID, secret: SECRET }],
    [`"${ID}:${SECRET}"`, { id: ID, secret: SECRET }],
    [`"${ID}":"${SECRET}"`, { id: ID, secret: SECRET }],
    [
      'zmmrboas:55c3bbb6-b4bb-0be1-e66d-20841f3e0000',
      { id: 'zmmrboas', secret: '55c3bbb6-b4bb-0be1-e66d-20841f3e0000' },
    ],
    ['zmmrboas:a:b', { id: 'zmmrboas', secret: 'a:b' }],
    ['zmmrboas:', { id: 'zmmrboas:' }],
    [':secret', { id: ':secret' }],
    ['two words', { id: 'two words' }],
    ['', { id: '' }],
    ['"', { id: '"' }],
    ['""', { id: '' }],
  ] as const) {
    it(`parses ${JSON.stringify(pasted)}`, () => {
      assert.deepEqual(parsePastedId(pasted), expected);
    });
  }
});

describe('parsePastedSecret', () => {
  for (const pasted of [SECRET, ` ${SECRET} `, `"${SECRET}"`, `'${SECRET}'`, `${ID}:${SECRET}`, `"${ID}:${SECRET}"`]) {
    it(`parses ${JSON.stringify(pasted)}`, () => {
      assert.equal(parsePastedSecret(pasted, ID), SECRET);
    });
  }

  it("doesn't change a secret without quotes or ID", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.~-]+$/), (secret) => {
        assert.equal(parsePastedSecret(secret, ID), secret);
      }),
    );
  });
});
