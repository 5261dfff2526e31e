import { createAuthenticator } from '../../../src/atlas/auth/createAuthenticator';
import type { HttpResponse, OutgoingRequest } from '../../../src/atlas/exchange';
import { response } from './support';

export const ORIGIN = 'https://cloud.mongodb.com';
export const CLIENT_ID = 'mdb_sa_id_1234567890abcdef12345678';
export const SECRET = 'mdb_sa_sk_q-W_e+r/t~y:z';
export const BASIC = `Basic ${Buffer.from(`${CLIENT_ID}:${SECRET}`).toString('base64')}`;
export const GET = { method: 'GET', url: new URL('/api/atlas/v2/groups', ORIGIN), headers: { accept: 'a/b' } } as const;
export const JSON_TYPE = { 'content-type': 'application/json' };

type Handle = (request: OutgoingRequest, count: number) => HttpResponse | Promise<HttpResponse>;

/** An in-memory Atlas that issues tokens `token-1`, `token-2` and so on, and knows which are valid. */
export class FakeAtlas {
  now = 1_000_000;
  readonly requests: OutgoingRequest[] = [];
  readonly alive = new Set<string>();
  onToken: Handle = (_request, count) => this.grant(count);
  onRevoke: Handle = () => response(200);
  onGet: Handle = (request) =>
    this.knows(request) ? response(200, '{}') : response(401, { errorCode: 'invalid_token' });

  readonly authenticator = createAuthenticator(
    { method: 'serviceAccount', id: CLIENT_ID, secret: SECRET },
    ORIGIN,
    (request) => this.send(request),
    () => this.now,
  );

  send(request: OutgoingRequest): Promise<HttpResponse> {
    request.signal?.throwIfAborted();
    this.requests.push(request);
    const path = request.url.pathname;
    const handle = { '/api/oauth/token': this.onToken, '/api/oauth/revoke': this.onRevoke }[path] ?? this.onGet;
    return Promise.resolve(handle(request, this.to(path).length));
  }

  grant(count: number, lifetime: object = { expires_in: 3600 }): HttpResponse {
    this.alive.add(`Bearer token-${count}`);
    return response(200, { access_token: `token-${count}`, token_type: 'Bearer', ...lifetime }, JSON_TYPE);
  }

  knows({ headers }: OutgoingRequest): boolean {
    return this.alive.has(headers['authorization'] ?? '');
  }

  to(path: string): OutgoingRequest[] {
    return this.requests.filter(({ url }) => url.pathname === path);
  }

  get tokens(): number {
    return this.to('/api/oauth/token').length;
  }

  /** Tokens for which a revocation was requested. */
  get revoked(): (string | null)[] {
    return this.to('/api/oauth/revoke').map(({ body }) => new URLSearchParams(body).get('token'));
  }

  get bearers(): (string | undefined)[] {
    return this.to(GET.url.pathname).map(({ headers }) => headers['authorization']);
  }
}
