import http from 'node:http';
import nodeFetch from 'node-fetch';
import * as v from 'valibot';
import { KEYS, PROJECTS } from '../unit/client/support';
import { ACCEPT, eachOf, listPages, type Listing } from './listing';

const Token = v.object({ access_token: v.string() });

/** Sends one request and returns the parsed JSON response. */
type Request = (
  url: string,
  options: { method: string; headers: Record<string, string> },
  body?: string,
) => Promise<unknown>;

/** Gets a token. Returns a function that sends GET requests with it. */
export async function signIn(
  origin: string,
  request: Request = requestByHttp,
): Promise<(path: string) => Promise<unknown>> {
  const { id, secret } = KEYS.serviceAccount;
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const url = `${origin}/api/oauth/token`;
  const headers = { ...form, authorization: basic };
  const response = await request(url, { method: 'POST', headers }, 'grant_type=client_credentials');
  const authorization = `Bearer ${v.parse(Token, response).access_token}`;
  return (path) =>
    request(origin + path, { method: 'GET', headers: { accept: ACCEPT, authorization, connection: 'keep-alive' } });
}

/** Lists all export buckets of the largest project in the sample data. */
const listWith =
  (request: Request): Listing =>
  async (origin, pageSize) =>
    (await listPages(await signIn(origin, request), pageSize, PROJECTS.archive)).length;

const loadWith =
  (request: Request): Listing =>
  async (origin, pageSize) =>
    loadEach(await signIn(origin, request), pageSize);

const Projects = v.array(v.object({ id: v.string() }));

/** Loads all export buckets of all projects, with as many requests in flight as the extension. */
export async function loadEach(get: (path: string) => Promise<unknown>, pageSize: number): Promise<number> {
  const projects = v.parse(Projects, await listPages(get, pageSize));
  let count = 0;
  await eachOf(projects, async ({ id }) => {
    const { length } = await listPages(get, pageSize, id);
    count += length;
  });
  return count;
}

/** The fastest option: Node's own http module with persistent connections. */
const requestByHttp: Request = (url, options, body) =>
  new Promise((resolve, reject) => {
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

/** The HTTP library of the extension, without the extension. */
const requestByFetch: Request = async (url, options, body) => {
  const init = { ...options, redirect: 'error', signal: AbortSignal.timeout(30_000) } as const;
  const response = await nodeFetch(url, body === undefined ? init : { ...init, body });
  return response.json();
};

export const bareList = listWith(requestByHttp);
export const fetchList = listWith(requestByFetch);
export const bareEverything = loadWith(requestByHttp);
export const fetchEverything = loadWith(requestByFetch);
