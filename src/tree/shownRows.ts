import type { TreeNode } from './nodes';

/** The rows that were shown last, and which are below which. */
export class ShownRows {
  readonly #rows = new Map<string, TreeNode>();
  readonly #below = new Map<string, readonly TreeNode[]>();

  get(id: string): TreeNode | undefined {
    return this.#rows.get(id);
  }

  values(): Iterable<TreeNode> {
    return this.#rows.values();
  }

  below(id: string): readonly TreeNode[] {
    return this.#below.get(id) ?? [];
  }

  /** Notes a row at the root. */
  addRoot(row: TreeNode): void {
    this.#rows.set(row.id, row);
  }

  /**
   * Notes what is shown below a row from now on.
   * @returns the ids of what was shown there until now and is no more
   */
  replaceBelow(id: string, rows: readonly TreeNode[]): string[] {
    const shown = new Set(rows.map((row) => row.id));
    const gone = this.below(id).flatMap((row) => (shown.has(row.id) ? [] : [row.id]));
    gone.forEach((goneId) => {
      this.remove(goneId);
    });
    rows.forEach((row) => this.#rows.set(row.id, row));
    this.#below.set(id, rows);
    return gone;
  }

  /** Forgets a row and all that is below it. */
  remove(id: string): void {
    for (const row of this.below(id)) {
      this.remove(row.id);
    }
    this.#rows.delete(id);
    this.#below.delete(id);
  }

  /** `rows` in the order in which they are shown below the roots. */
  inVisualOrder<T extends TreeNode>(roots: readonly TreeNode[], rows: readonly T[]): T[] {
    const positions = new Map<string, number>();
    const walk = (shown: readonly TreeNode[]): void => {
      for (const { id } of shown) {
        positions.set(id, positions.size);
        walk(this.below(id));
      }
    };
    walk(roots);
    return [...rows].sort((a, b) => (positions.get(a.id) ?? 0) - (positions.get(b.id) ?? 0));
  }
}
