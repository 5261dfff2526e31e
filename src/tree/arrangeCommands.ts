import type { Project } from '../atlas/models';
import type { CommandHandlers } from '../host/commandRegistry';
import type { Core } from '../core';
import type { CommandOf } from '../manifest';
import { credentialOf, isParent, type TreeNode } from '../model/nodes';
import { filterByProvider, sortList, sortProjects } from './arrangeLists';
import type { Arrangements } from './arrangements';
import type { ProjectsTree } from './projectsTree';
import type { Targets } from './targets';

interface ArrangeDependencies {
  readonly tree: ProjectsTree;
  readonly arrangements: Arrangements;
  readonly targets: Targets;
}

/** Returns the commands that pin, sort and filter rows. */
export function arrangeCommands(
  { pinned, credentials }: Core,
  { tree, arrangements, targets }: ArrangeDependencies,
): CommandHandlers<CommandOf<'arrange'>> {
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
      if (isParent(row)) {
        await sortList(tree, arrangements, row);
      }
    },
    // VS Code passes the selected row to each command in the title of a view, so `sort` can't be used there.
    sortProjects: () => sortProjects(tree, arrangements, credentials.list()),
    filterByProvider: () => filterByProvider(tree, arrangements),
    clearFilter: () => {
      arrangements.filter(undefined);
    },
  };
}

/** Calls `work` for each credential of the rows, with its projects among them. */
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
