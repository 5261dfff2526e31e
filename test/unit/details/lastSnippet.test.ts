import assert from 'node:assert/strict';
import { LastSnippet } from '../../../src/details/lastSnippet';
import { memento } from '../model/memento';

describe('The kind of code snippet that was chosen last', () => {
  it('is kept for all tabs', async () => {
    const { state: stored } = memento();
    assert.equal(new LastSnippet(stored).get(), undefined);
    await new LastSnippet(stored).set('goSdk');
    assert.equal(new LastSnippet(stored).get(), 'goSdk');
  });

  it('is ignored if this version doesn’t have it', () => {
    for (const value of ['later', 7, {}, null]) {
      assert.equal(new LastSnippet({ get: () => value, update: () => Promise.resolve() }).get(), undefined);
    }
  });
});
