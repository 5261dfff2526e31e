import { createHash } from 'node:crypto';
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AtlasSimulator } from '../../atlas/simulator';
import type { Credential } from '../../atlas/world';

export const BUCKETS = 'application/vnd.atlas.2024-05-30+json';

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request unchanged. */
export function send({ origin }: AtlasSimulator, path: string, { method = 'GET', headers, body }: Call = {}) {
  return new Promise<Received>((resolve, reject) => {
    const sent = request(origin + path, { method, agent: false, ...(headers !== undefined && { headers }) });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: chunks.join('') });
      });
    });
    sent.end(body);
  });
}

/** Sends a request with a credential, after getting a new digest challenge or token. */
export async function sendAs(
  simulator: AtlasSimulator,
  credential: Credential,
  path: string,
  call: Call = {},
): Promise<Received> {
  const authorization =
    credential.method === 'apiKey'
      ? digest(credential, path, await newNonce(simulator), call.method === undefined ? {} : { method: call.method })
      : `Bearer ${await newToken(simulator, credential)}`;
  return send(simulator, path, {
    ...call,
    headers: { Accept: BUCKETS, ...call.headers, Authorization: authorization },
  });
}

/** Returns the nonce of a new challenge. */
export async function newNonce(simulator: AtlasSimulator): Promise<string> {
  return nonceIn(await send(simulator, '/api/atlas/v2'));
}

export function nonceIn({ headers }: Received): string {
  return /nonce="([^"]+)"/.exec(headers['www-authenticate'] ?? '')?.[1] ?? '';
}

/** Returns the headers of a token request. */
export function tokenCall({ id, secret }: Pick<Credential, 'id' | 'secret'>, body = 'grant_type=client_credentials') {
  const headers = {
    Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  return { method: 'POST', headers, body };
}

export async function newToken(simulator: AtlasSimulator, credential: Credential): Promise<string> {
  return String(json(await send(simulator, '/api/oauth/token', tokenCall(credential)))['access_token']);
}

/** Returns an `Authorization` header for Digest (RFC 7616 §3.4), with overrides that make it invalid. */
export function digest(
  { id, secret }: Pick<Credential, 'id' | 'secret'>,
  uri: string,
  nonce: string,
  { nc = '00000001', method = 'GET', algorithm = 'MD5', realm = 'MMS Public API' } = {},
): string {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const response = md5(`${md5(`${id}:${realm}:${secret}`)}:${nonce}:${nc}:c0ffee:auth:${md5(`${method}:${uri}`)}`);
  return `Digest username="${id}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="c0ffee"`;
}

/** Returns the JSON object in a response. */
export function json({ text }: Pick<Received, 'text'>): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) {
    throw new Error(`no JSON object: ${text}`);
  }
  return { ...value };
}

/** Returns the status and error code, for comparing with a table. */
export function refusal(received: Received): readonly [number, unknown] {
  return [received.status, json(received)['errorCode']];
}

/** Returns the rows of a page. */
export function rows(received: Received): Record<string, unknown>[] {
  const { results } = json(received);
  return Array.isArray(results) ? results.map((row: unknown) => json({ text: JSON.stringify(row) })) : [];
}
