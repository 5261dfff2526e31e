import { l10n } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import { projectsFor, type Candidate, type FoundProject, type ListedProject } from './candidates';
import type { NotLoaded } from './notLoaded';
import { rank } from './rank';
import type { CredentialNode, ProjectNode } from '../model/nodes';
import { count } from '../host/numbers';
import {
  bucketItem,
  findByIdItem,
  progressItems,
  projectItem,
  searchItems,
  separator,
  textItem,
  notLoadedProjectItem,
  type FindItem,
} from './findItems';

/** Export buckets that the list holds; VS Code takes long for more, and nobody reads them. */
const MOST_SHOWN = 100;

/** Projects that the list holds beside the export buckets. */
const MOST_PROJECTS = 5;

/** What is known while somebody looks for an export bucket. */
export interface FindState {
  /** What was typed, without white space around it. */
  readonly query: string;
  readonly roots: readonly CredentialNode[];
  /** The projects that are listed. */
  readonly projects: readonly ListedProject[];
  /** Projects that were found by ID and are in no list. */
  readonly unlisted: readonly ProjectNode[];
  readonly candidates: readonly Candidate[];
  readonly notLoaded: NotLoaded;
  /** How far the search that is under way has come; undefined when none is. */
  readonly searching: string | undefined;
  /** What the last search came to, where that is to be said. */
  readonly outcome: FindItem | undefined;
}

/** The items of the list: what matches, best first, and what can be searched beyond that. */
export function listItems(state: FindState): FindItem[] {
  const { query, roots, candidates, projects, notLoaded, searching, outcome } = state;
  const buckets = rank(query, candidates, MOST_SHOWN);
  const named = projectsFor(query, projects, MOST_PROJECTS);
  const found = [
    ...before(state, named),
    ...merged(
      buckets.best.map(({ node }) => bucketItem(node, roots.length > 1)),
      buckets.scores,
      // A search that is under way may be of these.
      searching === undefined ? named.filter(({ isNotLoaded: isUnread, isExact }) => isUnread && !isExact) : [],
    ),
  ];
  if (buckets.matches > buckets.best.length) {
    const more = l10n.t(
      '{0} more results. Keep typing to narrow them down',
      count(buckets.matches - buckets.best.length),
    );
    found.push(textItem('more', more, 'ellipsis'));
  }
  found.push(...after(named));
  const id = query.toLowerCase();
  const further =
    searching !== undefined
      ? progressItems(searching)
      : [
          ...(isObjectId(id) && found.length === 0 && outcome === undefined ? [findByIdItem(id)] : []),
          ...(outcome === undefined ? [] : [outcome]),
          ...searchItems(notLoaded, roots, new Set(named.map(({ node }) => node))),
        ];
  if (query === '') {
    // Who has not typed yet sees first that there is more to be searched.
    return found.length === 0
      ? further.length > 0
        ? further
        : [nothingItem(notLoaded)]
      : [...further, separator(l10n.t('loaded')), ...found];
  }
  if (found.length === 0) {
    return further.length > 0
      ? [separator(l10n.t('no matches in the loaded buckets')), ...further]
      : [nothingItem(notLoaded)];
  }
  return [...found, ...(further.length > 0 ? [separator(l10n.t('not loaded')), ...further] : [])];
}

/** Says that nothing was found, of all export buckets only where all of them could be read. */
function nothingItem({ unreadable }: NotLoaded): FindItem {
  return unreadable === 0
    ? textItem('nothing', l10n.t('No matching export buckets'), 'info')
    : textItem(
        'nothing',
        l10n.t('No matches in the rows that could be read'),
        'warning',
        unreadable === 1
          ? l10n.t('1 row could not be read. It may be the one you are looking for.')
          : l10n.t('{0} rows could not be read. One of them may be the one you are looking for.', count(unreadable)),
      );
}

/** The projects whose whole name or ID was typed; an export bucket of one comes before its row in the tree. */
function before({ query, unlisted, searching }: FindState, named: readonly FoundProject[]): FindItem[] {
  const id = query.toLowerCase();
  const exact = named.filter(({ isExact }) => isExact);
  const listed = exact.flatMap(({ node, isNotLoaded: isUnread }) => {
    if (isUnread) {
      return searching === undefined ? [notLoadedProjectItem(node), projectItem(node)] : [];
    }
    return node.project.id === id ? [projectItem(node)] : [];
  });
  return exact.length > 0 ? listed : unlisted.filter(({ project }) => project.id === id).map(projectItem);
}

function after(named: readonly FoundProject[]): FindItem[] {
  return named.flatMap(({ node, isNotLoaded: isUnread, isExact }) => (isExact && !isUnread ? [projectItem(node)] : []));
}

/** Export buckets, and between them the projects that match as well as the ones before them match. */
function merged(
  buckets: readonly FindItem[],
  scores: readonly number[],
  projects: readonly FoundProject[],
): FindItem[] {
  const items: FindItem[] = [];
  let next = 0;
  buckets.forEach((bucket, index) => {
    for (; (projects[next]?.score ?? 0) > (scores[index] ?? 0); next += 1) {
      items.push(...projects.slice(next, next + 1).map(({ node }) => notLoadedProjectItem(node)));
    }
    items.push(bucket);
  });
  return [...items, ...projects.slice(next).map(({ node }) => notLoadedProjectItem(node))];
}
