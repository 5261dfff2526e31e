import type { TreeView } from 'vscode';
import type { MessageNode, TreeNode } from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import { reveal } from './reveal';

/** Loads the next page. If the row that loads more was selected, selects the first new row. */
export async function loadMore(tree: ProjectsTree, view: TreeView<TreeNode>, row: MessageNode): Promise<void> {
  const firstNew = await tree.loadNext(row.parent);
  if (firstNew !== undefined && view.visible && view.selection.some(({ id }) => id === row.id)) {
    await reveal(view, firstNew);
  }
}
