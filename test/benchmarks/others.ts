import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DigestClient } from 'digest-fetch';
import getMongodbAtlasApiClient from 'mongodb-atlas-api-client';
import { KEYS, PROJECTS } from '../unit/client/support';
import { loadEach } from './bare';
import { ACCEPT, listPages, type Listing } from './listing';

const { id: publicKey, secret: privateKey } = KEYS.apiKey;

/** Works like a shell script. */
export const curlDigest: Listing = async (origin, pageSize) => {
  const get = async (path: string): Promise<unknown> => {
    const { stdout } = await promisify(execFile)(
      'curl',
      ['--silent', '--digest', '--user', `${publicKey}:${privateKey}`, '--header', `Accept: ${ACCEPT}`, origin + path],
      { maxBuffer: 1 << 26 },
    );
    return JSON.parse(stdout);
  };
  return (await listPages(get, pageSize, PROJECTS.archive)).length;
};

/** Retries when digest-fetch is rejected, which happens when it sends requests in parallel. */
function digestFetch(origin: string): (path: string) => Promise<unknown> {
  const client = new DigestClient(publicKey, privateKey);
  return async (path) => {
    for (;;) {
      const response = await client.fetch(origin + path, { headers: { accept: ACCEPT } });
      const body: unknown = await response.json();
      if (response.status !== 401) {
        return body;
      }
    }
  };
}

export const digestFetchList: Listing = async (origin, pageSize) =>
  (await listPages(digestFetch(origin), pageSize, PROJECTS.archive)).length;

export const digestFetchEverything: Listing = (origin, pageSize) => loadEach(digestFetch(origin), pageSize);

/** Lists projects, because the library doesn't support export buckets. */
export const atlasApiClientProjects: Listing = async (origin, itemsPerPage) => {
  const client = getMongodbAtlasApiClient({ publicKey, privateKey, baseUrl: `${origin}/api/atlas/v2`, projectId: '' });
  for (let pageNum = 1, count = 0; ; pageNum += 1) {
    // The library's types lack the page and the headers.
    const options = { pageNum, itemsPerPage, includeCount: true, httpOptions: { headers: { accept: ACCEPT } } };
    const page = await client.project.getAll(options);
    if (!('results' in page)) {
      throw new Error(page.errorCode);
    }
    count += page.results.length;
    if (page.results.length < itemsPerPage) {
      return count;
    }
  }
};
