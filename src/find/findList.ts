import { l10n } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import { projectsFor, type Candidate, type FoundProject, type ListedProject } from './candidates';
import type { NotLoaded } from './notLoaded';
import { rank } from './rank';
import type { LoadFailure } from '../model/loadAll';
import type { CredentialNode, ProjectNode } from '../model/nodes';
import { failuresText } from '../tree/loadAllTexts';
import { count, isSingular } from '../host/numbers';
import { uiLanguage } from '../host/uiLanguage';
import { Ages } from '../text/language';
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
import { VERIFIED } from './verifiedItems';

/** Maximum number of export buckets in the list. VS Code is slow with more. */
const MOST_SHOWN = 100;

/** Maximum number of projects in the list. */
const MOST_PROJECTS = 5;

/** The state of *Find Export Bucket*. */
export interface FindState {
  /** The query, without leading and trailing white space. */
  readonly query: string;
  readonly roots: readonly CredentialNode[];
  /** The credentials whose projects could not be listed. */
  readonly failedRoots: readonly LoadFailure[];
  /** The projects that are listed. */
  readonly projects: readonly ListedProject[];
  /** The projects that a search for their IDs has found, which Atlas may not list. */
  readonly foundById: readonly ProjectNode[];
  /** The loaded export buckets, then the remembered ones that are not loaded. */
  readonly candidates: readonly Candidate[];
  readonly notLoaded: NotLoaded;
  /** The progress of the running search; undefined if none is running. */
  readonly searching: string | undefined;
  /** What to report about the last search. */
  readonly outcome: FindItem | undefined;
}

/**
 * Returns the items of the list: the problem with a remembered export bucket, the matches, best first, and the searches
 * in what is not loaded.
 */
export function listItems(state: FindState): FindItem[] {
  const { outcome } = state;
  return outcome?.key === VERIFIED ? [outcome, ...matchItems({ ...state, outcome: undefined })] : matchItems(state);
}

function matchItems(state: FindState): FindItem[] {
  const { query, roots, failedRoots, candidates, projects, notLoaded, searching, outcome } = state;
  const buckets = rank(query, candidates, MOST_SHOWN);
  const named = projectsFor(query, projects, MOST_PROJECTS);
  const ages = new Ages(uiLanguage());
  const ageOf = (readAt: number): string => ages.write(Date.now() / 1000 - readAt);
  const found = [
    ...itemsBefore(state, named),
    ...merged(
      buckets.best.map((candidate) => bucketItem(candidate, roots.length > 1, ageOf)),
      buckets.scores,
      // The running search may be in these projects.
      searching === undefined ? named.filter(({ isNotLoaded, isExact }) => isNotLoaded && !isExact) : [],
    ),
  ];
  if (buckets.matches > buckets.best.length) {
    const more = l10n.t(
      'More results: {0}. Keep typing to narrow them down',
      count(buckets.matches - buckets.best.length),
    );
    found.push(textItem('more', more, 'ellipsis'));
  }
  found.push(...itemsAfter(named));
  const id = query.toLowerCase();
  const further =
    searching !== undefined
      ? progressItems(searching)
      : [
          ...(isObjectId(id) && found.length === 0 && outcome === undefined ? [findByIdItem(id)] : []),
          ...(outcome === undefined ? [] : [outcome]),
          ...searchItems(notLoaded, roots, new Set(named.map(({ node }) => node))),
          ...(outcome === undefined && failedRoots.length > 0
            ? [textItem('failedRoots', failuresText(failedRoots), 'warning')]
            : []),
        ];
  if (query === '') {
    // Before typing, the searches come first, so that the user sees that not everything is loaded.
    return found.length === 0
      ? further.length > 0
        ? further
        : [nothingItem(notLoaded)]
      : [...further, ...separated(found)];
  }
  if (found.length === 0) {
    return further.length > 0 ? [separator(noMatchesText(candidates)), ...further] : [nothingItem(notLoaded)];
  }
  return [...found, ...(further.length > 0 ? [separator(l10n.t('not loaded')), ...further] : [])];
}

function noMatchesText(candidates: readonly Candidate[]): string {
  return candidates.some(({ readAt }) => readAt !== undefined)
    ? l10n.t('no matches in the loaded and remembered buckets')
    : l10n.t('no matches in the loaded buckets');
}

/** Returns items with a separator before those that are loaded, and before those that are remembered. */
function separated(items: readonly FindItem[]): FindItem[] {
  const isRemembered = ({ choice }: FindItem): boolean => choice.kind === 'verify';
  const first = items.findIndex(isRemembered);
  const loaded = first === -1 ? items : items.slice(0, first);
  return [
    ...(loaded.length > 0 ? [separator(l10n.t('loaded')), ...loaded] : []),
    ...(first === -1 ? [] : [separator(l10n.t('remembered')), ...items.slice(first)]),
  ];
}

/** Returns the item that says that there is no match, and how many rows could not be read. */
function nothingItem({ unreadable }: NotLoaded): FindItem {
  return unreadable === 0
    ? textItem('nothing', l10n.t('No matching export buckets'), 'info')
    : textItem(
        'nothing',
        l10n.t('No matches in the rows that could be read'),
        'warning',
        isSingular(unreadable)
          ? l10n.t('{0} row could not be read. It may be the one you are looking for.', count(unreadable))
          : l10n.t('{0} rows could not be read. One of them may be the one you are looking for.', count(unreadable)),
      );
}

/** Returns the projects whose whole name or ID is the query, and that come before the export buckets. */
function itemsBefore({ query, foundById, searching }: FindState, named: readonly FoundProject[]): FindItem[] {
  const id = query.toLowerCase();
  const exact = named.filter(({ isExact }) => isExact);
  const listed = exact.flatMap(({ node, isNotLoaded }) => {
    if (isNotLoaded) {
      return searching === undefined ? [notLoadedProjectItem(node), projectItem(node)] : [];
    }
    return node.project.id === id ? [projectItem(node)] : [];
  });
  return exact.length > 0 ? listed : foundById.filter(({ project }) => project.id === id).map(projectItem);
}

/** Returns the projects whose whole name or ID is the query, and that come after their export buckets. */
function itemsAfter(named: readonly FoundProject[]): FindItem[] {
  return named.flatMap(({ node, isNotLoaded, isExact }) => (isExact && !isNotLoaded ? [projectItem(node)] : []));
}

/** Returns the items of export buckets and of projects, best first. At the same score, export buckets come first. */
function merged(
  buckets: readonly FindItem[],
  scores: readonly number[],
  projects: readonly FoundProject[],
): FindItem[] {
  return [
    ...buckets.map((item, index) => ({ item, score: scores[index] ?? 0 })),
    ...projects.map(({ node, score }) => ({ item: notLoadedProjectItem(node), score })),
  ]
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
