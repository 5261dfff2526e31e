import type { TreeView } from 'vscode';
import type { TreeNode } from '../model/nodes';

/** Selects a row of the tree and gives it the focus. A row that is gone again, as after a refresh, is no failure. */
export async function reveal(view: TreeView<TreeNode>, row: TreeNode, expand = false): Promise<void> {
  await Promise.resolve(view.reveal(row, { select: true, focus: true, expand })).catch(() => undefined);
}
