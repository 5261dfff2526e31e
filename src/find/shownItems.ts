import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { QuickPick } from 'vscode';
import { choice } from '../text/sinks';
import { SEPARATOR, separator, type FindItem } from './findItems';

/** The items of one update, and the index of the first. */
interface Update {
  readonly start: number;
  readonly items: readonly FindItem[];
}

/**
 * Sets the items of a Quick Pick that changes while the user is using it.
 *
 * The window shows an update a moment later, and until then reports what the user does with the items before it. It
 * names an item by its index only, so VS Code would take the new item at that index for the one that was clicked.
 * Therefore, the new items get other indexes: at those of the earlier items there are separators with their keys and
 * without a label, which VS Code doesn't show. They keep the buttons, because VS Code looks up a button that was pressed
 * in the new items. With new items, the window also makes an item of its own choice active first, and reports that as if
 * the user had.
 */
export class ShownItems {
  #items: readonly FindItem[] = [];
  /** The items as VS Code got them. */
  #current: Update = { start: 0, items: [] };
  /** What the window may still show instead of the current items. */
  #outdated: readonly Update[] = [];
  /** The item that was made active last, until the window has made it active. */
  #activating: FindItem | undefined;

  /**
   * @param windowResponds waits for a response of the window, which comes after it has shown all earlier updates
   */
  constructor(
    private readonly picker: Pick<QuickPick<FindItem>, 'items' | 'activeItems'>,
    private readonly windowResponds: () => Promise<void>,
  ) {}

  /** The active item, whether the user or an update made it active. */
  get active(): FindItem | undefined {
    const active = this.#activating ?? this.picker.activeItems[0];
    return active?.key === SEPARATOR ? undefined : active;
  }

  /** Returns the item that the user acted on, as it is now; undefined if the list no longer has it. */
  current(item: FindItem | undefined): FindItem | undefined {
    return this.#current.items.find(({ key }) => key === item?.key && key !== SEPARATOR);
  }

  /**
   * Replaces the items, and activates the one that Enter selects: the first match, unless the user has moved to another.
   * @param isFiltered whether there is a query
   * @param keepActive whether the active item stays active; false after typing
   */
  show(items: readonly FindItem[], { isFiltered, keepActive }: { isFiltered: boolean; keepActive: boolean }): void {
    if (keepActive && isDeepStrictEqual(items, this.#items)) {
      // Setting items takes the focus from a button.
      return;
    }
    const active = keepActive ? this.active : undefined;
    const hadMatch = this.#current.items.some(({ isMatch }) => isMatch === true);
    this.#set(items);
    const firstMatch = isFiltered ? this.#current.items.find(({ isMatch }) => isMatch === true) : undefined;
    const first = firstMatch ?? this.#current.items.find(({ key }) => key !== SEPARATOR);
    const isWanted = active !== undefined && (active.isMatch === true || hadMatch || first?.isMatch !== true);
    this.#activate((isWanted ? this.current(active) : undefined) ?? first);
  }

  /** Activates the item with a key, if the list has it. */
  activate(key: string): void {
    const item = this.#current.items.find((one) => one.key === key);
    if (item !== undefined) {
      this.#activate(item);
    }
  }

  #set(items: readonly FindItem[]): void {
    const before = this.#current;
    this.#outdated = [...this.#outdated, before];
    const start = freeIndexes(this.#outdated, items.length);
    const shown = atTheirIndexes({ start, items }, this.#outdated).map(choice);
    this.#items = items;
    this.#current = { start, items: shown.slice(start, start + items.length) };
    this.picker.items = shown;
    void this.#untilShown().then(() => {
      this.#outdated = this.#outdated.filter((update) => update !== before);
    });
  }

  #activate(item: FindItem | undefined): void {
    this.picker.activeItems = item === undefined ? [] : [item];
    this.#activating = item;
    void this.#untilShown().then(() => {
      if (this.#activating === item) {
        this.#activating = undefined;
      }
    });
  }

  async #untilShown(): Promise<void> {
    // VS Code sends changes of a Quick Pick to the window in a timer.
    await wait(1);
    await this.windowResponds();
  }
}

const endOf = ({ start, items }: Update): number => start + items.length;

/** Returns the first of `count` indexes that no update uses. */
function freeIndexes(updates: readonly Update[], count: number): number {
  return updates.every(({ start }) => start >= count) ? 0 : Math.max(...updates.map(endOf));
}

function atTheirIndexes(current: Update, outdated: readonly Update[]): FindItem[] {
  const all = Array.from({ length: Math.max(...[current, ...outdated].map(endOf)) }, () => separator(''));
  for (const { start, items } of outdated) {
    all.splice(start, items.length, ...items.map(withoutRow));
  }
  all.splice(current.start, current.items.length, ...current.items);
  return all;
}

const withoutRow = ({ key, buttons }: FindItem): FindItem => ({
  ...separator(''),
  key,
  ...(buttons !== undefined && { buttons }),
});
