import assert from 'node:assert/strict';
import { QuickPickItemKind } from 'vscode';
import { COPY_ID, separator, textItem, type FindItem } from '../../src/find/findItems';
import { ShownItems } from '../../src/find/shownItems';

const UPDATE = { isFiltered: false, keepActive: false };

const rowOf = (key: string): FindItem => textItem(key, key, 'info');

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

  it('are found by what the window showed when the user acted', async () => {
    const { picker, shown, respond } = open();
    /** Returns the keys of the items on which actions on the items of an earlier update act. */
    const actions = (earlier: readonly FindItem[]): (string | undefined)[] =>
      earlier.flatMap(({ kind }, index) => (kind === undefined ? [shown.current(picker.items[index])?.key] : []));
    const rows = (): string[] => picker.items.flatMap(({ key, kind }) => (kind === undefined ? [key] : []));
    shown.show(['a', 'b'].map(rowOf), UPDATE);
    const first = picker.items;
    assert.deepEqual(actions(first), ['a', 'b']);
    shown.show([...['c', 'b', 'a'].map(rowOf), separator('d')], UPDATE);
    const second = picker.items;
    assert.deepEqual(actions(first), ['a', 'b']);
    assert.deepEqual(actions(second), ['c', 'b', 'a']);
    shown.show(['b'].map(rowOf), UPDATE);
    assert.deepEqual([...actions(first), ...actions(second)], [undefined, 'b', undefined, 'b', undefined]);
    assert.deepEqual(rows(), ['b']);
    await respond();
    shown.show(['e', 'f'].map(rowOf), UPDATE);
    assert.deepEqual(rows(), ['e', 'f']);
    await respond();
    shown.show(['g'].map(rowOf), UPDATE);
    assert.deepEqual(rows(), ['g']);
    assert.ok(picker.items.length <= 3);
  });

  it('have no row for what they replaced', () => {
    const { picker, shown } = open();
    shown.show(['a', 'b'].map(rowOf), UPDATE);
    shown.show(['c'].map(rowOf), UPDATE);
    assert.deepEqual(
      picker.items.map(({ label, kind }) => [label, kind]),
      [
        ['', QuickPickItemKind.Separator],
        ['', QuickPickItemKind.Separator],
        ['$(info) c', undefined],
      ],
    );
  });

  it('have the buttons of what they replaced, which the user may have pressed', () => {
    const { picker, shown } = open();
    const buttons = [{ iconPath: COPY_ID }];
    shown.show([{ ...rowOf('a'), buttons }, rowOf('b')], UPDATE);
    shown.show(['b', 'a'].map(rowOf), UPDATE);
    assert.deepEqual(
      picker.items.map((item) => item.buttons),
      [buttons, undefined, undefined, undefined],
    );
  });

  it('stay as they are if an update changes nothing', () => {
    const { picker, shown } = open();
    shown.show(['a', 'b'].map(rowOf), UPDATE);
    const { items } = picker;
    shown.show(['a', 'b'].map(rowOf), { ...UPDATE, keepActive: true });
    assert.equal(picker.items, items);
    shown.show(['a', 'b', 'c'].map(rowOf), { ...UPDATE, keepActive: true });
    assert.notEqual(picker.items, items);
  });

  it('keep the active item of an update until the window has shown it', async () => {
    const { picker, shown, respond } = open();
    shown.show(['a', 'b'].map(rowOf), UPDATE);
    const [a, b] = picker.items;
    assert.ok(a && b);
    shown.activate(b.key);
    // The window reports its own choice.
    picker.activeItems = [a];
    assert.equal(shown.active, b);
    await respond();
    picker.activeItems = [a];
    assert.equal(shown.active, a);
  });
});
