import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { AtlasClient } from '../../../src/atlas/client';
import type { Fetch } from '../../../src/atlas/exchange';
import type { CreateClient } from '../../../src/credentials/credentials';
import type { KeyTarget } from '../../../src/signIn/enteredSecret';
import { clientOptions } from '../../atlas/clientOptions';

type FetchInit = Parameters<Fetch>[1];

/** A generator of pseudorandom numbers (mulberry32), so that one number determines a whole sequence. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Returns an integer from 0 to `below` - 1. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  /** Returns true with a probability of 1 / `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    assert.ok(item !== undefined);
    return item;
  }
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const isSameTarget = (one: KeyTarget, other: KeyTarget): boolean =>
  one.origin === other.origin && one.method === other.method && one.keyId === other.keyId;

/**
 * All Atlas servers, in memory. It knows the target of each secret and collects violations: a secret, or a proof created
 * with it, that is sent to another base URL or with another ID, and a request that is neither a GET nor a token request.
 */
export class Network {
  readonly violations: string[] = [];
  /** The number of requests that carried a proof. */
  proofs = 0;
  readonly #targets = new Map<string, KeyTarget>();
  readonly #tokens = new Map<string, string>();

  constructor(private readonly random: Random) {}

  /** Creates a secret for `target` only. */
  newSecret(target: KeyTarget): string {
    const secret = `mdb_sa_sk_number-${this.#targets.size}-`;
    this.#targets.set(secret, { ...target });
    return secret;
  }

  /** Returns whether a secret was entered for `target`. */
  isFor(secret: string, target: KeyTarget): boolean {
    const known = this.#targets.get(secret);
    return known !== undefined && isSameTarget(known, target);
  }

  /** The simulated time, in milliseconds, that clients have waited. */
  #waited = 0;

  readonly createClient: CreateClient = (origin, keys) =>
    Promise.resolve(
      new AtlasClient(
        clientOptions({
          origin,
          keys,
          fetch: (url, init) => Promise.resolve(this.#respond(new URL(url), init)),
          now: () => performance.now() + this.#waited,
          wait: (milliseconds) => {
            this.#waited += milliseconds;
            return Promise.resolve();
          },
        }),
      ),
    );

  #respond(url: URL, { method, headers, body }: FetchInit) {
    const isTokenCall = method === 'POST' && /^\/api\/oauth\/(token|revoke)$/.test(url.pathname);
    this.#expect(method === 'GET' || isTokenCall, `${method} ${url.pathname}`);
    const { authorization = '', ...others } = headers;
    const open = [url.href, body ?? '', ...Object.values(others)].join('\n');
    this.#expect(![...this.#targets.keys()].some((secret) => open.includes(secret)), 'a secret outside of the proof');
    const [scheme = '', credentials = ''] = authorization.split(/ (.*)/s);
    if (scheme === '') {
      return response(401, {}, { 'www-authenticate': 'Digest realm="r", nonce="n", qop="auth", algorithm=MD5' });
    }
    this.proofs += 1;
    switch (scheme) {
      case 'Basic':
        return this.#respondToBasic(url, credentials);
      case 'Bearer':
        this.#expect(this.#tokens.get(credentials) === url.origin, `a token of another base URL: ${url.origin}`);
        return this.#list();
      case 'Digest':
        return this.#respondToDigest(url, method, credentials);
      default:
        this.#expect(false, scheme);
        return response(400, {});
    }
  }

  #respondToBasic({ origin, pathname }: URL, credentials: string) {
    const [keyId = '', secret = ''] = Buffer.from(credentials, 'base64').toString().split(/:(.*)/s);
    this.#expectFor(secret, { origin, method: 'serviceAccount', keyId });
    if (pathname.endsWith('revoke')) {
      return response(200, {});
    }
    if (this.random.once(6)) {
      return response(401, { error: 'invalid_client' });
    }
    const token = `token-${this.#tokens.size}`;
    this.#tokens.set(token, origin);
    return response(200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
  }

  #respondToDigest({ origin, pathname, search }: URL, method: string, credentials: string) {
    const fields: Record<string, string> = Object.fromEntries(
      [...credentials.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, name = '', quoted, plain]) => [
        name,
        quoted ?? plain ?? '',
      ]),
    );
    const field = (name: string): string => fields[name] ?? '';
    const keyId = field('username');
    const tail = `${field('nonce')}:${field('nc')}:${field('cnonce')}:auth:${md5(`${method}:${pathname}${search}`)}`;
    const secret = [...this.#targets.keys()].find(
      (known) => md5(`${md5(`${keyId}:r:${known}`)}:${tail}`) === field('response'),
    );
    this.#expectFor(secret ?? 'unknown', { origin, method: 'apiKey', keyId });
    return this.random.once(6) ? response(401, { errorCode: 'UNEXPECTED_ERROR', error: 401 }) : this.#list();
  }

  #list() {
    return this.random.once(6)
      ? response(401, { errorCode: 'USER_UNAUTHORIZED', error: 401, detail: 'x', reason: 'Unauthorized' })
      : response(200, { results: [{ id: 'a'.repeat(24), name: 'Contoso' }], totalCount: 1 });
  }

  #expectFor(secret: string, target: KeyTarget): void {
    const entered = this.#targets.get(secret);
    this.#expect(this.isFor(secret, target), `for ${JSON.stringify(entered)}, but sent to ${JSON.stringify(target)}`);
  }

  #expect(holds: boolean, what: string): void {
    if (!holds) {
      this.violations.push(what);
    }
  }
}

function response(status: number, body: object, headers: Record<string, string> = {}) {
  return {
    status,
    headers: new Headers({ 'content-type': 'application/json', ...headers }),
    text: () => Promise.resolve(JSON.stringify(body)),
  };
}
