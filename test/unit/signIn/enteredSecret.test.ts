import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { EnteredSecret, type KeyTarget } from '../../../src/signIn/enteredSecret';

const TARGET: KeyTarget = { origin: 'https://cloud.mongodb.com', method: 'apiKey', keyId: 'zmmrboas' };

describe('EnteredSecret', () => {
  it('returns the secret for the target it was entered for', () => {
    assert.equal(new EnteredSecret(TARGET, 'secret').secretFor({ ...TARGET }), 'secret');
  });

  const OTHERS: readonly Partial<KeyTarget>[] = [
    { origin: 'https://cloud.mongodbgov.com' },
    { origin: 'https://cloud.mongodb.com.' },
    { origin: '' },
    { method: 'serviceAccount' },
    { keyId: 'qwplatfm' },
    { keyId: '' },
  ];
  for (const other of OTHERS) {
    it(`returns nothing for ${JSON.stringify(other)}`, () => {
      assert.equal(new EnteredSecret(TARGET, 'secret').secretFor({ ...TARGET, ...other }), undefined);
    });
  }

  it("doesn't reveal the secret when printed", () => {
    const entered = new EnteredSecret(TARGET, 'secret');
    assert.doesNotMatch(inspect(entered, { depth: 9, showHidden: true }) + JSON.stringify(entered), /"?secret\b/);
  });
});
