import type { TreeView, Uri } from 'vscode';
import type { Credentials } from '../credentials/credentials';
import type { Organizations } from '../model/organizations';
import type { Language } from '../text/language';
import { OverviewPanels } from './overviewPanels';
import type { Arrangements } from '../tree/arrangements';
import { credentialNode, type ProjectNode, type TreeNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { revealRow } from '../tree/revealRow';

interface OverviewParts {
  readonly extensionUri: Uri;
  readonly tree: ProjectsTree;
  readonly arrangements: Arrangements;
  readonly view: TreeView<TreeNode>;
  readonly credentials: Credentials;
  readonly organizations: Organizations;
  readonly language: Language;
  readonly report: (error: unknown) => void;
}

/** The overview of what the tree knows, which leads back to the rows of the tree. */
export function createOverview({
  extensionUri,
  tree,
  arrangements,
  view,
  credentials,
  organizations,
  language,
  report,
}: OverviewParts): OverviewPanels {
  const seen = ({ project, parent: { credential } }: ProjectNode) => ({ project, credential });
  return new OverviewPanels({
    extensionUri,
    language,
    report,
    sources: () => ({
      credentials: credentials.list(),
      known: (parent) => tree.rows.known(parent),
      organizationOf: (node) => organizations.nameOf(seen(node)),
      language,
      filter: arrangements.providers,
    }),
    load: async (signal, onProgress) => {
      const { projects } = await tree.loadAll(credentials.list().map(credentialNode), { signal, onProgress });
      await organizations.load(
        projects.map(({ node }) => seen(node)),
        signal,
      );
    },
    reveal: (row) => revealRow(tree, view, credentials.list(), row),
  });
}
