import { l10n } from 'vscode';
import { isObjectId } from '../atlas/objectId';
import type { Candidate } from '../find/candidates';
import type { NotLoaded } from '../find/notLoaded';
import { rank } from '../find/rank';
import type { CredentialNode, ProjectNode } from '../tree/nodes';
import { count } from '../tree/wording';
import {
  bucketItem,
  findByIdItem,
  projectItem,
  searchItems,
  separator,
  stopItem,
  textItem,
  type FindItem,
} from './findItems';

/** Export buckets that the list holds; VS Code takes long for more, and nobody reads them. */
const MOST_SHOWN = 100;

/** What is known while somebody looks for an export bucket. */
export interface FindState {
  /** What was typed, without white space around it. */
  readonly query: string;
  readonly roots: readonly CredentialNode[];
  /** The projects that are listed. */
  readonly projects: readonly ProjectNode[];
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
  const { query, roots, candidates, notLoaded, searching, outcome } = state;
  const { best, matches } = rank(query, candidates, MOST_SHOWN);
  const found = [
    ...projectsOf(state).map((node) => projectItem(node)),
    ...best.map(({ node }) => bucketItem(node, roots.length > 1)),
  ];
  if (matches > best.length) {
    const more = l10n.t('{0} more match; type more of what you look for', count(matches - best.length));
    found.push(textItem('more', more, 'ellipsis'));
  }
  const id = query.toLowerCase();
  const further =
    searching !== undefined
      ? [stopItem(searching)]
      : [
          ...(isObjectId(id) && found.length === 0 && outcome === undefined ? [findByIdItem(id)] : []),
          ...(outcome === undefined ? [] : [outcome]),
          ...searchItems(notLoaded, roots),
        ];
  if (found.length === 0) {
    return further.length > 0 ? further : [textItem('nothing', l10n.t('No export bucket matches'), 'info')];
  }
  // Who has not typed yet sees first that there is more to be searched.
  return query === ''
    ? [...further, separator(l10n.t('loaded')), ...found]
    : [...found, ...(further.length > 0 ? [separator(l10n.t('not loaded yet')), ...further] : [])];
}

/** The projects of an ID. */
function projectsOf({ query, projects, unlisted }: FindState): ProjectNode[] {
  const id = query.toLowerCase();
  const listed = projects.filter(({ project }) => project.id === id);
  return listed.length > 0 ? listed : unlisted.filter(({ project }) => project.id === id);
}
