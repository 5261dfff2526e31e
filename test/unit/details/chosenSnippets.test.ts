import assert from 'node:assert/strict';
import { ChosenSnippets } from '../../../src/details/chosenSnippets';
import { memento } from '../model/memento';

describe('The kinds of code snippets that were chosen', () => {
  it('are kept for all tabs, the last one first', async () => {
    const { state: stored } = memento();
    assert.deepEqual(new ChosenSnippets(stored).get(), []);
    for (const id of ['goSdk', 'awsCli', 'uri', 'goSdk'] as const) {
      await new ChosenSnippets(stored).choose(id);
    }
    assert.deepEqual(new ChosenSnippets(stored).get(), ['goSdk', 'uri', 'awsCli']);
  });

  it('are ignored if this version doesn’t have them', () => {
    for (const value of ['goSdk', 7, {}, null]) {
      assert.deepEqual(new ChosenSnippets({ get: () => value, update: () => Promise.resolve() }).get(), []);
    }
    const mixed = { get: () => ['later', 'uri', 7], update: () => Promise.resolve() };
    assert.deepEqual(new ChosenSnippets(mixed).get(), ['uri']);
  });

  it('stay stored if only a newer version has them', async () => {
    for (const [before, after] of [
      [
        ['later', 'uri', 7],
        ['goSdk', 'later', 'uri', 7],
      ],
      [{ version: 2 }, { version: 2 }],
    ]) {
      const { state, values } = memento(new Map([['chosenSnippets', before]]));
      await new ChosenSnippets(state).choose('goSdk');
      assert.deepEqual(values.get('chosenSnippets'), after);
    }
  });
});
