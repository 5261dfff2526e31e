import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { providerName } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import { COMMANDS } from '../manifest';
import type { LoadedList } from '../model/loadedList';
import type { RowState } from './children';
import { exportBucketContext } from './exportBucketContext';
import { messageItem } from './messageItems';
import { rowAction } from './rowAction';
import type { CredentialNode, ExportBucketNode, ProjectNode, TreeNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { isoDate, joined, shortId } from '../text/wording';
import { count } from '../host/numbers';
import { row } from '../text/sinks';

/** Returns the item that VS Code displays for a row. */
export function toTreeItem(node: TreeNode, state: RowState): TreeItem {
  const item = row(itemOf(node, state));
  item.id = node.id;
  const action = rowAction(node, state);
  if (action !== undefined) {
    item.command = { command: COMMANDS.openRow, title: action.title };
  }
  return item;
}

function itemOf(node: TreeNode, state: RowState): TreeItem {
  switch (node.kind) {
    case 'credential':
      return credentialItem(node, state);
    case 'project':
      return projectItem(node, state);
    case 'exportBucket':
      return exportBucketItem(node, state);
    case 'loadMore':
    case 'failure':
    case 'empty':
    case 'unreadable':
    case 'filtered':
      return messageItem(node, state);
  }
}

function credentialItem({ credential }: CredentialNode, { list, needsAttention }: RowState): TreeItem {
  const item = new TreeItem(visibleText(credential.name), TreeItemCollapsibleState.Collapsed);
  const isReadable = credential.source !== 'unreadable';
  const method = credential.method === 'apiKey' ? l10n.t('API key') : l10n.t('Service account');
  item.description = joined([
    needsAttention ? l10n.t('needs attention') : '',
    isReadable ? method : l10n.t('requires a newer version'),
    credential.source === 'environment' ? l10n.t('read-only') : '',
    credential.source === 'session' ? l10n.t('this session only') : '',
  ]);
  item.iconPath = needsAttention
    ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
    : new ThemeIcon('organization');
  item.contextValue =
    (credential.source === 'environment'
      ? 'credential environment'
      : isReadable
        ? 'credential stored'
        : 'credential unreadable') + (list?.pages.isComplete === true ? ' complete' : '');
  item.accessibilityInformation = {
    label: l10n.t('Credential {0}, {1}', visibleText(credential.name), item.description),
  };
  return item;
}

function projectItem({ project, source }: ProjectNode, { list, ambiguous, arrangement }: RowState): TreeItem {
  const item = new TreeItem(visibleText(project.name), TreeItemCollapsibleState.Collapsed);
  const count = countText(list);
  const isPinned = arrangement.pinned.has(project.id);
  item.description = joined([
    isPinned ? l10n.t('pinned') : '',
    count,
    ...(ambiguous ? [shortId(project.id), isoDate(project.id)] : []),
  ]);
  item.iconPath = new ThemeIcon(isPinned ? 'pinned' : 'project');
  item.contextValue =
    'project' +
    (source === 'addedById' ? ' added' : '') +
    (isPinned ? ' pinned' : '') +
    (list?.pages.isComplete === true ? ' complete' : '');
  item.accessibilityInformation = {
    label: joined([l10n.t('Project {0}', visibleText(project.name)), item.description], ', '),
  };
  return item;
}

function exportBucketItem(node: ExportBucketNode, { ambiguous, longDate }: RowState): TreeItem {
  const { bucket } = node;
  const item = new TreeItem(visibleText(bucket.bucketName), TreeItemCollapsibleState.None);
  const provider = providerName(bucket);
  item.description = joined([provider, ...(ambiguous ? [shortId(bucket._id), isoDate(bucket._id)] : [])]);
  item.iconPath = new ThemeIcon('archive');
  item.contextValue = exportBucketContext(node);
  item.accessibilityInformation = {
    label: l10n.t(
      'Export bucket {0}, {1}, ID ending {2}, registered {3}',
      visibleText(bucket.bucketName),
      provider,
      bucket._id.slice(-4),
      longDate(registeredAt(bucket._id)),
    ),
  };
  return item;
}

function countText(list: LoadedList | undefined): string {
  const { totalCount, isComplete, pagesLoaded, items = [], unreadable = 0 } = list?.pages ?? {};
  if (totalCount === undefined || pagesLoaded === 0) {
    return '';
  }
  if (isComplete !== true) {
    // Atlas's count is an estimate and may be too low. A list that continues may not be empty.
    const least = Math.max(totalCount, items.length + unreadable);
    return least === 0 ? '' : least === 1 ? l10n.t('~1 bucket') : l10n.t('~{0} buckets', count(least));
  }
  // A project whose rows could not be read is not a project without buckets.
  return joined([
    totalCount === 0 && unreadable > 0
      ? ''
      : totalCount === 1
        ? l10n.t('1 bucket')
        : l10n.t('{0} buckets', count(totalCount)),
    unreadable === 0 ? '' : l10n.t('{0} unreadable', count(unreadable)),
  ]);
}
