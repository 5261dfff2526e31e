import type { TreeView } from 'vscode';
import type { Credential } from '../credentials/credential';
import { credentialNode, exportBucketNodeId, type ProjectNode, type TreeNode } from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import { reveal } from './reveal';

/**
 * Selects the row of a project or export bucket, by the ID of the row, as `revealRow` does.
 * @param toSide opens the details of an export bucket to the side instead
 */
export type Reveal = (row: string, toSide: boolean) => Promise<void>;

/**
 * Selects and focuses the row of a project or export bucket, by the ID of the row. Loads its list if necessary. If the
 * filter hides an export bucket, or if it no longer exists, selects its project. If the filter hides the project, selects
 * the row that says so.
 */
export async function revealRow(
  tree: ProjectsTree,
  view: Pick<TreeView<TreeNode>, 'reveal'>,
  credentials: readonly Credential[],
  id: string,
): Promise<void> {
  const project = projectOfRow(tree, credentials, id);
  if (project === undefined) {
    return;
  }
  // Sends no request for loaded lists, and displays their rows.
  await tree.load(project.parent);
  if (project.id !== id) {
    await tree.load(project);
  }
  const row = tree.rows.find({ id }) ?? tree.rows.find(project) ?? tree.rows.hiding(project);
  if (row !== undefined) {
    await reveal(view, row);
  }
}

function projectOfRow(tree: ProjectsTree, credentials: readonly Credential[], id: string): ProjectNode | undefined {
  return credentials
    .flatMap((credential) => tree.rows.projectsOf(credentialNode(credential)))
    .find(
      ({ node }) => node.id === id || id.startsWith(exportBucketNodeId(node.parent.credential.id, node.project.id, '')),
    )?.node;
}
