import { findIn } from '../../atlas/loadedItems';
import { planCheck, type CheckedId, type CheckPlan } from '../../files/checkedIds';
import { KnownIds, LoadedSource, type KnownItem } from '../../files/known';
import { LoadedBucketLists } from '../../files/loadedBuckets';
import type { LoadFailure } from '../../model/loadAll';
import { isCurrent } from '../../model/loadedList';
import type { CredentialNode } from '../../model/nodes';
import type { ProjectsTree } from '../../tree/projectsTree';

/** The result of the check of one ID. */
export type Outcome =
  | { readonly kind: 'found'; readonly item: KnownItem }
  /** The lists of all projects beside the ID, or of all projects, are complete and don't contain it. */
  | { readonly kind: 'notFound'; readonly projectNames: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: 'failed' | 'projectsNotLoaded' | 'role' | 'notListed' };

export interface CheckedResult {
  readonly outcomes: ReadonlyMap<CheckedId, Outcome>;
  /** The lists that could not be loaded. */
  readonly failures: readonly LoadFailure[];
  /** The number of rows in an unsupported format, any of which may be an ID that wasn't found. */
  readonly unreadable: number;
}

export interface CheckOptions {
  readonly tree: ProjectsTree;
  /** The only base URL that receives the IDs. */
  readonly origin: string;
  /** The credentials of this base URL. */
  readonly roots: readonly CredentialNode[];
  readonly ids: readonly CheckedId[];
}

/** Returns what a check would request. Sends no request. */
export function plan({ tree, roots, ids }: CheckOptions): CheckPlan {
  return planCheck(ids, roots, tree.rows, knownIn(tree));
}

/**
 * Loads what a plan says, in the background.
 * @throws the AbortError of `signal`
 */
export async function runCheck(
  { lists, searched }: CheckPlan,
  options: CheckOptions,
  signal: AbortSignal,
  onProgress: (progress: { readonly projects: number; readonly of: number }) => void,
): Promise<CheckedResult> {
  const { tree, roots, origin } = options;
  const failures: LoadFailure[] = [];
  let unreadable = 0;
  const add = (result: {
    failures: readonly LoadFailure[];
    unreadable?: readonly { readonly rows: number }[];
  }): void => {
    failures.push(...result.failures);
    unreadable += (result.unreadable ?? []).reduce((sum, { rows }) => sum + rows, 0);
  };
  if (lists.length > 0) {
    add(await tree.loadAll(lists, { signal, onProgress }));
  }
  const [only, ...others] = searched;
  if (only !== undefined && others.length === 0) {
    add(await tree.findById(only, { signal, onProgress, origin }));
  } else if (only !== undefined) {
    add(await tree.loadAll(roots, { signal, onProgress }));
  }
  const hasFailed = failures.length > 0 || unreadable > 0 || roots.length === 0;
  return { outcomes: outcomesOf(options, new Set(searched), hasFailed), failures, unreadable };
}

function outcomesOf(
  { tree, roots, ids }: CheckOptions,
  searched: ReadonlySet<string>,
  hasFailed: boolean,
): ReadonlyMap<CheckedId, Outcome> {
  const known = knownIn(tree);
  const lists = new LoadedBucketLists(tree.rows);
  const isListed =
    roots.length > 0 &&
    roots.every((root) => {
      const list = tree.rows.listOf(root);
      return list !== undefined && isCurrent(list);
    });
  const outcomeOf = ({ id, kind, projects }: CheckedId): Outcome => {
    const item = known
      .get(id)
      .find((found) => found.kind === kind && roots.some(({ credential }) => credential.id === found.credential.id));
    if (item !== undefined) {
      return { kind: 'found', item };
    }
    if (kind === 'role') {
      return { kind: 'unknown', reason: 'role' };
    }
    if (kind === 'project') {
      return { kind: 'unknown', reason: isListed ? 'notListed' : 'projectsNotLoaded' };
    }
    if (searched.has(id)) {
      return hasFailed ? { kind: 'unknown', reason: 'failed' } : { kind: 'notFound', projectNames: [] };
    }
    const named = [...projects].map((project) => ({ project, lists: lists.of(project) }));
    const isMissing = named.every(
      ({ lists }) =>
        lists.length > 0 && lists.every((list) => findIn(list, ({ _id }) => _id === id).kind === 'missing'),
    );
    return isMissing
      ? {
          kind: 'notFound',
          projectNames: named.flatMap(({ project }) => known.get(project)[0]?.projectName ?? []),
        }
      : { kind: 'unknown', reason: 'failed' };
  };
  return new Map(ids.map((checked) => [checked, outcomeOf(checked)]));
}

function knownIn(tree: ProjectsTree): KnownIds {
  return new KnownIds([new LoadedSource(tree.rows)]);
}
