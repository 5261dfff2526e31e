import type { AtlasClient } from '../atlas/client';
import { isMissingBucket, meaningOf, type ErrorMeaning } from '../atlas/errorCodes';
import { ApiError, asError, isAbort } from '../atlas/errors';
import { throwIfAborted } from '../atlas/abort';
import type { RequestPriority } from '../atlas/requests';
import { CredentialError, type Credential } from '../credentials/credential';
import { isCurrent } from './loadedList';
import type { LoadedLists } from './loadedLists';
import { isGone, unreadableIn, type LoadFailure, type UnreadableRows } from './loadAll';
import { exportBucketNode, projectNode, type CredentialNode, type ItemNode, type ProjectNode } from './nodes';
import { Waits } from './waits';

/** The progress of a search for an ID. */
export interface FindProgress {
  /** Projects that were searched. */
  readonly projects: number;
  readonly of: number;
  /** When a search that waits for Atlas resumes, in milliseconds of `performance.now()`; undefined if it doesn't wait. */
  readonly waitingUntil: number | undefined;
}

export interface FoundById {
  /** The export bucket or project with the ID; one row for each credential that can access it. */
  readonly rows: readonly ItemNode[];
  /** The lists that could not be searched. They may contain the ID. */
  readonly failures: readonly LoadFailure[];
  /** The project lists with unreadable rows, if any. An unreadable project may contain the ID. */
  readonly unreadable?: readonly UnreadableRows[];
}

export interface FindByIdOptions {
  readonly credentials: { clientOf(credential: Credential): Promise<AtlasClient> };
  /** Cancels the search. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: FindProgress) => void;
}

/** What Atlas says of a project that doesn't exist. */
const ABSENT_PROJECT: ReadonlySet<ErrorMeaning | undefined> = new Set(['gone', 'role']);

/**
 * Searches for the export bucket or project with an ID that no loaded list contains. Loads the remaining projects of each
 * credential, then requests the project with this ID, and the export bucket from each project whose list is incomplete.
 * All requests run in the background. The first export bucket that is found ends the search and stays in its list.
 * @param id an ID that passes `isObjectId`
 * @throws the AbortError of `signal`
 */
export async function findById(
  lists: LoadedLists,
  roots: readonly CredentialNode[],
  id: string,
  { credentials, signal, onProgress }: FindByIdOptions,
): Promise<FoundById> {
  const rows: ItemNode[] = [];
  const failures: LoadFailure[] = [];
  const found = new AbortController();
  const counts = { projects: 0, of: 0, running: 0 };
  const options = { signal: AbortSignal.any([signal, found.signal]) };

  const report = (): void => {
    if (signal.aborted) {
      return;
    }
    const { projects, of, running } = counts;
    onProgress?.({ projects, of, waitingUntil: waits.until(running) });
  };
  const waits = new Waits(report);

  /** Sends a request in the background. Returns undefined if the item doesn't exist or the request failed. */
  const request = async <T>(
    parent: CredentialNode | ProjectNode,
    work: (priority: RequestPriority) => Promise<T>,
    isAbsence: (error: ApiError) => boolean = () => false,
  ): Promise<T | undefined> => {
    counts.running += 1;
    try {
      return await waits.run(work);
    } catch (error) {
      const isAbsent = error instanceof ApiError && isAbsence(error);
      if (!isAbsent && !options.signal.aborted) {
        const wasAborted = isAbort(error);
        failures.push({
          parent,
          error: wasAborted ? new CredentialError('changed') : asError(error),
          hasVanished: isGone(error),
        });
      }
      return undefined;
    } finally {
      counts.running -= 1;
    }
  };

  const searchProject = async (node: ProjectNode): Promise<void> => {
    const bucket = await request(
      node,
      async (priority) => {
        const client = await credentials.clientOf(node.parent.credential);
        return client.getExportBucket(node.project.id, id, { ...options, priority });
      },
      // A missing project may be one that this credential can no longer access.
      isMissingBucket,
    );
    if (bucket !== undefined) {
      lists.keepFound(node, bucket);
      rows.push(exportBucketNode(node, bucket));
      found.abort();
    }
    counts.projects += 1;
    report();
  };

  const searchCredential = async (root: CredentialNode): Promise<void> => {
    await request(root, (priority) => lists.loadRest(root, { ...options, priority, onPage: report }));
    const projects = lists
      .of(root)
      .rows()
      .filter((row) => row.kind === 'project');
    const listed = projects.find(({ project }) => project.id === id);
    if (listed !== undefined) {
      rows.push(listed);
      return;
    }
    const incomplete = projects.filter((node) => {
      const list = lists.get(node.id);
      // An unreadable row, or one that was added later, may have this ID.
      return list === undefined || !isCurrent(list);
    });
    counts.of += incomplete.length;
    const project = request(
      root,
      async (priority) => {
        const client = await credentials.clientOf(root.credential);
        return client.getProject(id, { ...options, priority });
      },
      // Atlas may not distinguish a project that doesn't exist from one that this key can't access.
      (error) => ABSENT_PROJECT.has(meaningOf(error)),
    );
    await Promise.all([
      project.then((project) => {
        if (project !== undefined) {
          rows.push(projectNode(root, project, 'addedById'));
        }
      }),
      ...incomplete.map(searchProject),
    ]);
  };

  await Promise.all(roots.map(searchCredential));
  throwIfAborted(signal);
  const unreadable = unreadableIn(lists, roots);
  return { rows, failures, ...(unreadable.length > 0 && { unreadable }) };
}
