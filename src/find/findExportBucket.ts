import type { TreeView } from 'vscode';
import type { AddedProjects } from '../model/addedProjects';
import type { ExportBucketNode, ProjectNode, TreeNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { copyBucketIds } from '../copyAs/copyIds';
import { openConsole } from '../copyAs/openConsole';
import { Finder, type FindActions } from './finder';
import { reveal } from '../tree/reveal';

export interface FindOptions extends Pick<FindActions, 'acknowledge'> {
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly added: AddedProjects;
  /** Opens the details of an export bucket. */
  readonly open: (node: ExportBucketNode) => Promise<void>;
}

/** Lets the person find an export bucket among all that there are, shows it in the tree, and opens its details. */
export async function findExportBucket({ tree, view, added, acknowledge, open }: FindOptions): Promise<void> {
  const copyId = (node: ExportBucketNode): Promise<void> => copyBucketIds([node], acknowledge);
  const chosen = await new Finder(tree, { copyId, openConsole, acknowledge }).choose();
  if (chosen !== undefined) {
    const row = await shown(chosen, tree, added);
    if (row !== undefined) {
      await reveal(view, row, row.kind === 'project');
    }
    if (chosen.kind === 'exportBucket') {
      await open(chosen);
    }
  }
}

/** The row in the tree; a project that Atlas does not list is in it from now on. */
async function shown(
  node: ProjectNode | ExportBucketNode,
  tree: ProjectsTree,
  added: AddedProjects,
): Promise<TreeNode | undefined> {
  const row = await tree.show(node);
  if (row !== undefined || node.kind !== 'project') {
    return row;
  }
  await added.add(node.parent.credential.id, [node.project]);
  return tree.show(node);
}
