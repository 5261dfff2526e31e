import { commands, window } from 'vscode';
import type { CommandHandlers } from '../host/commandRegistry';
import type { Core } from '../core';
import { VIEW, type CommandOf } from '../manifest';
import type { Scope } from '../model/loadAll';
import { isParent } from '../model/nodes';
import { arrangeCommands } from './arrangeCommands';
import type { ProjectsView } from './projectsView';
import { LoadAll } from './loadAllCommand';
import { reveal } from './reveal';
import { rowAction } from './rowAction';

type Parts = Omit<ProjectsView, 'dispose' | 'commands'>;

/** Returns the commands that load lists and arrange rows. */
export function treeCommands(
  core: Core,
  { tree, view, message, arrangements, targets }: Parts,
): CommandHandlers<CommandOf<'tree' | 'arrange'>> {
  const loadAll = new LoadAll(tree, message, core.acknowledge);
  tree.onDidReadList((parent) => {
    loadAll.update(parent, tree.rows.listOf(parent)?.failure);
  });
  const load = async (scopes: readonly Scope[]): Promise<void> => {
    await loadAll.run(scopes);
    if (arrangements.providers !== undefined) {
      // Applied again, the filter also hides the projects in which nothing was found.
      arrangements.filter(arrangements.providers);
    }
  };
  return {
    ...arrangeCommands(core, { tree, arrangements, targets }),
    refresh: () => {
      loadAll.clear();
      core.organizations.expire();
      return inView(() => tree.refreshAll());
    },
    refreshNode: async (argument) => {
      const [row] = targets.rows(argument);
      if (isParent(row)) {
        await inView(() => tree.refresh(row));
      }
    },
    openRow: async () => {
      const row = await targets.clicked();
      const action = row && rowAction(row, tree.rows.stateOf(row));
      if (action !== undefined) {
        await commands.executeCommand(action.command, ...action.arguments);
      }
    },
    loadMore: async (argument) => {
      const [row] = targets.rows(argument);
      if (row?.kind === 'loadMore') {
        const firstNew = await tree.loadNext(row.parent);
        if (firstNew !== undefined && view.visible && view.selection.some(({ id }) => id === row.id)) {
          await reveal(view, firstNew);
        }
      }
    },
    loadAll: async (argument, all) => {
      const scopes = targets.rows(argument, all).filter((row) => row.kind !== 'exportBucket');
      if (scopes.length > 0) {
        await load(scopes);
      }
    },
    loadEverything: () => load(tree.rows.roots()),
    stopLoading: () => {
      loadAll.stop();
    },
    dismissMessage: () => {
      loadAll.clear();
    },
    // VS Code shows its own icon even if there is nothing to collapse.
    collapseAll: async () => {
      await commands.executeCommand(`workbench.actions.treeView.${VIEW}.collapseAll`);
    },
    retry: async (argument) => {
      const [row] = targets.rows(argument);
      if (row?.kind === 'failure') {
        await tree.retry(row.parent);
      }
    },
  };
}

/** Displays a progress bar in the view while `work` runs. */
async function inView(work: () => Promise<void>): Promise<void> {
  await window.withProgress({ location: { viewId: VIEW } }, work);
}
