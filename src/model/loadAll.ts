import { meaningOf } from '../atlas/errorCodes';
import { ApiError, asError, isAbort } from '../atlas/errors';
import type { ExportBucket } from '../atlas/models';
import { throwIfAborted } from '../atlas/abort';
import { ChangedListError } from '../atlas/pagedRows';
import { CredentialError } from '../credentials/credential';
import type { LoadedList } from './loadedList';
import type { LoadedLists } from './loadedLists';
import { parentOf, type MessageNode, type ParentNode, type ProjectNode } from './nodes';
import { Waits } from './waits';

/** A row below which everything is loaded. A message stands for the list that it is about. */
export type Scope = ParentNode | MessageNode;

/** The progress of loading. Counts only grow, except `of`. */
export interface LoadAllProgress {
  /** Projects whose export buckets are all loaded, or that failed. */
  readonly projects: number;
  /** The number of projects; Atlas's estimate until all projects are loaded. */
  readonly of: number;
  /** Loaded export buckets, including those that were loaded before. */
  readonly buckets: number;
  readonly failed: number;
  /** If all remaining requests wait for Atlas, when they resume, in milliseconds of `performance.now()`. */
  readonly waitingUntil: number | undefined;
}

/** A list that could not be loaded completely. */
export interface LoadFailure {
  /** The credential whose projects, or the project whose export buckets could not be loaded. */
  readonly parent: ParentNode;
  readonly error: Error;
  /** Whether the project was deleted or became inaccessible after it was listed. */
  readonly hasVanished: boolean;
}

/** A list with rows in an unsupported format. */
export interface UnreadableRows {
  readonly parent: ParentNode;
  /** The number of these rows. */
  readonly rows: number;
}

interface LoadedProject {
  readonly node: ProjectNode;
  /** The loaded export buckets, in Atlas's order; all of them unless the project is among the failures. */
  readonly buckets: readonly ExportBucket[];
}

export interface LoadAllResult {
  /** In the order of the tree. */
  readonly projects: readonly LoadedProject[];
  readonly failures: readonly LoadFailure[];
  /** The lists with rows that could not be read. */
  readonly unreadable: readonly UnreadableRows[];
}

export interface LoadAllOptions {
  /** Cancels requests that no other caller waits for. Loaded items stay in the lists. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: LoadAllProgress) => void;
  /** Called when a list has grown or failed. */
  readonly onChange?: (parent: ParentNode) => void;
}

/**
 * Loads all projects and export buckets below some rows into the lists of the tree. Requests run in the background, after
 * those of the user, with 500 rows per page, and skip loaded pages. Calls for the same list share its requests.
 *
 * A list that fails doesn't stop the others.
 * @throws the AbortError of `signal`
 */
export async function loadAll(
  lists: LoadedLists,
  scopes: readonly Scope[],
  { signal, onProgress, onChange }: LoadAllOptions,
): Promise<LoadAllResult> {
  const projects = new Map<string, ProjectNode>();
  const done = new Set<string>();
  // A running total, because summing a thousand projects for each page takes as long as decoding the page.
  const counted = new Map<string, number>();
  let buckets = 0;
  const failures: LoadFailure[] = [];
  const estimates = new Map<string, number>();

  const report = (): void => {
    if (signal.aborted) {
      // Requests may continue because another caller waits for them.
      return;
    }
    const estimated = [...estimates.values()].reduce((sum, count) => sum + count, 0);
    onProgress?.({
      projects: done.size,
      of: Math.max(estimated, projects.size),
      buckets,
      failed: failures.length,
      waitingUntil: waits.until(projects.size - done.size),
    });
  };

  const waits = new Waits(report);

  const loadList = async (parent: ParentNode, onPage: () => void): Promise<void> => {
    try {
      // One signal for each list, because Node.js warns about many listeners on one signal.
      const options = { signal: AbortSignal.any([signal]), onPage };
      await waits.run((priority) => lists.loadRest(parent, { ...options, priority }));
    } catch (error) {
      if (!isAbort(error)) {
        failures.push({ parent, error: asError(error), hasVanished: isGone(error) });
      }
    }
    onChange?.(parent);
  };

  const loadProject = async (node: ProjectNode): Promise<void> => {
    const count = (): void => {
      const now = lists.get(node.id)?.pages.items.length ?? 0;
      buckets += now - (counted.get(node.id) ?? 0);
      counted.set(node.id, now);
    };
    projects.set(node.id, node);
    count();
    await loadList(node, () => {
      onChange?.(node);
      count();
      report();
    });
    count();
    done.add(node.id);
    report();
  };

  const loadScope = async (scope: Scope): Promise<void> => {
    if (scope.kind === 'project') {
      await loadProject(scope);
      return;
    }
    if (scope.kind !== 'credential') {
      const { parent } = scope;
      await (parent.kind === 'project' ? loadProject(parent) : loadList(parent, () => onChange?.(parent)));
      return;
    }
    const started: Promise<void>[] = [];
    const loadNew = (): void => {
      const list = lists.get(scope.id);
      estimates.set(scope.id, list?.pages.totalCount ?? 0);
      for (const row of list?.rows() ?? []) {
        if (row.kind === 'project' && !projects.has(row.id)) {
          started.push(loadProject(row));
        }
      }
    };
    // Loaded projects don't wait for the remaining pages.
    loadNew();
    await loadList(scope, () => {
      onChange?.(scope);
      loadNew();
    });
    loadNew();
    await Promise.all(started);
  };

  await Promise.all(scopes.map(loadScope));
  throwIfAborted(signal);
  const parents = new Map([...scopes.map(parentOf), ...projects.values()].map((node) => [node.id, node]));
  const failed = new Set(failures.map(({ parent }) => parent.id));
  for (const parent of parents.values()) {
    const error = failed.has(parent.id) ? undefined : gapOf(lists.get(parent.id));
    if (error !== undefined) {
      failures.push({ parent, error, hasVanished: false });
    }
  }
  return {
    unreadable: unreadableIn(lists, parents.values()),
    projects: [...projects.values()].map((node) => ({ node, buckets: bucketsOf(lists, node) })),
    failures,
  };
}

/** Returns why a list may lack items although no request failed. */
function gapOf(list: LoadedList | undefined): Error | undefined {
  if (list?.pages.isComplete !== true) {
    return new CredentialError('changed');
  }
  return list.pages.isStale ? new ChangedListError() : undefined;
}

function bucketsOf(lists: LoadedLists, node: ProjectNode): readonly ExportBucket[] {
  return (lists.get(node.id)?.pages.items ?? []).flatMap((item) => ('_id' in item ? [item] : []));
}

/** Returns whether an error means that the parent of a list doesn't exist or is inaccessible. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && meaningOf(error) === 'gone';
}

/** Returns the lists with rows that could not be read. */
export function unreadableIn(lists: Pick<LoadedLists, 'get'>, parents: Iterable<ParentNode>): UnreadableRows[] {
  return [...parents].flatMap((parent) => {
    const rows = lists.get(parent.id)?.pages.unreadable ?? 0;
    return rows === 0 ? [] : [{ parent, rows }];
  });
}
