import { meaningOf } from '../atlas/errorCodes';
import { ApiError, asError, isAbort } from '../atlas/errors';
import type { ExportBucket } from '../atlas/models';
import { throwIfAborted } from '../atlas/abort';
import type { RequestPriority } from '../atlas/requests';
import { CredentialError } from '../credentials/credential';
import type { LoadedLists } from './loadedLists';
import type { MessageNode, ParentNode, ProjectNode } from './nodes';

/** A row whose list is loaded with all that is below it; a row that is about a list stands for that list alone. */
export type Scope = ParentNode | MessageNode;

/** How far loading everything has come; the counts only grow, but for `of`, which is an estimate until all is read. */
export interface LoadAllProgress {
  /** Projects whose export buckets are all there, or that failed. */
  readonly projects: number;
  /** How many projects there are, by Atlas's estimate. */
  readonly of: number;
  /** Export buckets so far, those that were there before included. */
  readonly buckets: number;
  readonly failed: number;
  /** Until when everything that is left is held back, in milliseconds of `performance.now()`; undefined when nothing is. */
  readonly waitingUntil: number | undefined;
}

/** A list that could not be read to its end. */
export interface LoadFailure {
  /** The credential whose projects, or the project whose export buckets could not be read. */
  readonly parent: ParentNode;
  readonly error: Error;
  /** Whether the project is gone, or no longer to be seen, since it was listed. */
  readonly hasVanished: boolean;
}

/** A list with rows in an unsupported format. */
export interface UnreadableRows {
  readonly parent: ParentNode;
  /** How many these are. */
  readonly rows: number;
}

interface LoadedProject {
  readonly node: ProjectNode;
  /** Those that were read, in Atlas's order; all of them unless the project is among the failures. */
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
  /** Ends everything that nobody else waits for, at once. What was fetched stays in the lists. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: LoadAllProgress) => void;
  /** Told when a list below a row has grown, or failed. */
  readonly onChange?: (parent: ParentNode) => void;
}

/**
 * Loads every project and every export bucket below some rows into the lists of the tree: in the background, so that who
 * browses meanwhile goes first, with the fewest requests (500 rows a page), and nothing that is there already. Two that
 * load the same share its requests.
 *
 * A list that fails never stops the others.
 * @throws the AbortError of `signal`
 */
export async function loadAll(
  lists: LoadedLists,
  scopes: readonly Scope[],
  { signal, onProgress, onChange }: LoadAllOptions,
): Promise<LoadAllResult> {
  const projects = new Map<string, ProjectNode>();
  const done = new Set<string>();
  // Added up as they come: of a thousand projects, adding all up for each page would take as long as reading it.
  const counted = new Map<string, number>();
  let buckets = 0;
  const failures: LoadFailure[] = [];
  const waits = new Map<object, number>();
  const estimates = new Map<string, number>();

  const report = (): void => {
    if (signal.aborted) {
      // Somebody else may wait for what was begun here.
      return;
    }
    const estimated = [...estimates.values()].reduce((sum, count) => sum + count, 0);
    onProgress?.({
      projects: done.size,
      of: Math.max(estimated, projects.size),
      buckets,
      failed: failures.length,
      waitingUntil: waits.size >= projects.size - done.size ? earliest(waits.values()) : undefined,
    });
  };

  const loadList = async (parent: ParentNode, onPage: () => void): Promise<void> => {
    const wait = {};
    const priority: RequestPriority = {
      isBackground: true,
      onWait: (until) => {
        if (until === undefined) {
          waits.delete(wait);
        } else {
          waits.set(wait, until);
        }
        report();
      },
    };
    try {
      // A signal of its own for each list: many listeners on a shared one would look like a leak.
      await lists.loadRest(parent, { signal: AbortSignal.any([signal]), priority, onPage });
    } catch (error) {
      if (!isAbort(error)) {
        failures.push({ parent, error: asError(error), hasVanished: isGone(error) });
      }
    } finally {
      waits.delete(wait);
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
    // The projects that are there already need not wait for the others.
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
  const scopeParents = scopes.map((scope) =>
    scope.kind === 'project' || scope.kind === 'credential' ? scope : scope.parent,
  );
  const parents = new Map([...scopeParents, ...projects.values()].map((node) => [node.id, node]));
  const failed = new Set(failures.map(({ parent }) => parent.id));
  for (const parent of parents.values()) {
    if (!failed.has(parent.id) && lists.get(parent.id)?.pages.isComplete !== true) {
      failures.push({ parent, error: new CredentialError('changed'), hasVanished: false });
    }
  }
  return {
    unreadable: unreadableIn(lists, parents.values()),
    projects: [...projects.values()].map((node) => ({ node, buckets: bucketsOf(lists, node) })),
    failures,
  };
}

function bucketsOf(lists: LoadedLists, node: ProjectNode): readonly ExportBucket[] {
  return (lists.get(node.id)?.pages.items ?? []).flatMap((item) => ('_id' in item ? [item] : []));
}

/** The least of some numbers, of which there may be more than a function takes. */
export function earliest(times: Iterable<number>): number | undefined {
  let least: number | undefined;
  for (const time of times) {
    least = least === undefined ? time : Math.min(least, time);
  }
  return least;
}

/** Whether Atlas says that what a list is of doesn't exist, or is no longer visible. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && meaningOf(error) === 'gone';
}

/** The lists with rows that could not be read. */
export function unreadableIn(lists: Pick<LoadedLists, 'get'>, parents: Iterable<ParentNode>): UnreadableRows[] {
  return [...parents].flatMap((parent) => {
    const rows = lists.get(parent.id)?.pages.unreadable ?? 0;
    return rows === 0 ? [] : [{ parent, rows }];
  });
}
