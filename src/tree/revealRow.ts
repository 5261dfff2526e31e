import type { TreeView } from 'vscode';
import type { Credential } from '../credentials/credential';
import { credentialNode, type ProjectNode, type TreeNode } from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import { reveal } from './reveal';

/**
 * Shows the row of a project or export bucket that has been loaded, by its id: selected, with the focus on it. One that
 * the filter hides, or that is gone, leads to its project.
 */
export async function revealRow(
  tree: ProjectsTree,
  view: TreeView<TreeNode>,
  credentials: readonly Credential[],
  id: string,
): Promise<void> {
  const project = projectOfRow(tree, credentials, id);
  if (project === undefined) {
    return;
  }
  // Asks nothing that is there already; from then on the tree has their rows.
  await tree.load(project.parent);
  if (project.id !== id) {
    await tree.load(project);
  }
  const row = tree.rows.find({ id }) ?? tree.rows.find(project);
  if (row !== undefined) {
    await reveal(view, row);
  }
}

function projectOfRow(tree: ProjectsTree, credentials: readonly Credential[], id: string): ProjectNode | undefined {
  return credentials
    .flatMap((credential) => tree.rows.projectsOf(credentialNode(credential)))
    .find(({ node, list }) => node.id === id || list?.rows().some((row) => row.id === id) === true)?.node;
}
