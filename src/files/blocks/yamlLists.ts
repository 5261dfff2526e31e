/** A key whose value may be a block. */
export interface Key {
  readonly text: string;
  readonly start: number | undefined;
}

export const NO_KEY: Key = { text: '', start: undefined };

/** The keys that have the lists around a line, for all items of each list. The keys in the items don't count. */
export class ListKeys {
  /** Innermost last. */
  readonly #lists: { readonly column: number; readonly key: Key }[] = [];

  /**
   * Returns the key of the list that has an item at a column.
   * @param last the last key before the item, which has the list if this is its first item
   */
  keyAt(column: number, last: Key): Key {
    this.leave(column);
    const list = this.#lists.at(-1);
    if (list?.column === column) {
      return list.key;
    }
    this.#lists.push({ column, key: last });
    return last;
  }

  /** Forgets the lists beyond a column. */
  leave(column: number): void {
    while ((this.#lists.at(-1)?.column ?? -Infinity) > column) {
      this.#lists.pop();
    }
  }
}
