import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { EnteredSecret, type KeyTarget } from '../../../src/signIn/enteredSecret';

const TARGET: KeyTarget = { origin: 'https://cloud.mongodb.com', method: 'apiKey', keyId: 'zmmrboas' };

describe('EnteredSecret', () => {
  it('gives the secret for what it was entered for', () => {
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
    it(`gives nothing for ${JSON.stringify(other)}`, () => {
      assert.equal(new EnteredSecret(TARGET, 'secret').secretFor({ ...TARGET, ...other }), undefined);
    });
  }

  it('shows the secret to nobody who prints it', () => {
    const entered = new EnteredSecret(TARGET, 'secret');
    assert.doesNotMatch(inspect(entered, { depth: 9, showHidden: true }) + JSON.stringify(entered), /"?secret\b/);
  });
});
