import type { TreeView } from 'vscode';
import type { AddedProjects } from '../model/addedProjects';
import type { ExportBucketNode, ItemNode, TreeNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { copyBucketIds } from '../copyAs/copyIds';
import { openConsole } from '../copyAs/openConsole';
import { Finder, type FindActions, type FindQuery } from './finder';
import { reveal } from '../tree/reveal';

export interface FindOptions extends Pick<FindActions, 'acknowledge'> {
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly added: AddedProjects;
  /** Opens the details of an export bucket. */
  readonly open: (node: ExportBucketNode) => Promise<void>;
  /** What is searched at first. */
  readonly query?: FindQuery;
}

/** Lets the user find an export bucket or a project, reveals its row, and opens the details of an export bucket. */
export async function findExportBucket({ tree, view, added, acknowledge, open, query }: FindOptions): Promise<void> {
  const copyId = (node: ExportBucketNode): Promise<void> => copyBucketIds([node], acknowledge);
  const chosen = await new Finder(tree, { copyId, openConsole, acknowledge }, query).choose();
  if (chosen !== undefined) {
    const row = await rowOf(chosen, tree, added);
    if (row !== undefined) {
      await reveal(view, row, row.kind === 'project');
    }
    if (chosen.kind === 'exportBucket') {
      await open(chosen);
    }
  }
}

/** Returns the row in the tree. First adds a project that Atlas doesn't list. */
async function rowOf(node: ItemNode, tree: ProjectsTree, added: AddedProjects): Promise<TreeNode | undefined> {
  const row = await tree.show(node);
  if (row !== undefined || node.kind !== 'project') {
    return row;
  }
  await added.add(node.parent.credential.id, [node.project]);
  return tree.show(node);
}
