import type { TreeView } from 'vscode';
import type { TreeNode } from '../model/nodes';
import type { ProjectsTree } from './projectsTree';

/** Rows that the tree may not have, as those of tabs that came back with the window. */
export interface OtherRows {
  find(argument: unknown): TreeNode | undefined;
}

/**
 * The rows that a command is about: the one it was called on, with the others if it is among the selected ones; or,
 * called from the keyboard or the palette, the selected ones. In the order in which they are shown.
 */
export function targetRows(
  tree: ProjectsTree,
  view: TreeView<TreeNode>,
  argument: unknown,
  all: unknown,
  others: OtherRows,
): TreeNode[] {
  const called = tree.rows.find(argument) ?? others.find(argument);
  if (called === undefined) {
    return argument === undefined ? tree.rows.inVisualOrder(known(tree, view.selection)) : [];
  }
  const several = Array.isArray(all) ? known(tree, all) : [];
  return several.some(({ id }) => id === called.id) ? tree.rows.inVisualOrder(several) : [called];
}

function known(tree: ProjectsTree, rows: readonly unknown[]): TreeNode[] {
  return rows.flatMap((row) => tree.rows.find(row) ?? []);
}
