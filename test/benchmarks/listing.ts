import * as v from 'valibot';

/** Lists all rows of a server page by page, and returns their number. */
export type Listing = (origin: string, pageSize: number) => Promise<number>;

export const ACCEPT = 'application/vnd.atlas.2024-05-30+json';
const PageBody = v.object({ results: v.array(v.unknown()) });

type Get = (path: string) => Promise<unknown>;

/** Requests one page of a project's export buckets, or of projects. */
export async function listPage(get: Get, pageNum: number, pageSize: number, projectId?: string): Promise<unknown[]> {
  const endpoint = projectId === undefined ? 'groups' : `groups/${projectId}/backup/exportBuckets`;
  const query = `includeCount=true&itemsPerPage=${pageSize}&pageNum=${pageNum}`;
  return v.parse(PageBody, await get(`/api/atlas/v2/${endpoint}?${query}`)).results;
}

/** Requests pages until one isn't full. */
export async function listPages(get: Get, pageSize: number, projectId?: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let pageNum = 1; ; pageNum += 1) {
    const results = await listPage(get, pageNum, pageSize, projectId);
    all.push(...results);
    if (results.length < pageSize) {
      return all;
    }
  }
}

/** The number of background requests that the extension has in flight. */
const CONCURRENCY = 8;

/** Calls `work` for each item, with the concurrency of the extension. */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}
