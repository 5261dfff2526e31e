import { l10n, QuickPickItemKind, ThemeIcon, type QuickInputButton, type QuickPickItem } from 'vscode';
import { providerName, roleIdOf } from '../atlas/models';
import type { NotLoaded } from './notLoaded';
import { consolePage } from '../references/storage';
import type { FoundById } from '../model/findById';
import type { Scope } from '../model/loadAll';
import { credentialOf, type ExportBucketNode, type ProjectNode } from '../model/nodes';
import { visibleChoice } from '../text/sinks';
import { isoDate, joined, shortId } from '../text/wording';
import { failuresText } from '../tree/loadAllTexts';
import { unreadableText } from '../tree/messageItems';
import { count } from '../host/numbers';

/** What choosing an item does. */
type Choice =
  | { readonly kind: 'open'; readonly node: ProjectNode | ExportBucketNode }
  | { readonly kind: 'search'; readonly scopes: readonly Scope[] }
  | { readonly kind: 'findById'; readonly id: string }
  | { readonly kind: 'stop' | 'nothing' };

export interface FindItem extends QuickPickItem {
  /** The same for what is the same, however often the items are made. */
  readonly key: string;
  readonly choice: Choice;
  /** Name of an icon before the label. */
  readonly icon?: string;
  /** Whether it answers what was typed, and so is what Enter chooses. */
  readonly isMatch?: true;
}

/** The key of what divides the list, and cannot be chosen. */
export const SEPARATOR = 'separator';

/** The key of the item that says how far a search has come. */
export const PROGRESS = 'progress';

/** Projects of which only a part is loaded that get an item each. */
const MOST_PARTIAL = 3;

/** The button of an export bucket that copies its ID. */
export const COPY_ID = new ThemeIcon('copy');
/** The button of a project that shows its row. */
export const SHOW_IN_TREE = new ThemeIcon('list-tree');

export function bucketItem(node: ExportBucketNode, hasSeveralCredentials: boolean): FindItem {
  const { bucket, parent } = node;
  const credential = credentialOf(node);
  const role = roleIdOf(bucket);
  const page = consolePage({ bucket, projectId: parent.project.id, origin: credential.origin });
  const copy: QuickInputButton = { iconPath: COPY_ID, tooltip: l10n.t('Copy Bucket ID') };
  const open: QuickInputButton = { iconPath: new ThemeIcon('link-external'), tooltip: l10n.t('Open in Cloud Console') };
  return {
    ...found(node.id, visibleChoice(bucket.bucketName), { kind: 'open', node }),
    description: joined([providerName(bucket), bucket._id]),
    detail: joined([
      hasSeveralCredentials ? visibleChoice(credential.name) : '',
      visibleChoice(parent.project.name),
      role === undefined ? '' : l10n.t('role {0}', role),
      l10n.t('registered {0}', isoDate(bucket._id)),
    ]),
    buttons: page === undefined ? [copy] : [copy, open],
  };
}

export function projectItem(node: ProjectNode): FindItem {
  const label = l10n.t('Show {0} in the tree', visibleChoice(node.project.name));
  return {
    ...found(node.id, label, { kind: 'open', node }),
    icon: 'project',
    description: l10n.t('project {0}', node.project.id),
    detail: visibleChoice(node.parent.credential.name),
  };
}

/** A project whose export buckets are not loaded; choosing it loads them. */
export function notLoadedProjectItem(node: ProjectNode): FindItem {
  const label = l10n.t('Search in {0} (not loaded)', visibleChoice(node.project.name));
  return {
    ...found(`search ${node.id}`, label, { kind: 'search', scopes: [node] }),
    icon: 'search',
    description: l10n.t('project {0}', node.project.id),
    detail: visibleChoice(node.parent.credential.name),
    buttons: [{ iconPath: SHOW_IN_TREE, tooltip: l10n.t('Show in the Tree') }],
  };
}

/**
 * What can be searched beyond what is loaded.
 * @param named the projects that the user has named, which come first
 */
export function searchItems(
  { partial, projects: unread, mayHaveMore }: NotLoaded,
  everything: readonly Scope[],
  named: ReadonlySet<ProjectNode>,
): FindItem[] {
  const namedFirst = [
    ...partial.filter(({ node }) => named.has(node)),
    ...partial.filter(({ node }) => !named.has(node)),
  ];
  const items = namedFirst.slice(0, MOST_PARTIAL).map(({ node, left }) => {
    const name = visibleChoice(node.project.name);
    const label =
      left === undefined
        ? l10n.t('Search the buckets in {0} that are not loaded', name)
        : left === 1
          ? l10n.t('Search the bucket in {0} that is not loaded', name)
          : l10n.t('Search the {0} buckets in {1} that are not loaded', count(left), name);
    return { ...item(`search ${node.id}`, label, { kind: 'search', scopes: [node] }), icon: 'search' };
  });
  if (unread > 0 || mayHaveMore || partial.length > 1) {
    const all = item('search', l10n.t('Search all projects'), { kind: 'search', scopes: everything });
    items.push({ ...all, icon: 'search', description: notLoadedText(unread) });
  }
  return items;
}

/** What is loaded, and what is not. */
export function stateText(loaded: number, { partial, projects: unread }: NotLoaded): string {
  const left = partial.reduce((sum, { left: some = 0 }) => sum + some, 0);
  return joined([
    loaded === 1 ? l10n.t('1 bucket loaded') : l10n.t('{0} buckets loaded', count(loaded)),
    left === 0 ? '' : l10n.t('about {0} not loaded', count(left)),
    notLoadedText(unread),
  ]);
}

export function findByIdItem(id: string): FindItem {
  const label = l10n.t('Find the export bucket or project with the ID {0}', shortId(id));
  return {
    ...item('findById', label, { kind: 'findById', id }),
    icon: 'search',
    description: l10n.t('searches each project that may contain it'),
  };
}

/** Says that nothing has an ID, or that it was not found in what could be read. */
export function notFoundItem({ failures, unreadable = [] }: Omit<FoundById, 'rows'>): FindItem {
  const rows = unreadable.reduce((sum, list) => sum + list.rows, 0);
  const details = [failuresText(failures), rows === 0 ? '' : unreadableText(rows)].filter((text) => text !== '');
  return details.length > 0
    ? textItem('nothing', l10n.t('Not found, but the search was incomplete'), 'warning', details.join('. '))
    : textItem(
        'nothing',
        l10n.t('No export bucket or project with this ID was found, or your credentials can’t access it'),
        'info',
      );
}

/**
 * How far a search has come, and below it how to stop it: an Enter too many, on the first of them, does nothing.
 */
export function progressItems(progress: string): FindItem[] {
  return [
    textItem(PROGRESS, progress, 'loading~spin'),
    { ...item('stop', l10n.t('Stop searching'), { kind: 'stop' }), icon: 'stop-circle' },
  ];
}

/** An item that only says something. */
export function textItem(key: string, text: string, icon: string, detail?: string): FindItem {
  return {
    ...item(key, text, { kind: 'nothing' }),
    icon,
    ...(detail !== undefined && { detail }),
  };
}

export function separator(label: string): FindItem {
  return { ...item(SEPARATOR, label, { kind: 'nothing' }), kind: QuickPickItemKind.Separator };
}

function notLoadedText(unread: number): string {
  if (unread === 0) {
    return '';
  }
  return unread === 1 ? l10n.t('1 project not loaded') : l10n.t('{0} projects not loaded', count(unread));
}

function found(key: string, label: string, choice: Choice): FindItem {
  return { ...item(key, label, choice), isMatch: true };
}

/** VS Code's own filter leaves them all: they have been chosen already. */
function item(key: string, label: string, choice: Choice): FindItem {
  return { key, label, choice, alwaysShow: true };
}
