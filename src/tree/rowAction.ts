import { l10n } from 'vscode';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { COMMANDS, PREVIEW } from '../manifest';
import type { TreeNode } from '../model/nodes';
import type { RowState } from './rowState';
import { describeListFailure } from './messageItems';

/**
 * Returns what a click on a row runs; undefined if it runs nothing.
 *
 * The row itself names only the command that looks up the selected row. VS Code keeps the arguments of a row's command
 * until it reads the row again, and a click in between would fail with "Actual command not found".
 */
export function rowAction(node: TreeNode, { list }: RowState): FixCommand | undefined {
  switch (node.kind) {
    case 'exportBucket':
      return { command: COMMANDS.openDetails, title: l10n.t('Open Details'), arguments: [node, PREVIEW] };
    case 'loadMore':
      return list === undefined || list.pages.isLoading
        ? undefined
        : { command: COMMANDS.loadMore, title: l10n.t('Load More'), arguments: [node] };
    case 'failure':
      return list?.failure === undefined || list.pages.isLoading
        ? undefined
        : fixCommand(describeListFailure(node.parent, list.failure), node);
    case 'filtered':
      return { command: COMMANDS.clearFilter, title: l10n.t('Clear Filter'), arguments: [] };
    case 'empty':
      return node.parent.kind === 'credential'
        ? { command: COMMANDS.addProjectTo, title: l10n.t('Add Project by ID…'), arguments: [node] }
        : undefined;
    case 'credential':
    case 'project':
    case 'unreadable':
      return undefined;
  }
}
