import { createHash, randomBytes } from 'node:crypto';
import { UnsupportedAuthenticationError } from '../errors';
import { throwIfAborted, untilAborted } from '../abort';
import type { HttpResponse, OutgoingRequest, Send } from '../exchange';
import type { Authenticator } from './authenticator';
import { challengesIn } from './challenges';
import { IMMEDIATE, type Turn } from './turn';

/** A `Digest` challenge of a `WWW-Authenticate` header (RFC 7616 §3.3). */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  /** As the server sent it; undefined means MD5. */
  readonly algorithm: string | undefined;
  readonly hash: 'md5' | 'sha256';
  readonly stale: boolean;
}

const HASHES: Readonly<Record<string, 'md5' | 'sha256'>> = { MD5: 'md5', 'SHA-256': 'sha256' };
const MAX_ATTEMPTS = 3;

/**
 * Returns the first supported `Digest` challenge of a header: MD5 or SHA-256 with `qop=auth`. A challenge without `qop`
 * (RFC 2069) is rejected, because a response without a client nonce helps to guess the key.
 */
export function parseDigestChallenge(header: string): DigestChallenge | undefined {
  for (const { scheme, parameters } of challengesIn(header)) {
    if (scheme !== 'digest') {
      continue;
    }
    const realm = parameters.get('realm');
    const nonce = parameters.get('nonce');
    const algorithm = parameters.get('algorithm');
    const hash = HASHES[(algorithm ?? 'MD5').toUpperCase()];
    const qop = parameters
      .get('qop')
      ?.toLowerCase()
      .split(/[\s,]+/);
    if (realm !== undefined && nonce !== undefined && hash !== undefined && qop?.includes('auth') === true) {
      return {
        realm,
        nonce,
        opaque: parameters.get('opaque'),
        algorithm,
        hash,
        stale: parameters.get('stale')?.toLowerCase() === 'true',
      };
    }
  }
  return undefined;
}

export interface DigestRequest {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly uri: string;
  /** Number of uses of this nonce, including this one. */
  readonly nonceCount: number;
  readonly clientNonce: string;
}

/** Returns the `Authorization` header for a challenge (RFC 7616 §3.4). */
export function digestAuthorization(challenge: DigestChallenge, request: DigestRequest): string {
  const hash = (text: string): string => createHash(challenge.hash).update(text, 'utf8').digest('hex');
  const nc = request.nonceCount.toString(16).padStart(8, '0');
  const secret = hash(`${request.username}:${challenge.realm}:${request.password}`);
  const target = hash(`${request.method}:${request.uri}`);
  const response = hash(`${secret}:${challenge.nonce}:${nc}:${request.clientNonce}:auth:${target}`);
  return [
    `Digest username=${quoted(request.username)}`,
    `realm=${quoted(challenge.realm)}`,
    `nonce=${quoted(challenge.nonce)}`,
    `uri=${quoted(request.uri)}`,
    `response="${response}"`,
    ...(challenge.algorithm === undefined ? [] : [`algorithm=${challenge.algorithm}`]),
    'qop=auth',
    `nc=${nc}`,
    `cnonce=${quoted(request.clientNonce)}`,
    ...(challenge.opaque === undefined ? [] : [`opaque=${quoted(challenge.opaque)}`]),
  ].join(', ');
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** A nonce of the server, and the number of its uses. */
interface Session {
  readonly challenge: DigestChallenge;
  uses: number;
}

/** A request that obtains the first challenge. */
class FirstRequest {
  /** Ends the wait of the other requests. */
  end = (): void => undefined;
  readonly done = new Promise<void>((resolve) => {
    this.end = resolve;
  });

  constructor(readonly isBackground: boolean) {}
}

/**
 * Responds to digest challenges and reuses the server's nonce as long as it works, so that only the first request is
 * sent twice. Some servers accept each nonce once. A refused request continues with the challenge of its own refusal,
 * which no other request uses until it has worked.
 */
export class DigestAuthenticator implements Authenticator {
  #shared: Session | undefined;
  readonly #privateKey: string;
  /** The requests that obtain the first challenge, usually one. The others wait for it. */
  readonly #firsts = new Set<FirstRequest>();

  constructor(
    private readonly publicKey: string,
    privateKey: string,
    private readonly sendPlain: Send,
  ) {
    this.#privateKey = privateKey;
  }

  send(request: OutgoingRequest, { inTurn, isBackground }: Turn = IMMEDIATE): Promise<HttpResponse> {
    return inTurn<never>(() => this.#send(request, isBackground));
  }

  renew(): Promise<void> {
    return Promise.resolve();
  }

  revoke(): Promise<void> {
    return Promise.resolve();
  }

  async #send(request: OutgoingRequest, isBackground: boolean): Promise<HttpResponse> {
    for (let first = this.#firstFor(isBackground); first !== undefined; first = this.#firstFor(isBackground)) {
      await untilAborted(first.done, request.signal);
    }
    if (this.#shared !== undefined) {
      return this.#sendSigned(request);
    }
    const first = new FirstRequest(isBackground);
    this.#firsts.add(first);
    try {
      return await this.#sendSigned(request);
    } finally {
      this.#firsts.delete(first);
      first.end();
    }
  }

  /**
   * Returns the request whose challenge this one waits for. An interactive request never waits for a background
   * request.
   */
  #firstFor(isBackground: boolean): FirstRequest | undefined {
    return this.#shared === undefined
      ? [...this.#firsts].find((first) => isBackground || !first.isBackground)
      : undefined;
  }

  async #sendSigned(request: OutgoingRequest): Promise<HttpResponse> {
    const before = this.#shared;
    let session = before;
    for (let attempt = 1; ; attempt += 1) {
      // Before signing, so that a canceled request uses no nonce count.
      throwIfAborted(request.signal);
      const response = await this.sendPlain({
        ...request,
        headers: { ...request.headers, ...(session !== undefined && { authorization: this.#sign(session, request) }) },
      });
      const challenge = parseDigestChallenge(response.headers.get('www-authenticate') ?? '');
      if (response.status !== 401 || challenge === undefined) {
        if (session !== undefined && this.#shared === before) {
          this.#shared = session;
        }
        return response;
      }
      // A refusal of a nonce that no other request has used is about the key, unless the server calls the nonce stale.
      const isAboutKey = session?.uses === 1 && session !== before && !challenge.stale;
      if (isAboutKey || attempt === MAX_ATTEMPTS) {
        return response;
      }
      const isFirst = session === undefined;
      session = { challenge, uses: 0 };
      if (isFirst && this.#shared === undefined) {
        // The other requests wait for it. If each nonce works only once, each of them is refused once.
        this.#shared = session;
        this.#firsts.forEach((first) => {
          first.end();
        });
      }
    }
  }

  #sign(session: Session, { method, url, version }: OutgoingRequest): string {
    const uri = url.pathname + url.search;
    session.uses += 1;
    try {
      return digestAuthorization(session.challenge, {
        username: this.publicKey,
        password: this.#privateKey,
        method,
        uri,
        nonceCount: session.uses,
        clientNonce: randomBytes(16).toString('hex'),
      });
    } catch (error) {
      // MD5 doesn't exist on machines in FIPS mode.
      throw new UnsupportedAuthenticationError(
        { method, path: uri, ...(version !== undefined && { version }) },
        { cause: error },
      );
    }
  }
}
