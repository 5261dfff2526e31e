import { roleIdOf } from '../atlas/models';
import type { LoadedList } from '../model/loadedList';
import type { ExportBucketNode, ProjectNode } from '../model/nodes';
import { fold, PROJECTS, rank, type Searchable } from './rank';

/** A loaded or remembered export bucket with its searchable texts. */
export interface Candidate extends Searchable {
  readonly node: ExportBucketNode;
  /** When a remembered export bucket was loaded, in seconds since 1970; undefined for one that is loaded now. */
  readonly readAt?: number;
}

/** Returns the loaded export buckets of these projects, in the order of the tree. */
export function candidatesIn(projects: Iterable<ListedProject>): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { node: project, list } of projects) {
    const projectName = fold(project.project.name);
    for (const node of list?.rows() ?? []) {
      if (node.kind === 'exportBucket') {
        const { _id, bucketName } = node.bucket;
        candidates.push({ node, id: _id, name: fold(bucketName), roleId: roleIdOf(node.bucket) ?? '', projectName });
      }
    }
  }
  return candidates;
}

/** A project whose name or ID matches the query. */
export interface FoundProject {
  readonly node: ProjectNode;
  /** Whether none of its export buckets are loaded. */
  readonly isNotLoaded: boolean;
  /** Whether the query is its whole name or ID. */
  readonly isExact: boolean;
  /** The score that `rank` returns, to compare with those of export buckets; `Infinity` for an exact match. */
  readonly score: number;
}

/** The minimum length of a word to search in IDs, because shorter ones occur in too many IDs. */
const SHORTEST_ID = 4;

/**
 * Returns the listed projects whose name or ID contains every word of a query, best first, whether their export buckets
 * are loaded or not.
 * @param most the maximum number of projects
 */
export function projectsFor(query: string, projects: readonly ListedProject[], most: number): FoundProject[] {
  const whole = fold(query.trim());
  if (whole === '') {
    return [];
  }
  const hasShortWord = whole.split(/\s+/).some((word) => word.length < SHORTEST_ID);
  const searchable = projects.map(({ node, list }) => ({
    node,
    list,
    name: fold(node.project.name),
    id: hasShortWord ? '' : node.project.id,
    roleId: '',
    projectName: '',
  }));
  const exact = searchable.filter(({ name, id }) => name === whole || id === whole);
  const others = searchable.filter((candidate) => !exact.includes(candidate));
  const { best, scores } = rank(query, others, most, PROJECTS);
  const found = ({ node, list }: ListedProject, isExact: boolean, score: number): FoundProject => ({
    node,
    isNotLoaded: isNotLoaded(list),
    isExact,
    score,
  });
  return [
    ...exact.map((candidate) => found(candidate, true, Infinity)),
    ...best.map((candidate, index) => found(candidate, false, scores[index] ?? 0)),
  ].slice(0, most);
}

/** Returns whether no page of the list of a project is loaded. */
export function isNotLoaded(list: LoadedList | undefined): boolean {
  return list === undefined || (list.pages.pagesLoaded === 0 && !list.pages.isComplete);
}

/** A project, and the list of its export buckets if it was requested. */
export interface ListedProject {
  readonly node: ProjectNode;
  readonly list: LoadedList | undefined;
}
