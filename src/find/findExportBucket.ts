import type { TreeView } from 'vscode';
import type { Credentials } from '../credentials/credentials';
import type { AddedProjects } from '../model/addedProjects';
import type { ExportBucketNode, ItemNode, TreeNode } from '../model/nodes';
import type { RememberedLists } from '../model/remembered/rememberedLists';
import type { ProjectsTree } from '../tree/projectsTree';
import { copyBucketIds, copyRememberedId } from '../copyAs/copyIds';
import { openConsole } from '../copyAs/openConsole';
import { isNotLoaded } from './candidates';
import type { Chosen, FindActions, FindQuery } from './findActions';
import { Finder } from './finder';
import { reveal } from '../tree/reveal';
import { verify } from './verify';

export interface FindOptions extends Pick<FindActions, 'acknowledge' | 'report'> {
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly added: AddedProjects;
  readonly credentials: Pick<Credentials, 'clientOf'>;
  readonly remembered: RememberedLists;
  /** Opens the details of an export bucket. */
  readonly open: (node: ExportBucketNode) => Promise<void>;
  /** What is searched at first. */
  readonly query?: FindQuery;
}

/** Lets the user find an export bucket or a project, reveals its row, and opens the details of an export bucket. */
export async function findExportBucket(options: FindOptions): Promise<void> {
  const { tree, view, added, acknowledge, credentials, open, query, remembered, report } = options;
  const actions: FindActions = {
    acknowledge,
    report,
    openConsole,
    copyId: (node) => copyBucketIds([node], acknowledge),
    copyRememberedId: (node, age) => copyRememberedId(node, age, acknowledge),
    readRemembered: () => remembered.read(),
    verify: (node, signal) => verify(node, { tree, credentials, remembered, signal }),
  };
  const chosen = await new Finder(tree, actions, query).choose();
  if (chosen === undefined) {
    return;
  }
  const { node } = chosen;
  const row = needsRequests(chosen, tree) ? undefined : await rowOf(node, tree, added);
  if (row !== undefined) {
    await reveal(view, row, row.kind === 'project');
  }
  if (node.kind === 'exportBucket') {
    await open(node);
  }
}

/** Returns whether showing the row of a verified export bucket would load lists, after the one request that it took. */
function needsRequests({ node, isVerified }: Chosen, { rows }: ProjectsTree): boolean {
  return isVerified && node.kind === 'exportBucket' && isNotLoaded(rows.listOf(node.parent));
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
