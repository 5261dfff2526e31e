import { execFile } from 'node:child_process';
import http from 'node:http';
import { promisify } from 'node:util';
import nodeFetch from 'node-fetch';
import * as v from 'valibot';
import { AtlasClient } from '../../src/atlas/client';
import type { ExportBucket } from '../../src/atlas/models';
import { PagedList } from '../../src/atlas/pagedList';
import { KEYS, PROJECTS } from '../unit/client/support';

/** Lists all 2,508 export buckets of one project, page after page. Returns how many there were. */
export type ListAll = (origin: string, pageSize: number) => Promise<number>;

const pagePath = (pageNum: number, pageSize: number): string =>
  `/api/atlas/v2/groups/${PROJECTS.archive}/backup/exportBuckets?includeCount=true&itemsPerPage=${pageSize}&pageNum=${pageNum}`;
const ACCEPT = 'application/vnd.atlas.2024-05-30+json';
const Body = v.object({ results: v.array(v.unknown()) });
const Token = v.object({ access_token: v.string() });

/** This extension, from the client to the rows. */
export function ours(method: 'serviceAccount' | 'apiKey'): ListAll {
  return async (origin, pageSize) => {
    const client = new AtlasClient({
      origin,
      keys: KEYS[method],
      fetch: nodeFetch,
      log: { requested: () => undefined, deprecated: () => undefined },
      userAgent: 'benchmark',
      settings: { requestTimeout: () => 30_000, exportBucketVersion: () => '2024-05-30' },
    });
    const list = new PagedList<ExportBucket>({
      fetchPage: (pageNum, signal) =>
        client.listExportBuckets(PROJECTS.archive, { pageNum, itemsPerPage: pageSize, includeCount: true, signal }),
      idOf: ({ _id }) => _id,
    });
    while (!list.isComplete && list.failure === undefined) {
      await list.loadNext();
    }
    return list.items.length;
  };
}

/** The limit: Node's own http over one connection that stays, and JSON.parse. */
export const bareHttp: ListAll = async (origin, pageSize) => {
  const agent = new http.Agent({ keepAlive: true });
  const { id, secret } = KEYS.serviceAccount;
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const body = 'grant_type=client_credentials';
  const token = v.parse(
    Token,
    await request(`${origin}/api/oauth/token`, { method: 'POST', agent, headers: { ...form, authorization } }, body),
  );
  let count = 0;
  for (let pageNum = 1; ; pageNum += 1) {
    const headers = { accept: ACCEPT, authorization: `Bearer ${token.access_token}` };
    const page = v.parse(Body, await request(origin + pagePath(pageNum, pageSize), { agent, headers }));
    count += page.results.length;
    if (page.results.length < pageSize) {
      agent.destroy();
      return count;
    }
  }
};

function request(url: string, options: http.RequestOptions, body = ''): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = http.request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What a script would do. */
export const curlDigest: ListAll = async (origin, pageSize) => {
  const { id, secret } = KEYS.apiKey;
  let count = 0;
  for (let pageNum = 1; ; pageNum += 1) {
    const url = origin + pagePath(pageNum, pageSize);
    const { stdout } = await promisify(execFile)(
      'curl',
      ['--silent', '--digest', '--user', `${id}:${secret}`, '--header', `Accept: ${ACCEPT}`, url],
      { maxBuffer: 1 << 26 },
    );
    const { results } = v.parse(Body, JSON.parse(stdout));
    count += results.length;
    if (results.length < pageSize) {
      return count;
    }
  }
};
