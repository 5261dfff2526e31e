import type { Project } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import type { PinnedProjects } from '../model/pinnedProjects';
import type { COMMANDS } from '../manifest';
import type { Arrangements } from './arrangements';
import { credentialOf, type TreeNode } from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import { filterByProvider, sortList, sortProjects } from './arrangeLists';

interface ArrangeDependencies {
  readonly tree: ProjectsTree;
  readonly pinned: PinnedProjects;
  readonly arrangements: Arrangements;
  readonly credentials: Credentials;
  /** The rows that a command is about. */
  readonly rows: (argument: unknown, all: unknown) => TreeNode[];
}

type Handler = (argument: unknown, all: unknown) => unknown;
type Name = Extract<
  keyof typeof COMMANDS,
  'pinProject' | 'unpinProject' | 'sort' | 'sortProjects' | 'filterByProvider' | 'clearFilter'
>;

/** The commands that show the same rows in another way. */
export function arrangeCommands({
  tree,
  pinned,
  arrangements,
  credentials,
  rows,
}: ArrangeDependencies): Record<Name, Handler> {
  return {
    pinProject: async (argument, all) => {
      await eachCredential(rows(argument, all), (credentialId, ids, projects) =>
        pinned.pin(credentialId, ids, projects),
      );
    },
    unpinProject: async (argument, all) => {
      await eachCredential(rows(argument, all), (credentialId, ids) => pinned.unpin(credentialId, ids));
    },
    sort: async (argument) => {
      const [row] = rows(argument, undefined);
      if (row?.kind === 'credential' || row?.kind === 'project') {
        await sortList(tree, arrangements, row);
      }
    },
    // VS Code gives the selected row to whatever is in the title of a view, so that this cannot be the same command.
    sortProjects: () => sortProjects(tree, arrangements, credentials.list()),
    filterByProvider: () => filterByProvider(tree, arrangements, credentials.list()),
    clearFilter: () => {
      arrangements.filter(undefined);
    },
  };
}

/** Does something with the projects among the rows, for each credential that they are seen through. */
async function eachCredential(
  rows: readonly TreeNode[],
  work: (credentialId: string, projectIds: readonly string[], projects: readonly Project[]) => Promise<void>,
): Promise<void> {
  const nodes = rows.filter((row) => row.kind === 'project');
  for (const credentialId of new Set(nodes.map((row) => credentialOf(row).id))) {
    const projects = nodes.flatMap((row) => (credentialOf(row).id === credentialId ? row.project : []));
    await work(
      credentialId,
      projects.map(({ id }) => id),
      projects,
    );
  }
}
