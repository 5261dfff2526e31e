import type { AtlasClient } from '../atlas/client';
import { meaningOf, type ErrorMeaning } from '../atlas/errorCodes';
import { ApiError, asError, isAbort } from '../atlas/errors';
import { throwIfAborted } from '../atlas/abort';
import type { RequestPriority } from '../atlas/requests';
import { CredentialError, type Credential } from '../credentials/credential';
import { isCurrent } from './loadedList';
import type { LoadedLists } from './loadedLists';
import { earliest, isGone, unreadableIn, type LoadFailure, type UnreadableRows } from './loadAll';
import { exportBucketNode, projectNode, type CredentialNode, type ExportBucketNode, type ProjectNode } from './nodes';

/** How far looking for an ID has come. */
export interface FindProgress {
  /** Projects that are known not to have an export bucket of this ID. */
  readonly projects: number;
  readonly of: number;
  /** Until when the search is held back, in milliseconds of `performance.now()`; undefined when it is not. */
  readonly waitingUntil: number | undefined;
}

export interface FoundById {
  /** The export bucket or project of the ID, as each credential sees it. */
  readonly rows: readonly (ProjectNode | ExportBucketNode)[];
  /** What could not be requested; the ID may belong to something in it. */
  readonly failures: readonly LoadFailure[];
  /** The lists of projects with rows that could not be read, if any; the ID may belong to something below one. */
  readonly unreadable?: readonly UnreadableRows[];
}

export interface FindByIdOptions {
  readonly credentials: { clientOf(credential: Credential): Promise<AtlasClient> };
  /** Ends everything that is under way, at once. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: FindProgress) => void;
}

/** What Atlas says of a project that is not there. */
const ABSENT_PROJECT: ReadonlySet<ErrorMeaning | undefined> = new Set(['gone', 'role']);

/**
 * Looks for the export bucket or project of an ID that is in none of the lists so far: asks each credential for the rest
 * of its projects and for the project, and each project whose list is not complete for the export bucket, all of it in
 * the background. The first export bucket that is found ends the search. What is found stays in the lists.
 * @param id as `isObjectId` knows it
 * @throws the AbortError of `signal`
 */
export async function findById(
  lists: LoadedLists,
  roots: readonly CredentialNode[],
  id: string,
  { credentials, signal, onProgress }: FindByIdOptions,
): Promise<FoundById> {
  const rows: (ProjectNode | ExportBucketNode)[] = [];
  const failures: LoadFailure[] = [];
  const waits = new Map<object, number>();
  const enough = new AbortController();
  const counts = { projects: 0, of: 0, underWay: 0 };
  const asking = { signal: AbortSignal.any([signal, enough.signal]) };

  const report = (): void => {
    if (signal.aborted) {
      return;
    }
    const { projects, of, underWay } = counts;
    const waitingUntil = waits.size >= underWay ? earliest(waits.values()) : undefined;
    onProgress?.({ projects, of, waitingUntil });
  };

  /** Requests in the background; returns undefined for what doesn't exist, and for what could not be requested. */
  const ask = async <T>(
    parent: CredentialNode | ProjectNode,
    work: (priority: RequestPriority) => Promise<T>,
    isAbsence: (error: ApiError) => boolean = () => false,
  ): Promise<T | undefined> => {
    const wait = {};
    const onWait = (until: number | undefined): void => {
      if (until === undefined) {
        waits.delete(wait);
      } else {
        waits.set(wait, until);
      }
      report();
    };
    counts.underWay += 1;
    try {
      return await work({ isBackground: true, onWait });
    } catch (error) {
      const isAbsent = error instanceof ApiError && isAbsence(error);
      if (!isAbsent && !asking.signal.aborted) {
        const wasDropped = isAbort(error);
        failures.push({
          parent,
          error: wasDropped ? new CredentialError('changed') : asError(error),
          hasVanished: isGone(error),
        });
      }
      return undefined;
    } finally {
      counts.underWay -= 1;
      waits.delete(wait);
    }
  };

  const askProject = async (node: ProjectNode): Promise<void> => {
    const bucket = await ask(
      node,
      async (priority) => {
        const client = await credentials.clientOf(node.parent.credential);
        return client.getExportBucket(node.project.id, id, { ...asking, priority });
      },
      // A project that is gone may as well be one that this credential no longer sees.
      ({ errorCode }) => errorCode === 'EXPORT_BUCKET_NOT_FOUND',
    );
    if (bucket !== undefined) {
      const { found } = lists.of(node);
      if (!found.some(({ _id }) => _id === bucket._id)) {
        found.push(bucket);
      }
      rows.push(exportBucketNode(node, bucket));
      enough.abort();
    }
    counts.projects += 1;
    report();
  };

  const askCredential = async (root: CredentialNode): Promise<void> => {
    await ask(root, (priority) => lists.loadRest(root, { ...asking, priority, onPage: report }));
    const projects = lists
      .of(root)
      .rows()
      .filter((row) => row.kind === 'project');
    const known = projects.find(({ project }) => project.id === id);
    if (known !== undefined) {
      rows.push(known);
      return;
    }
    const open = projects.filter((node) => {
      const list = lists.get(node.id);
      // A row that could not be read may be the one of this ID, and so may one that was added since.
      return list === undefined || !isCurrent(list);
    });
    counts.of += open.length;
    const unlisted = ask(
      root,
      async (priority) => {
        const client = await credentials.clientOf(root.credential);
        return client.getProject(id, { ...asking, priority });
      },
      // Atlas may not tell a project that doesn't exist from one that this key must not see.
      (error) => ABSENT_PROJECT.has(meaningOf(error)),
    );
    await Promise.all([
      unlisted.then((project) => {
        if (project !== undefined) {
          rows.push(projectNode(root, project, 'addedById'));
        }
      }),
      ...open.map(askProject),
    ]);
  };

  await Promise.all(roots.map(askCredential));
  throwIfAborted(signal);
  const unreadable = unreadableIn(lists, roots);
  return { rows, failures, ...(unreadable.length > 0 && { unreadable }) };
}
