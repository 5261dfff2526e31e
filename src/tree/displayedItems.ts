import type { TreeItem } from 'vscode';
import { isParent, type TreeNode } from '../model/nodes';
import type { ExpandedRows } from './expandedRows';
import type { Rows } from './rows';
import { toTreeItem } from './toTreeItem';

/** Makes the items of rows, and remembers what VS Code displays of those with a list below them. */
export class DisplayedItems {
  /** By the IDs of the rows. */
  readonly #displayed = new Map<string, string>();

  constructor(
    private readonly rows: Pick<Rows, 'stateOf'>,
    private readonly expanded: Pick<ExpandedRows, 'apply'>,
  ) {}

  itemOf(node: TreeNode): TreeItem {
    const state = this.rows.stateOf(node);
    const item = toTreeItem(node, state);
    if (isParent(node)) {
      this.expanded.apply(item, node, state.list);
      this.#displayed.set(node.id, listStateOf(item));
    }
    return item;
  }

  /** Returns whether VS Code displays something else than the row would say now. */
  isOutdated(node: TreeNode): boolean {
    return this.#displayed.get(node.id) !== listStateOf(toTreeItem(node, this.rows.stateOf(node)));
  }
}

/** Returns the parts of an item that depend on the list below its row. */
function listStateOf({ description, contextValue }: TreeItem): string {
  return JSON.stringify([description, contextValue]);
}
