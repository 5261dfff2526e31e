import assert from 'node:assert/strict';
import { separator, type FindItem } from '../../src/find/findItems';
import { ShownItems } from '../../src/find/shownItems';

const itemOf = (key: string): FindItem => ({ ...separator(key), key });

describe('The items of Find', () => {
  /** A Quick Pick whose window shows an update when `respond` is called. */
  function open() {
    const waiting: (() => void)[] = [];
    const picker: { items: readonly FindItem[]; activeItems: readonly FindItem[] } = { items: [], activeItems: [] };
    const shown = new ShownItems(picker, () => new Promise((resolve) => waiting.push(resolve)));
    const respond = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      waiting.splice(0).forEach((resolve) => {
        resolve();
      });
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { picker, shown, respond };
  }

  it('are not used for what the user did with other items in the same places', async () => {
    const { shown, respond } = open();
    const [a, b] = shown.set(['a', 'b'].map(itemOf));
    assert.ok(a && b);
    assert.equal(shown.has(a), false);
    await respond();
    assert.deepEqual([shown.has(a), shown.has(b)], [true, true]);
    const longer = shown.set(['a', 'c', 'b'].map(itemOf));
    assert.deepEqual(
      longer.map((item) => shown.has(item)),
      [true, false, false],
    );
    const shorter = shown.set(['c', 'a'].map(itemOf));
    assert.deepEqual(
      shorter.map((item) => shown.has(item)),
      [false, false],
    );
    await respond();
    assert.deepEqual(
      shorter.map((item) => shown.has(item)),
      [true, true],
    );
  });

  it('keep the active item of an update until the window has shown it', async () => {
    const { picker, shown, respond } = open();
    const [a, b] = shown.set(['a', 'b'].map(itemOf));
    assert.ok(a && b);
    shown.activate(b);
    // The window reports its own choice.
    picker.activeItems = [a];
    assert.equal(shown.active, b);
    await respond();
    picker.activeItems = [a];
    assert.equal(shown.active, a);
  });
});
