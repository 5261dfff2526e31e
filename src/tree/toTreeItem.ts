import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { isMissingRole } from '../atlas/errorCodes';
import { providerName } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import { COMMANDS } from '../manifest';
import type { LoadedList } from '../model/loadedList';
import { isShown, type Arrangement } from './arrangement';
import type { RowState } from './rowState';
import { exportBucketContext } from './exportBucketContext';
import { messageItem, warningIcon } from './messageItems';
import { rowAction } from './rowAction';
import type { CredentialNode, ExportBucketNode, ProjectNode, TreeNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { isoDate, joined, shortId } from '../text/wording';
import { count, isSingular } from '../host/numbers';
import { row } from '../text/sinks';

/** The longest name after which a side bar of 220 pixels still shows the end of an ID. */
const LONGEST_NAME = 14;

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
  item.iconPath = needsAttention ? warningIcon() : new ThemeIcon('key');
  item.contextValue =
    (credential.source === 'environment'
      ? 'credential environment'
      : isReadable
        ? 'credential stored'
        : 'credential unreadable') + (list?.pages.isComplete === true ? ' complete' : '');
  item.accessibilityInformation = {
    label: joined([l10n.t('{0}, credential', visibleText(credential.name)), item.description], ', '),
  };
  return item;
}

function projectItem({ project, source }: ProjectNode, state: RowState): TreeItem {
  const { list, arrangement } = state;
  const name = visibleText(project.name);
  const item = new TreeItem(label(name, project.id, state), TreeItemCollapsibleState.Collapsed);
  const problem = problemText(list);
  const isPinned = arrangement.pinned.has(project.id);
  const isPinIcon = isPinned && problem === '';
  const facts = [problem, countText(list, arrangement)];
  item.description = joined([
    ...distinction(name, project.id, state),
    ...facts,
    isPinned && !isPinIcon ? l10n.t('pinned') : '',
  ]);
  item.iconPath = problem === '' ? new ThemeIcon(isPinned ? 'pinned' : 'project') : warningIcon();
  item.contextValue =
    'project' +
    (source === 'addedById' ? ' added' : '') +
    (isPinned ? ' pinned' : '') +
    (list?.pages.isComplete === true ? ' complete' : '');
  const spoken = [...spokenDistinction(project.id, state), ...facts, isPinned ? l10n.t('pinned') : ''];
  item.accessibilityInformation = { label: joined([l10n.t('{0}, project', name), ...spoken], ', ') };
  return item;
}

function exportBucketItem({ bucket }: ExportBucketNode, state: RowState): TreeItem {
  const name = visibleText(bucket.bucketName);
  const item = new TreeItem(label(name, bucket._id, state), TreeItemCollapsibleState.None);
  const provider = providerName(bucket);
  item.description = joined([...distinction(name, bucket._id, state), provider]);
  item.iconPath = state.providerIcons.of(bucket.cloudProvider);
  item.contextValue = exportBucketContext(bucket);
  const spoken = [...spokenDistinction(bucket._id, state), provider];
  item.accessibilityInformation = { label: joined([l10n.t('{0}, export bucket', name), ...spoken], ', ') };
  return item;
}

/** Returns what tells a row from those of the same name. It comes first, because VS Code truncates the end of a row. */
function distinction(name: string, id: string, { idDigits }: RowState): string[] {
  if (idDigits === 0) {
    return [];
  }
  return name.length > LONGEST_NAME ? [isoDate(id)] : [shortId(id, idDigits), isoDate(id)];
}

/** Returns the name of a row. Before a long name that other rows have as well, the end of the ID tells them apart. */
function label(name: string, id: string, { idDigits }: RowState): string {
  return idDigits > 0 && name.length > LONGEST_NAME ? `${shortId(id, idDigits)} ${name}` : name;
}

/** Returns the same as `distinction` for a screen reader. */
function spokenDistinction(id: string, { idDigits, longDate }: RowState): string[] {
  return idDigits === 0
    ? []
    : [l10n.t('ID ending {0}', id.slice(-idDigits)), l10n.t('created {0}', longDate(registeredAt(id)))];
}

/** Returns that a list failed, for the row above it, which may be collapsed; empty if it didn't fail. */
function problemText(list: LoadedList | undefined): string {
  if (list?.failure === undefined) {
    return '';
  }
  return isMissingRole(list.failure)
    ? l10n.t('no access')
    : list.retryAt === undefined
      ? l10n.t({ message: 'failed', comment: 'Loading the export buckets of a project' })
      : l10n.t('rate limited');
}

/** Returns the number of export buckets; with a filter, also how many of the loaded ones it shows. */
function countText(list: LoadedList | undefined, arrangement: Arrangement): string {
  if (list === undefined) {
    return '';
  }
  const { totalCount, isComplete, pagesLoaded, items, unreadable } = list.pages;
  if (totalCount === undefined || pagesLoaded === 0) {
    return '';
  }
  const shown = arrangement.providers && count(list.rows().filter((row) => isShown(row, arrangement)).length);
  if (!isComplete) {
    // Atlas's count is an estimate and may be too low. A list that continues may not be empty.
    const least = Math.max(totalCount, items.length + unreadable);
    return least === 0 ? '' : bucketsText(least, shown, '~');
  }
  // A project whose rows could not be read is not a project without buckets.
  return joined([
    totalCount === 0 && unreadable > 0 ? '' : bucketsText(totalCount, shown, ''),
    unreadable === 0
      ? ''
      : l10n.t({ message: '{0} unreadable', args: [count(unreadable)], comment: 'A number of export buckets' }),
  ]);
}

/** @param about `~` for an estimate, otherwise empty */
function bucketsText(total: number, shown: string | undefined, about: string): string {
  const counted = about + count(total);
  if (shown !== undefined) {
    return l10n.t('{0} of {1}', shown, counted);
  }
  return isSingular(total) ? l10n.t('{0} bucket', counted) : l10n.t('{0} buckets', counted);
}
