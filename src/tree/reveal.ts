import type { TreeView } from 'vscode';
import type { TreeNode } from '../model/nodes';

/** Selects and focuses a row of the tree. Does nothing if the row no longer exists, as after a refresh. */
export async function reveal(view: Pick<TreeView<TreeNode>, 'reveal'>, row: TreeNode, expand = false): Promise<void> {
  await Promise.resolve(view.reveal(row, { select: true, focus: true, expand })).catch(() => undefined);
}
