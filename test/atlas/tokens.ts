import { randomBytes, randomUUID } from 'node:crypto';
import { COMMON_HEADERS, errorResponse, toJson, type ApiResponse, type ApiRequest } from './responses';
import type { World } from './world';

const MAX_TOKENS = 100;
const MAX_REQUESTS = 50;

/** An error of the token endpoints (RFC 6749 §5.2). */
class OAuthRefusal extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly description: string,
    /** What a correct client wouldn't have sent. */
    readonly violation?: string,
  ) {
    super(error);
  }
}

/**
 * Issues, checks and revokes the bearer tokens of service accounts.
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class Tokens {
  readonly #tokens = new Map<string, { readonly clientId: string; readonly expiresAt: number }>();
  /** The times of each client's latest token requests, in milliseconds. */
  readonly #requestTimes = new Map<string, number[]>();

  constructor(
    private readonly world: World,
    private readonly now: () => number,
    /** In seconds. */
    private readonly lifetime = 3600,
  ) {}

  get size(): number {
    this.#removeExpired();
    return this.#tokens.size;
  }

  expireAll(): void {
    this.#tokens.clear();
  }

  /** Returns the client ID of a valid token. */
  ownerOf(token: string): string | undefined {
    this.#removeExpired();
    return this.#tokens.get(token)?.clientId;
  }

  /** `POST /api/oauth/token` */
  issue(request: ApiRequest): ApiResponse {
    return this.#respond(request, (clientId, form) => {
      const grant = form.get('grant_type');
      if (grant !== 'client_credentials') {
        throw grant === null
          ? new OAuthRefusal(400, 'invalid_request', 'Missing grant_type.', 'no grant_type')
          : new OAuthRefusal(400, 'unsupported_grant_type', 'Unsupported grant_type.', 'unsupported grant_type');
      }
      const owned = [...this.#tokens.values()].filter((token) => token.clientId === clientId).length;
      if (owned >= MAX_TOKENS) {
        const description =
          'Access Token limit reached. Please use the existing Access Tokens or create a new Service Account.';
        throw new OAuthRefusal(403, 'access_denied', description);
      }
      const token = this.#newToken(clientId);
      this.#tokens.set(token, { clientId, expiresAt: this.now() + this.lifetime * 1000 });
      return toJson({ access_token: token, expires_in: this.lifetime, token_type: 'Bearer' });
    });
  }

  /** `POST /api/oauth/revoke` (RFC 7009): an unknown token is no error, and a client can revoke only its own tokens. */
  revoke(request: ApiRequest): ApiResponse {
    return this.#respond(request, (clientId, form) => {
      const token = form.get('token');
      if (token === null) {
        throw new OAuthRefusal(400, 'invalid_request', 'Missing token.', 'no token');
      }
      if (this.#tokens.get(token)?.clientId === clientId) {
        this.#tokens.delete(token);
      }
      return '';
    });
  }

  #respond(request: ApiRequest, handle: (clientId: string, form: URLSearchParams) => string): ApiResponse {
    this.#removeExpired();
    try {
      if (request.method !== 'POST') {
        throw new OAuthRefusal(405, 'invalid_request', 'Method not allowed.', 'not a POST');
      }
      const type = request.headers['content-type'] ?? '';
      if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
        throw new OAuthRefusal(415, 'invalid_request', 'Unsupported media type.', `content type ${type}`);
      }
      const path = request.target.replace(/\?.*/, '');
      if (path !== request.target) {
        throw new OAuthRefusal(400, 'invalid_request', 'Unexpected query.', 'query on a token endpoint');
      }
      const clientId = this.#authenticate(request);
      request.identify(clientId);
      if (path.endsWith('/token') && this.#isRateLimited(clientId)) {
        const detail = `Resource ${path} is limited to ${MAX_REQUESTS} requests every 1 minutes.`;
        return errorResponse(429, { errorCode: 'RATE_LIMITED', detail, parameters: [path, MAX_REQUESTS, 1] });
      }
      return oauthResponse(200, handle(clientId, new URLSearchParams(request.body)));
    } catch (error) {
      if (!(error instanceof OAuthRefusal)) {
        throw error;
      }
      if (error.violation !== undefined) {
        request.report(error.violation);
      }
      return oauthResponse(error.status, toJson({ error: error.error, error_description: error.description }));
    }
  }

  #authenticate({ headers, body }: ApiRequest): string {
    const refuse = (violation?: string) =>
      new OAuthRefusal(401, 'invalid_client', 'Invalid credentials provided.', violation);
    const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(headers['authorization'] ?? '')?.[1];
    if (encoded === undefined || new URLSearchParams(body).has('client_secret')) {
      throw refuse('client authentication is not by Basic alone');
    }
    const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
    if (/%[0-9a-f]{2}/i.test(id + secret)) {
      throw refuse('percent-encoded Basic credentials, which Atlas does not decode');
    }
    if (this.world.credential('serviceAccount', id)?.secret !== secret) {
      throw refuse();
    }
    return id;
  }

  #isRateLimited(clientId: string): boolean {
    const recent = (this.#requestTimes.get(clientId) ?? []).filter((time) => this.now() - time < 60_000);
    const isRateLimited = recent.length >= MAX_REQUESTS;
    this.#requestTimes.set(clientId, isRateLimited ? recent : [...recent, this.now()]);
    return isRateLimited;
  }

  /** Returns a token in the format of Atlas's (a JWT signed with ES512). Its signature is random. */
  #newToken(clientId: string): string {
    const issuedAt = Math.floor(this.now() / 1000);
    const claims = {
      iss: 'https://cloud.mongodb.com',
      aud: 'api://admin',
      sub: clientId,
      cid: clientId,
      actorId: clientId,
      iat: issuedAt,
      exp: issuedAt + this.lifetime,
      jti: randomUUID(),
    };
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signature = randomBytes(132).toString('base64url');
    return `${part({ alg: 'ES512', typ: 'JWT', kid: randomUUID() })}.${part(claims)}.${signature}`;
  }

  #removeExpired(): void {
    for (const [token, { expiresAt }] of this.#tokens) {
      if (expiresAt <= this.now()) {
        this.#tokens.delete(token);
      }
    }
  }
}

function oauthResponse(status: number, body: string): ApiResponse {
  const headers = { ...COMMON_HEADERS, 'Cache-Control': 'no-store', 'Content-Type': 'application/json' };
  return { status, headers, body };
}
