import type { TreeItem } from 'vscode';
import { isParent, rootOf, type ParentNode, type TreeNode } from '../model/nodes';
import type { ExpandedRows } from './expandedRows';
import type { Rows } from './rows';
import { toTreeItem } from './toTreeItem';

/** Creates the items of rows, and remembers what VS Code displays of those with a list below them. */
export class DisplayedItems {
  /** By the IDs of the rows. */
  readonly #displayed = new Map<string, string>();

  constructor(
    private readonly rows: Pick<Rows, 'above' | 'stateOf'>,
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

  /**
   * Returns the row of a list, or of its credential, if what VS Code displays of it is outdated. VS Code requests a row
   * before its children, which may change the row's count or its need for attention.
   */
  outdatedOf(parent: ParentNode): ParentNode | undefined {
    return [rootOf(parent), parent].find(
      (row) =>
        this.rows.above(row) !== undefined &&
        this.#displayed.get(row.id) !== listStateOf(toTreeItem(row, this.rows.stateOf(row))),
    );
  }
}

/** Returns the parts of an item that depend on the list below its row. */
function listStateOf({ description, contextValue }: TreeItem): string {
  return JSON.stringify([description, contextValue]);
}
