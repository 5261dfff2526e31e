import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import { describeFailure } from '../failures/describeFailure';
import { explained, type FailureDescription } from '../failures/failure';
import { isShown, withPinned } from './arrangement';
import { isRefusedKey, type LoadedList } from '../model/loadedList';
import type { RowState } from './rowState';
import type { MessageNode, ParentNode } from '../model/nodes';
import { failureSubject } from './failureSubject';
import { markdown } from './markdown';
import { count, isSingular } from '../host/numbers';
import { joined } from '../text/wording';

/** Returns the item of a message about a list. */
export function messageItem(node: MessageNode, state: RowState): TreeItem {
  switch (node.kind) {
    case 'loadMore':
      return loadMoreItem(state);
    case 'failure':
      return failureItem(node, state);
    case 'empty':
      return emptyItem(node);
    case 'unreadable':
      return unreadableItem(state);
    case 'filtered':
      return filteredItem(node, state);
  }
}

function loadMoreItem({ list }: RowState): TreeItem {
  if (list === undefined || list.pages.isLoading) {
    return loadingItem();
  }
  const { label, description } = loadMoreText(list);
  const item = new TreeItem(label);
  item.description = description;
  item.tooltip = `${label} ${description}`;
  item.iconPath = new ThemeIcon('arrow-down');
  item.contextValue = 'loadMore';
  item.accessibilityInformation = { label: `${label} ${description}` };
  return item;
}

/** Returns what the last row of an incomplete list says, in the tree and in a picker. */
export function loadMoreText({ pages }: LoadedList): {
  readonly label: string;
  readonly description: string;
} {
  const { items, totalCount, pageSize } = pages;
  // The estimate may be too low for a list that continues.
  const expected = totalCount === undefined || totalCount <= items.length ? pageSize : totalCount - items.length;
  return {
    label: l10n.t('Load {0} more', count(Math.min(pageSize, expected))),
    description:
      totalCount === undefined
        ? l10n.t('{0} so far', count(items.length))
        : l10n.t('{0} of about {1}', count(items.length), count(Math.max(totalCount, items.length))),
  };
}

/** Returns how many rows of a list could not be read. */
export function unreadableText(rows: number): string {
  return isSingular(rows)
    ? l10n.t('{0} row could not be read', count(rows))
    : l10n.t('{0} rows could not be read', count(rows));
}

/** Describes why a list failed, and how to fix it. */
export function describeListFailure(parent: ParentNode, failure: Error): FailureDescription {
  return describeFailure(failure, { l10n, ...failureSubject(parent) });
}

/** Returns the icon of a row that failed or can't be read. */
export function warningIcon(): ThemeIcon {
  return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
}

function loadingItem(): TreeItem {
  const item = new TreeItem(l10n.t('Loading…'));
  item.iconPath = new ThemeIcon('loading~spin');
  item.contextValue = 'loading';
  return item;
}

function failureItem(node: MessageNode, { list }: RowState): TreeItem {
  const failure = list?.failure;
  if (list === undefined || failure === undefined || list.pages.isLoading) {
    return loadingItem();
  }
  const described = describeListFailure(node.parent, failure);
  const item = new TreeItem(described.shortLabel ?? described.label);
  item.description =
    list.secondsLeft === undefined ? described.fixTitle : l10n.t('retrying in {0} s', Math.max(1, list.secondsLeft));
  const click = described.fix.kind === 'retry' ? '' : l10n.t('Click: {0}', described.fixTitle);
  item.tooltip = markdown(
    [described.label, described.explanation, click, described.code ?? ''].filter((text) => text !== ''),
  );
  item.iconPath = warningIcon();
  item.contextValue = (isRefusedKey(failure) ? 'failure key' : 'failure') + ` ${described.fix.kind}`;
  item.accessibilityInformation = { label: `${explained(described, l10n)} ${item.description}` };
  return item;
}

/** Returns what an empty list says, in the tree and in a picker. */
export function emptyText(parent: ParentNode): string {
  return parent.kind === 'project' ? l10n.t('No export buckets') : l10n.t('No projects');
}

function emptyItem({ parent }: MessageNode): TreeItem {
  const item = new TreeItem(emptyText(parent));
  item.tooltip =
    parent.kind === 'project'
      ? l10n.t('No export buckets were found in this project, or this credential’s role can’t list them.')
      : l10n.t(
          'Atlas lists no projects for this credential: its organization has none, or the credential can’t list them. If it can read a project, click to add the project by its ID. Or grant it the Project Read Only role on a project, then refresh.',
        );
  item.iconPath = new ThemeIcon('info');
  item.contextValue = parent.kind === 'project' ? 'empty' : 'empty projects';
  item.description = parent.kind === 'project' ? '' : l10n.t('Add Project by ID…');
  item.accessibilityInformation = { label: joined([emptyText(parent), item.description, item.tooltip], '. ') };
  return item;
}

function unreadableItem({ list }: RowState): TreeItem {
  const unreadable = unreadableText(list?.pages.unreadable ?? 0);
  const item = new TreeItem(unreadable);
  item.tooltip = l10n.t('Atlas returned these items in an unsupported format.');
  item.accessibilityInformation = { label: explained({ label: unreadable, explanation: item.tooltip }, l10n) };
  item.iconPath = warningIcon();
  item.contextValue = 'unreadable';
  return item;
}

function filteredItem({ parent }: MessageNode, { list, arrangement }: RowState): TreeItem {
  const rows = withPinned(parent, list?.rows() ?? [], arrangement);
  const hidden = rows.filter((row) => !isShown(row, arrangement)).length;
  const text = hiddenText(parent, hidden);
  const item = new TreeItem(text);
  item.description = l10n.t('Clear Filter');
  item.tooltip =
    parent.kind === 'project'
      ? l10n.t('The provider filter hides them. Click to show all providers.')
      : l10n.t('All their export buckets are loaded, and the provider filter hides them. Click to show all providers.');
  item.iconPath = new ThemeIcon('filter');
  item.contextValue = 'filtered';
  item.accessibilityInformation = { label: l10n.t('{0} by the provider filter. Clear Filter', text) };
  return item;
}

function hiddenText(parent: ParentNode, hidden: number): string {
  if (parent.kind === 'project') {
    return isSingular(hidden)
      ? l10n.t('{0} bucket hidden', count(hidden))
      : l10n.t('{0} buckets hidden', count(hidden));
  }
  return isSingular(hidden)
    ? l10n.t('{0} project hidden', count(hidden))
    : l10n.t('{0} projects hidden', count(hidden));
}
