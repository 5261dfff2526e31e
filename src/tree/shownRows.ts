import { isDeepStrictEqual } from 'node:util';
import type { Credential } from '../credentials/credential';
import { credentialNode, type CredentialNode, type TreeNode } from '../model/nodes';

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

  /** The rows of credentials; one that is the same as before is the same object, for VS Code knows a row by it. */
  roots(credentials: readonly Credential[]): CredentialNode[] {
    return credentials.map((credential) => {
      const root = credentialNode(credential);
      const known = this.#rows.get(root.id);
      if (known?.kind === 'credential' && isDeepStrictEqual(known, root)) {
        return known;
      }
      this.#rows.set(root.id, root);
      return root;
    });
  }

  /**
   * Records what is shown below a row from now on. VS Code knows a row by its object: one that is made each time, and
   * says the same as before, is the same object.
   * @returns these rows, and the ids of those that were shown there before and are no more
   */
  replaceBelow(id: string, rows: readonly TreeNode[]): { readonly rows: readonly TreeNode[]; readonly gone: string[] } {
    const kept = rows.map((row) => {
      const known = isRecreated(row) ? this.#rows.get(row.id) : undefined;
      return known !== undefined && isDeepStrictEqual(known, row) ? known : row;
    });
    const shown = new Set(kept.map((row) => row.id));
    const gone = this.below(id).flatMap((row) => (shown.has(row.id) ? [] : [row.id]));
    gone.forEach((goneId) => {
      this.remove(goneId);
    });
    kept.forEach((row) => this.#rows.set(row.id, row));
    this.#below.set(id, kept);
    return { rows: kept, gone };
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

/** Whether a row is made each time it is shown; the others are kept with their list. */
function isRecreated(row: TreeNode): boolean {
  return row.kind === 'project' ? row.source !== 'listed' : row.kind !== 'exportBucket';
}
