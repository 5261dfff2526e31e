import { l10n, QuickPickItemKind, ThemeIcon, type QuickInputButton, type QuickPickItem } from 'vscode';
import { providerName, roleIdOf } from '../atlas/models';
import type { NotLoaded } from './notLoaded';
import { consolePage } from '../references/storage';
import type { FoundById } from '../model/findById';
import type { Scope } from '../model/loadAll';
import { credentialOf, type ExportBucketNode, type ItemNode, type ProjectNode } from '../model/nodes';
import { visibleChoice } from '../text/sinks';
import { isoDate, joined, shortId } from '../text/wording';
import { failuresText } from '../tree/loadAllTexts';
import { describeListFailure, unreadableText } from '../tree/messageItems';
import { count, isSingular } from '../host/numbers';
import type { Candidate } from './candidates';

/** What happens when the user accepts an item. */
type Choice =
  | { readonly kind: 'open'; readonly node: ItemNode }
  | { readonly kind: 'verify'; readonly node: ExportBucketNode; readonly age: string }
  | { readonly kind: 'search'; readonly scopes: readonly Scope[] }
  | { readonly kind: 'findById'; readonly id: string }
  | { readonly kind: 'stop' | 'nothing' };

export interface FindItem extends QuickPickItem {
  /** Identifies the item when the items are created again. */
  readonly key: string;
  readonly choice: Choice;
  /** Name of an icon before the label. */
  readonly icon?: string;
  /** Whether it matches the query. Enter accepts the first match. */
  readonly isMatch?: true;
}

/** The key of separators. */
export const SEPARATOR = 'separator';

/** The key of the item that shows the progress of a search. */
export const PROGRESS = 'progress';

/** Maximum number of partially loaded projects to list. */
const MOST_PARTIAL = 3;

/** The button of an export bucket that copies its ID. */
export const COPY_ID = new ThemeIcon('copy');
/** The button of a project that shows its row. */
export const SHOW_IN_TREE = new ThemeIcon('list-tree');

/**
 * Returns the item of an export bucket. Accepting a remembered one requests it first, and its age is shown.
 * @param ageOf writes how long ago a time in seconds since 1970 was
 */
export function bucketItem(
  { node, readAt }: Pick<Candidate, 'node' | 'readAt'>,
  hasSeveralCredentials: boolean,
  ageOf: (readAt: number) => string,
): FindItem {
  const { bucket, parent } = node;
  const credential = credentialOf(node);
  const role = roleIdOf(bucket);
  const age = readAt === undefined ? undefined : ageOf(readAt);
  // What is remembered of a bucket isn't enough for its page.
  const page =
    age === undefined ? consolePage({ bucket, projectId: parent.project.id, origin: credential.origin }) : undefined;
  const copy: QuickInputButton = { iconPath: COPY_ID, tooltip: l10n.t('Copy Bucket ID') };
  const open: QuickInputButton = { iconPath: new ThemeIcon('link-external'), tooltip: l10n.t('Open in Cloud Console') };
  return {
    ...found(
      node.id,
      visibleChoice(bucket.bucketName),
      age === undefined ? { kind: 'open', node } : { kind: 'verify', node, age },
    ),
    ...(age !== undefined && { icon: 'history' }),
    description: joined([providerName(bucket), bucket._id]),
    detail: joined([
      age === undefined ? '' : l10n.t('remembered {0}', age),
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

/** Returns the item of a project whose export buckets are not loaded. Accepting it loads them. */
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
 * Returns the items that search in export buckets that are not loaded.
 * @param named the projects that match the query, which come first
 */
export function searchItems(
  { partial, projects: notLoadedProjects, mayHaveMore }: NotLoaded,
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
  if (notLoadedProjects > 0 || mayHaveMore || partial.length > 1) {
    const all = item('search', l10n.t('Search all projects'), { kind: 'search', scopes: everything });
    items.push({ ...all, icon: 'search', description: notLoadedText(notLoadedProjects) });
  }
  return items;
}

/** What the title counts. */
interface StateCounts {
  readonly loaded: readonly unknown[];
  readonly remembered: readonly unknown[];
  readonly notLoaded: NotLoaded;
}

/** Returns how much is loaded, how much else is remembered, and how much is not loaded. */
export function stateText({ loaded, remembered, notLoaded: { partial, projects } }: StateCounts): string {
  const left = partial.reduce((sum, { left: some = 0 }) => sum + some, 0);
  return joined([
    isSingular(loaded.length)
      ? l10n.t('{0} bucket loaded', count(loaded.length))
      : l10n.t('{0} buckets loaded', count(loaded.length)),
    remembered.length === 0
      ? ''
      : l10n.t({ message: '{0} remembered', args: [count(remembered.length)], comment: 'A number of export buckets' }),
    left === 0
      ? ''
      : l10n.t({ message: 'about {0} not loaded', args: [count(left)], comment: 'A number of export buckets' }),
    notLoadedText(projects),
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

/** Returns the item that says that an ID was not found, and what could not be searched. */
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
 * Returns the progress of a search, and the item that stops it. The progress comes first, so that a repeated Enter does
 * nothing.
 */
export function progressItems(progress: string): FindItem[] {
  return [
    textItem(PROGRESS, progress, 'loading~spin'),
    { ...item('stop', l10n.t('Stop searching'), { kind: 'stop' }), icon: 'stop-circle' },
  ];
}

/** The key of the item that says what became of a remembered export bucket. */
export const VERIFIED = 'verified';

/** Returns the item that says that a remembered export bucket, or its project, no longer exists. */
export function goneItem({ bucket, parent }: ExportBucketNode, what: 'exportBucket' | 'project'): FindItem {
  const project = visibleChoice(parent.project.name);
  return what === 'exportBucket'
    ? textItem(
        VERIFIED,
        l10n.t('{0} no longer exists', visibleChoice(bucket.bucketName)),
        'warning',
        l10n.t('It is no longer in {0}, and no longer remembered.', project),
      )
    : textItem(
        VERIFIED,
        l10n.t('{0} was deleted or is no longer accessible', project),
        'warning',
        l10n.t('The project and its export buckets are no longer remembered.'),
      );
}

/** Returns the item that says that a remembered export bucket could not be requested, and why. */
export function notVerifiedItem(node: ExportBucketNode, error: Error): FindItem {
  const label = l10n.t('Could not load {0}', visibleChoice(node.bucket.bucketName));
  return textItem(VERIFIED, label, 'warning', describeListFailure(node.parent, error).label);
}

/** Returns an item that does nothing. */
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

/** Returns the report of a search that has ended. */
export function finishedText(matches: number): string {
  return isSingular(matches)
    ? l10n.t('Search finished: {0} match', count(matches))
    : l10n.t('Search finished: {0} matches', count(matches));
}

function notLoadedText(notLoadedProjects: number): string {
  if (notLoadedProjects === 0) {
    return '';
  }
  return isSingular(notLoadedProjects)
    ? l10n.t('{0} project not loaded', count(notLoadedProjects))
    : l10n.t('{0} projects not loaded', count(notLoadedProjects));
}

function found(key: string, label: string, choice: Choice): FindItem {
  return { ...item(key, label, choice), isMatch: true };
}

/** The items are filtered already, so VS Code must show all of them. */
function item(key: string, label: string, choice: Choice): FindItem {
  return { key, label, choice, alwaysShow: true };
}
