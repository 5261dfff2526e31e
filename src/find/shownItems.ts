import { setTimeout as wait } from 'node:timers/promises';
import type { QuickPick } from 'vscode';
import { choice } from '../text/sinks';
import type { FindItem } from './findItems';

/**
 * Sets the items of a Quick Pick that changes while the user is using it.
 *
 * The window shows an update a moment later, and until then reports what the user does with the items before it. It
 * names an item by its index only, so VS Code would take the new item at that index for the one that was clicked. With
 * new items, the window also makes an item of its own choice active first, and reports that as if the user had.
 */
export class ShownItems {
  /** The items before each update that the window may not have shown yet. */
  #outdated: (readonly FindItem[])[] = [];
  /** The item that was made active last, until the window has made it active. */
  #activating: FindItem | undefined;

  /**
   * @param windowResponds waits for a response of the window, which comes after it has shown all earlier updates
   */
  constructor(
    private readonly picker: Pick<QuickPick<FindItem>, 'items' | 'activeItems'>,
    private readonly windowResponds: () => Promise<void>,
  ) {}

  /** The item that is active, and whether the user has chosen it or the last update. */
  get active(): FindItem | undefined {
    return this.#activating ?? this.picker.activeItems[0];
  }

  /** Replaces the items, without setting the active one. Returns them as they are shown. */
  set(items: readonly FindItem[]): readonly FindItem[] {
    const before = this.picker.items;
    this.#outdated.push(before);
    const shown = items.map(choice);
    this.picker.items = shown;
    void this.#untilShown().then(() => {
      this.#outdated = this.#outdated.filter((outdated) => outdated !== before);
    });
    return shown;
  }

  activate(item: FindItem | undefined): void {
    this.picker.activeItems = item === undefined ? [] : [item];
    this.#activating = item;
    void this.#untilShown().then(() => {
      if (this.#activating === item) {
        this.#activating = undefined;
      }
    });
  }

  /** Returns whether the user sees this item, and not another one, in its place. */
  has(item: FindItem): boolean {
    const index = this.picker.items.indexOf(item);
    return this.#outdated.every((items) => items[index]?.key === item.key);
  }

  async #untilShown(): Promise<void> {
    // VS Code sends changes of a Quick Pick to the window in a timer.
    await wait(1);
    await this.windowResponds();
  }
}
