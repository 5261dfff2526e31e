import { Disposable, TreeItemCollapsibleState, type TreeItem, type TreeView } from 'vscode';
import type { LoadedList } from '../model/loadedList';
import type { TreeNode } from '../model/nodes';

/**
 * Tells VS Code which rows to show expanded when they move. VS Code forgets it when the projects of the only credential
 * move below its row, because a second one was added, and when they move back.
 */
export class ExpandedRows {
  readonly #ids = new Set<string>();

  /** Tracks the rows that the user expands and collapses. */
  follow({ onDidExpandElement, onDidCollapseElement }: TreeView<TreeNode>): Disposable {
    return Disposable.from(
      onDidExpandElement(({ element }) => this.#ids.add(element.id)),
      onDidCollapseElement(({ element }) => this.#ids.delete(element.id)),
    );
  }

  /** Marks a row as expanded. The only credential has no row, and VS Code shows its projects as roots. */
  add({ id }: TreeNode): void {
    this.#ids.add(id);
  }

  /**
   * Has a row shown expanded if it was before. Only if its list is loaded: an expanded row would request it, and VS Code
   * doesn't report the rows that _Collapse All_ collapses.
   */
  apply(item: TreeItem, { id }: TreeNode, list: LoadedList | undefined): void {
    const isLoaded =
      list !== undefined && list.pages.pagesLoaded > 0 && !list.pages.isStale && list.failure === undefined;
    if (isLoaded && this.#ids.has(id) && item.collapsibleState === TreeItemCollapsibleState.Collapsed) {
      item.collapsibleState = TreeItemCollapsibleState.Expanded;
    }
  }
}
