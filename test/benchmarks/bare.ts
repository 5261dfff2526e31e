import http from 'node:http';
import nodeFetch from 'node-fetch';
import * as v from 'valibot';
import { KEYS, PROJECTS } from '../unit/client/support';
import { ACCEPT, eachOf, listPages, type Listing } from './listing';

const Token = v.object({ access_token: v.string() });

/** Sends one request and reads the JSON that it brings. */
type Ask = (
  url: string,
  options: { method: string; headers: Record<string, string> },
  body?: string,
) => Promise<unknown>;

/** Returns what gets a path with the token that it has asked for. */
export async function signIn(origin: string, ask: Ask = askByHttp): Promise<(path: string) => Promise<unknown>> {
  const { id, secret } = KEYS.serviceAccount;
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const url = `${origin}/api/oauth/token`;
  const headers = { ...form, authorization: basic };
  const answer = await ask(url, { method: 'POST', headers }, 'grant_type=client_credentials');
  const authorization = `Bearer ${v.parse(Token, answer).access_token}`;
  return (path) =>
    ask(origin + path, { method: 'GET', headers: { accept: ACCEPT, authorization, connection: 'keep-alive' } });
}

/** All export buckets of the sample's largest project. */
const listWith =
  (ask: Ask): Listing =>
  async (origin, pageSize) =>
    (await listPages(await signIn(origin, ask), pageSize, PROJECTS.archive)).length;

const loadWith =
  (ask: Ask): Listing =>
  async (origin, pageSize) =>
    loadEach(await signIn(origin, ask), pageSize);

const Projects = v.array(v.object({ id: v.string() }));

/** All export buckets of all projects, as many requests at a time as the extension sends. */
export async function loadEach(get: (path: string) => Promise<unknown>, pageSize: number): Promise<number> {
  const projects = v.parse(Projects, await listPages(get, pageSize));
  let count = 0;
  await eachOf(projects, async ({ id }) => {
    const { length } = await listPages(get, pageSize, id);
    count += length;
  });
  return count;
}

/** The limit: Node's own http with connections that stay. */
const askByHttp: Ask = (url, options, body) =>
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

/** The library through which the extension asks, and nothing of the extension. */
const askByFetch: Ask = async (url, options, body) => {
  const init = { ...options, redirect: 'error', signal: AbortSignal.timeout(30_000) } as const;
  const response = await nodeFetch(url, body === undefined ? init : { ...init, body });
  return response.json();
};

export const bareList = listWith(askByHttp);
export const fetchList = listWith(askByFetch);
export const bareEverything = loadWith(askByHttp);
export const fetchEverything = loadWith(askByFetch);
