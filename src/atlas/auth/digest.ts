import { createHash, randomBytes } from 'node:crypto';
import { UnsupportedAuthenticationError } from '../errors';
import { throwIfAborted, untilAborted } from '../abort';
import type { Answer, OutgoingRequest, Send } from '../exchange';
import type { Authenticator } from './authenticator';

/** A `Digest` challenge of a `WWW-Authenticate` header (RFC 7616 §3.3). */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  /** As the server wrote it; absent means MD5. */
  readonly algorithm: string | undefined;
  readonly hash: 'md5' | 'sha256';
  /** False for the older form of RFC 2069, which has neither `qop` nor `nc`. */
  readonly qop: boolean;
  readonly stale: boolean;
}

const HASHES: Readonly<Record<string, 'md5' | 'sha256'>> = { MD5: 'md5', 'SHA-256': 'sha256' };
const MOST_ATTEMPTS = 3;

/** The first `Digest` challenge of a header that can be answered: MD5 or SHA-256, with `qop=auth` or none. */
export function parseDigestChallenge(header: string): DigestChallenge | undefined {
  for (const parameters of digestChallenges(header)) {
    const realm = parameters.get('realm');
    const nonce = parameters.get('nonce');
    const algorithm = parameters.get('algorithm');
    const hash = HASHES[(algorithm ?? 'MD5').toUpperCase()];
    const qop = parameters
      .get('qop')
      ?.toLowerCase()
      .split(/[\s,]+/);
    if (realm !== undefined && nonce !== undefined && hash !== undefined && (qop?.includes('auth') ?? true)) {
      return {
        realm,
        nonce,
        opaque: parameters.get('opaque'),
        algorithm,
        hash,
        qop: qop !== undefined,
        stale: parameters.get('stale')?.toLowerCase() === 'true',
      };
    }
  }
  return undefined;
}

function digestChallenges(header: string): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  // A scheme is a word that no `=` follows; the words with one are the parameters of the scheme before them.
  for (const [, word = '', quoted, plain] of header.matchAll(
    /([^\s,="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g,
  )) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain;
    if (value === undefined) {
      current = word.toLowerCase() === 'digest' ? new Map<string, string>() : undefined;
      if (current !== undefined) {
        found.push(current);
      }
    } else if (current !== undefined && !current.has(word.toLowerCase())) {
      current.set(word.toLowerCase(), value);
    }
  }
  return found;
}

export interface DigestRequest {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly uri: string;
  /** How often this nonce has been used, this time included. */
  readonly nonceCount: number;
  readonly clientNonce: string;
}

/** The `Authorization` header that answers a challenge (RFC 7616 §3.4). */
export function digestAuthorization(challenge: DigestChallenge, request: DigestRequest): string {
  const hash = (text: string): string => createHash(challenge.hash).update(text, 'utf8').digest('hex');
  const nc = request.nonceCount.toString(16).padStart(8, '0');
  const secret = hash(`${request.username}:${challenge.realm}:${request.password}`);
  const target = hash(`${request.method}:${request.uri}`);
  const response = challenge.qop
    ? hash(`${secret}:${challenge.nonce}:${nc}:${request.clientNonce}:auth:${target}`)
    : hash(`${secret}:${challenge.nonce}:${target}`);
  return [
    `Digest username=${quoted(request.username)}`,
    `realm=${quoted(challenge.realm)}`,
    `nonce=${quoted(challenge.nonce)}`,
    `uri=${quoted(request.uri)}`,
    `response="${response}"`,
    ...(challenge.algorithm === undefined ? [] : [`algorithm=${challenge.algorithm}`]),
    ...(challenge.qop ? ['qop=auth', `nc=${nc}`, `cnonce=${quoted(request.clientNonce)}`] : []),
    ...(challenge.opaque === undefined ? [] : [`opaque=${quoted(challenge.opaque)}`]),
  ].join(', ');
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** Answers digest challenges and keeps the server's nonce, so that only the first request is made twice. */
export class DigestAuthenticator implements Authenticator {
  #challenge: DigestChallenge | undefined;
  #nonceCount = 0;
  readonly #privateKey: string;
  /** The one request that fetches the first challenge; the others wait for it. */
  #firstChallenge: Promise<void> | undefined;

  constructor(
    private readonly publicKey: string,
    privateKey: string,
    private readonly sendPlain: Send,
  ) {
    this.#privateKey = privateKey;
  }

  async send(request: OutgoingRequest): Promise<Answer> {
    while (this.#challenge === undefined && this.#firstChallenge !== undefined) {
      await untilAborted(this.#firstChallenge, request.signal);
    }
    if (this.#challenge !== undefined) {
      return this.#sendSigned(request);
    }
    let release = (): void => undefined;
    this.#firstChallenge = new Promise((resolve) => {
      release = resolve;
    });
    try {
      return await this.#sendSigned(request, () => {
        release();
      });
    } finally {
      this.#firstChallenge = undefined;
      release();
    }
  }

  renew(): Promise<void> {
    return Promise.resolve();
  }

  revoke(): Promise<void> {
    return Promise.resolve();
  }

  async #sendSigned(request: OutgoingRequest, onChallenge = (): void => undefined): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      // Before the request is signed, so that it takes no nonce count.
      throwIfAborted(request.signal);
      const used = this.#challenge;
      const answer = await this.sendPlain({
        ...request,
        headers: { ...request.headers, ...(used !== undefined && { authorization: this.#sign(used, request) }) },
      });
      if (answer.status !== 401 || attempt === MOST_ATTEMPTS) {
        return answer;
      }
      const challenge = parseDigestChallenge(answer.headers.get('www-authenticate') ?? '');
      // Servers mark an unknown nonce as stale or not as they please, so a first 401 is always worth one more try;
      // a second one is the server's word on the key, unless it calls that nonce stale as well.
      if (challenge === undefined || (attempt > 1 && !challenge.stale)) {
        return answer;
      }
      if (this.#challenge === used) {
        this.#challenge = challenge;
        this.#nonceCount = 0;
      }
      onChallenge();
    }
  }

  #sign(challenge: DigestChallenge, { method, url, version }: OutgoingRequest): string {
    const uri = url.pathname + url.search;
    this.#nonceCount += 1;
    try {
      return digestAuthorization(challenge, {
        username: this.publicKey,
        password: this.#privateKey,
        method,
        uri,
        nonceCount: this.#nonceCount,
        clientNonce: randomBytes(16).toString('hex'),
      });
    } catch (error) {
      // MD5 does not exist on machines in FIPS mode.
      throw new UnsupportedAuthenticationError(
        { method, path: uri, ...(version !== undefined && { version }) },
        { cause: error },
      );
    }
  }
}
