import type { Project } from '../atlas/models';
import type { CommandHandlers } from '../host/commandRegistry';
import type { Core } from '../core';
import { credentialOf, type TreeNode } from '../model/nodes';
import { filterByProvider, sortList, sortProjects } from './arrangeLists';
import type { Arrangements } from './arrangements';
import type { ProjectsTree } from './projectsTree';
import type { Targets } from './targets';

interface ArrangeDependencies {
  readonly tree: ProjectsTree;
  readonly arrangements: Arrangements;
  readonly targets: Targets;
}

/** The commands that show the same rows in another way. */
export function arrangeCommands(
  { pinned, credentials }: Core,
  { tree, arrangements, targets }: ArrangeDependencies,
): CommandHandlers<'pinProject' | 'unpinProject' | 'sort' | 'sortProjects' | 'filterByProvider' | 'clearFilter'> {
  return {
    pinProject: async (argument, all) => {
      await eachCredential(targets.rows(argument, all), (credentialId, ids, projects) =>
        pinned.pin(credentialId, ids, projects),
      );
    },
    unpinProject: async (argument, all) => {
      await eachCredential(targets.rows(argument, all), (credentialId, ids) => pinned.unpin(credentialId, ids));
    },
    sort: async (argument) => {
      const [row] = targets.rows(argument);
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
