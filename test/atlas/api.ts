import { COMMON_HEADERS, ENDPOINT_HEADERS, errorResponse, errorBody, Refusal, toJson } from './responses';
import type { ApiResponse, ApiRequest } from './responses';
import { DigestGate } from './digestGate';
import { checkRole, OBJECT_ID, targetOf, versionsFor } from './gates';
import { pageOf } from './pages';
import { readQuery, type Query } from './parameters';
import { RateLimiter } from './rateLimit';
import { findRoute, type Listing } from './routes';
import { Tokens } from './tokens';
import { negotiateVersion } from './versions';
import type { Row, World } from './world';

const ROOT = '/api/atlas/v2';

export interface ApiOptions {
  readonly rateLimit?: { readonly capacity: number; readonly refillPerSecond: number };
  readonly tokenLifetime?: number;
  readonly nonceLifetime?: number;
}

/**
 * The Administration API for a world. Checks each request in the same order as Atlas.
 *
 * Some behavior is neither documented nor recorded, so it is a strict or likely guess: 400 for paging parameters out of
 * range, 404 for malformed project and organization IDs but 400 for a bucket's, `rel=previous`, the wire form of
 * `envelope=true`, the body of 405 and 415, the digest challenge for an expired bearer token, `USER_UNAUTHORIZED` for
 * missing roles, how the oldest version of export buckets shows those of other providers than AWS, `INVALID_ENUM_VALUE`
 * for an unknown type of event, the `clusterName` in events of exports, and that `clusterCount` includes flex clusters.
 */
export class AtlasApi {
  readonly tokens: Tokens;
  readonly digest: DigestGate;
  readonly #rates: RateLimiter;

  constructor(
    private readonly world: World,
    private readonly base: string,
    private readonly now: () => number,
    options: ApiOptions,
  ) {
    this.tokens = new Tokens(world, now, options.tokenLifetime);
    this.digest = new DigestGate(now, (id) => world.credential('apiKey', id)?.secret, options.nonceLifetime);
    this.#rates = new RateLimiter(now, options.rateLimit);
  }

  handle(request: ApiRequest): ApiResponse {
    const path = request.target.replace(/\?.*/s, '');
    if (path === '/api/oauth/token') {
      return this.tokens.issue(request);
    }
    if (path === '/api/oauth/revoke') {
      return this.tokens.revoke(request);
    }
    try {
      return this.#handle(request, path);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      return refusalResponse(error);
    }
  }

  #handle(request: ApiRequest, path: string): ApiResponse {
    const match = path.startsWith(ROOT) ? findRoute(path.slice(ROOT.length)) : undefined;
    if (match === undefined) {
      request.report('no such path');
    }
    const credentialId = this.#authenticate(request);
    if (typeof credentialId !== 'string') {
      return credentialId;
    }
    request.identify(credentialId);
    if (this.world.isBlocked(credentialId)) {
      const detail = `IP address ${request.remoteAddress} is not allowed to access this resource.`;
      const fields = { errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', detail, parameters: [request.remoteAddress] };
      throw new Refusal(403, fields, { early: true });
    }
    if (match === undefined) {
      const fields = { errorCode: 'RESOURCE_NOT_FOUND', detail: `Cannot find resource ${path}.`, parameters: [path] };
      throw new Refusal(404, fields, { early: true });
    }
    return this.#respond(request, credentialId, path, match);
  }

  #respond(request: ApiRequest, credentialId: string, path: string, match: NonNullable<ReturnType<typeof findRoute>>) {
    const { route } = match;
    const fault = (refusal: Refusal): Refusal => {
      request.report(`${refusal.fields.errorCode}: ${refusal.fields.detail}`);
      return refusal;
    };
    const versions = versionsFor(request, route);
    const { version, headers } = attempt(
      () => negotiateVersion(request.headers['accept'], versions, path.slice(1), new Date(this.now())),
      // A client can't know in advance that a version is gone, so this is no violation.
      (refusal) => (refusal.status === 410 ? refusal : fault(refusal)),
    );
    const { organization, project } = targetOf(this.world, match.path, fault);
    const scopeId = { GROUP: project?.id, ORG: organization?.id, USER: credentialId }[route.limit.scope] ?? '';
    const rates = this.#rates.take(route.limit, scopeId, path.slice(1));
    const params = new URLSearchParams(/\?(.*)/s.exec(request.target)?.[1] ?? '');
    try {
      const query = attempt(() => readQuery(params, route.query), fault);
      for (const [name, value] of Object.entries(match.path)) {
        if (name === 'exportBucketId' && !OBJECT_ID.test(value)) {
          const detail = `Invalid path parameter ${name} specified.`;
          throw fault(new Refusal(400, { errorCode: 'INVALID_PATH_PARAMETER', detail, parameters: [name] }));
        }
      }
      const reading = { world: this.world, credentialId, base: this.base, version: version.date, path: match.path };
      const content = wrapped(query, () => {
        checkRole(this.world, request.method, route, credentialId, project ?? organization);
        const read = route.read({ ...reading, query, organization, project });
        return isListing(read) ? pageOf(read.list, this.base + path, params, query, read.countError) : read;
      });
      const java = { 'X-Java-Method': route.javaMethod };
      return {
        status: 200,
        headers: { ...ENDPOINT_HEADERS, ...java, ...rates, ...headers },
        body: toJson(content, query.pretty),
      };
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(error.status, error.fields, { headers: rates }) : error;
    }
  }

  /** Returns the credential's ID, or a challenge if the request isn't authenticated. */
  #authenticate(request: ApiRequest): string | ApiResponse {
    const authorization = request.headers['authorization'];
    const scheme = authorization?.split(' ', 1)[0]?.toLowerCase();
    if (authorization === undefined) {
      return this.#challenge(false);
    }
    if (scheme === 'bearer') {
      const owner = this.tokens.ownerOf(authorization.slice('bearer '.length).trim());
      return owner !== undefined && this.world.credential('serviceAccount', owner) !== undefined
        ? owner
        : this.#challenge(false);
    }
    if (scheme !== 'digest') {
      request.report(`authorization by ${String(scheme)}`);
      return this.#challenge(false);
    }
    const verdict = this.digest.check(authorization, request.method, request.target);
    if (verdict.username !== undefined) {
      return verdict.username;
    }
    if (verdict.fault !== undefined) {
      request.report(verdict.fault);
    }
    return this.#challenge(verdict.stale);
  }

  #challenge(stale: boolean): ApiResponse {
    const fields = [
      '  "error" : 401,',
      '  "reason" : "Unauthorized",',
      '  "detail" : "You are not authorized for this resource.",',
      '  "errorCode" : "UNEXPECTED_ERROR"',
    ];
    return {
      status: 401,
      headers: {
        'Content-Type': 'application/json',
        Server: 'mdbws',
        Vary: 'Accept-Encoding',
        'WWW-Authenticate': this.digest.challenge(stale),
      },
      body: ['{', ...fields, '}'].join('\n'),
    };
  }
}

/** Wraps the content or the error in an envelope if the request wants one. */
function wrapped(query: Query, produce: () => Row): Row {
  if (!query.envelope) {
    return produce();
  }
  try {
    const content = produce();
    return 'results' in content ? { ...content, status: 200 } : { content, status: 200 };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return { content: errorBody(error.status, error.fields), status: error.status };
  }
}

function refusalResponse({ status, fields, options }: Refusal): ApiResponse {
  return errorResponse(status, fields, {
    ...(options.early === true ? COMMON_HEADERS : ENDPOINT_HEADERS),
    ...options.headers,
  });
}

function isListing(read: Listing | Row): read is Listing {
  return Array.isArray(read['list' as keyof typeof read]);
}

function attempt<T>(produce: () => T, fault: (refusal: Refusal) => Refusal): T {
  try {
    return produce();
  } catch (error) {
    throw error instanceof Refusal ? fault(error) : error;
  }
}
