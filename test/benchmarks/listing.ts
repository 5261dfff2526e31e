import * as v from 'valibot';

/** Lists everything that one server has, page after page. Returns how many there were. */
export type Listing = (origin: string, pageSize: number) => Promise<number>;

export const ACCEPT = 'application/vnd.atlas.2024-05-30+json';
const PageBody = v.object({ results: v.array(v.unknown()) });

type Get = (path: string) => Promise<unknown>;

/** One page of a project's export buckets, or of projects. */
export async function listPage(get: Get, pageNum: number, pageSize: number, projectId?: string): Promise<unknown[]> {
  const endpoint = projectId === undefined ? 'groups' : `groups/${projectId}/backup/exportBuckets`;
  const query = `includeCount=true&itemsPerPage=${pageSize}&pageNum=${pageNum}`;
  return v.parse(PageBody, await get(`/api/atlas/v2/${endpoint}?${query}`)).results;
}

/** Page after page, as long as they are full. */
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

/** As many as the extension has in flight in the background. */
const AT_A_TIME = 8;

/** Does something for each of them, as many at a time as the extension sends. */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
