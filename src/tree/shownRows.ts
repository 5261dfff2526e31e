import { isDeepStrictEqual } from 'node:util';
import type { Credential } from '../credentials/credential';
import { credentialNode, type CredentialNode, type TreeNode } from '../model/nodes';

/** Holds the displayed rows and their parents. */
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

  /** Returns the rows of credentials. Unchanged rows stay the same objects, because VS Code identifies rows by object. */
  roots(credentials: readonly Credential[]): CredentialNode[] {
    return credentials.map((credential) => {
      const root = credentialNode(credential);
      const before = this.#rows.get(root.id);
      if (before?.kind === 'credential' && isDeepStrictEqual(before, root)) {
        return before;
      }
      this.#rows.set(root.id, root);
      return root;
    });
  }

  /**
   * Replaces the rows below a row. Unchanged rows stay the same objects, because VS Code identifies rows by object.
   * @returns the new rows, and the IDs of the removed ones
   */
  replaceBelow(
    id: string,
    rows: readonly TreeNode[],
  ): { readonly rows: readonly TreeNode[]; readonly removed: string[] } {
    const kept = rows.map((row) => {
      const before = isRecreated(row) ? this.#rows.get(row.id) : undefined;
      return before !== undefined && isDeepStrictEqual(before, row) ? before : row;
    });
    const shown = new Set(kept.map((row) => row.id));
    const removed = this.below(id).flatMap((row) => (shown.has(row.id) ? [] : [row.id]));
    removed.forEach((removedId) => {
      this.remove(removedId);
    });
    kept.forEach((row) => this.#rows.set(row.id, row));
    this.#below.set(id, kept);
    return { rows: kept, removed };
  }

  /** Removes a row and all rows below it. */
  remove(id: string): void {
    for (const row of this.below(id)) {
      this.remove(row.id);
    }
    this.#rows.delete(id);
    this.#below.delete(id);
  }

  /** Returns `rows` in the order in which they are displayed below the roots. */
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

/** Returns whether a row is created for each update; the list keeps the others. */
function isRecreated(row: TreeNode): boolean {
  return row.kind === 'project' ? row.source !== 'listed' : row.kind !== 'exportBucket';
}
