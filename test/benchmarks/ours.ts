import nodeFetch from 'node-fetch';
import { AtlasClient } from '../../src/atlas/client';
import type { Fetch } from '../../src/atlas/exchange';
import type { ExportBucket, Project } from '../../src/atlas/models';
import { PagedList } from '../../src/atlas/pagedList';
import { LoadedLists } from '../../src/model/loadedLists';
import { loadAll } from '../../src/model/loadAll';
import { KEYS, PROJECTS } from '../unit/client/support';
import { rowOf } from '../unit/model/support';
import type { Listing } from './listing';
import { clientOptions } from '../atlas/clientOptions';

export type Method = 'serviceAccount' | 'apiKey';

export function clientFor(origin: string, method: Method, fetch: Fetch = nodeFetch): AtlasClient {
  return new AtlasClient(clientOptions({ origin, keys: KEYS[method], fetch }));
}

async function readToEnd<T>(list: PagedList<T>): Promise<number> {
  while (!list.isComplete && list.failure === undefined) {
    await list.loadNext();
  }
  return list.items.length;
}

/** Lists all export buckets of the largest project in the sample data. */
export function ourList(method: Method): Listing {
  return (origin, itemsPerPage) => {
    const client = clientFor(origin, method);
    return readToEnd(
      new PagedList<ExportBucket>({
        fetchPage: (pageNum, signal) =>
          client.listExportBuckets(PROJECTS.archive, { pageNum, itemsPerPage, includeCount: true, signal }),
        idOf: ({ _id }) => _id,
      }),
    );
  };
}

export function ourProjects(method: Method): Listing {
  return (origin, itemsPerPage) => {
    const client = clientFor(origin, method);
    return readToEnd(
      new PagedList<Project>({
        fetchPage: (pageNum, signal) => client.listProjects({ pageNum, itemsPerPage, includeCount: true, signal }),
        idOf: ({ id }) => id,
      }),
    );
  };
}

/** Loads all export buckets of all projects like *Load Everything*. Also returns the lists with their rows. */
export async function loadEverything(
  client: AtlasClient,
): Promise<{ readonly count: number; readonly kept: LoadedLists }> {
  const root = rowOf('benchmark', KEYS.serviceAccount);
  const kept = new LoadedLists({
    credentials: { clientOf: () => Promise.resolve(client) },
    pageSize: () => 100,
    addedProjects: () => [],
    report: (failure) => {
      throw failure;
    },
  });
  const { projects } = await loadAll(kept, [root], {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  kept.entries().forEach(([, list]) => list.rows());
  return { count: projects.reduce((sum, { buckets }) => sum + buckets.length, 0), kept };
}

export function ourEverything(method: Method): Listing {
  return async (origin) => (await loadEverything(clientFor(origin, method))).count;
}
