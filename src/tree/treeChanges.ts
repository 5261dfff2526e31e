import { EventEmitter, type Disposable } from 'vscode';
import { failureOf, isRefusedKey } from './branch';
import { rootOf, type ParentNode, type TreeNode } from './nodes';
import type { Rows } from './rows';

/** What VS Code is told to ask for again. */
export class TreeChanges implements Disposable {
  readonly #changed = new EventEmitter<TreeNode | undefined>();
  readonly onDidChange = this.#changed.event;

  constructor(private readonly rows: Pick<Rows, 'above' | 'known' | 'progressOf'>) {}

  ofAll(): void {
    this.#changed.fire(undefined);
  }

  /** A row and what is below it. */
  of(parent: ParentNode): void {
    this.#changed.fire(this.rows.above(parent));
  }

  /** The same; a key that Atlas refuses marks its credential, wherever it was used. */
  ofOutcome(parent: ParentNode): void {
    const branch = this.rows.known(parent);
    this.of(branch !== undefined && isRefusedKey(failureOf(branch)) ? rootOf(parent) : parent);
  }

  /** What the rows say that are about the list itself. */
  ofProgress(parent: ParentNode): void {
    for (const row of this.rows.progressOf(parent)) {
      this.#changed.fire(row);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
