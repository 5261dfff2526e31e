import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const REALM = 'MMS Public API';
export const PUBLIC_KEY = 'zmmrboas';
export const PRIVATE_KEY = '55c3bbb6-b4bb-0be1-e66d-20841f3e0000';

export interface Behaviour {
  /** Maximum number of uses of a nonce. */
  readonly uses?: number;
  /** Value of `stale` for an unknown nonce. */
  readonly stale?: (request: 'unknownNonce' | 'wrongKey' | 'unsigned') => boolean;
  /** Runs before the response to an unsigned request. */
  readonly beforeChallenge?: (unsigned: number, request: IncomingMessage) => Promise<void>;
  /** The response to a correctly signed request. */
  readonly respond?: (response: ServerResponse) => void;
}

/** A server with digest authentication like Jetty: each nonce count works once, and each nonce for a number of uses. */
export class DigestServer {
  unsigned = 0;
  /** The received counts of each nonce, in the order of arrival. */
  readonly counts = new Map<string, number[]>();
  readonly #known = new Set<string>();
  #issued = 0;

  constructor(private readonly behaviour: Behaviour = {}) {}

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    void this.#respond(request, response);
  };

  forgetNonces(): void {
    this.#known.clear();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { uses = Infinity, stale = (why) => why === 'unknownNonce', beforeChallenge, respond } = this.behaviour;
    const { authorization } = request.headers;
    if (authorization === undefined) {
      this.unsigned += 1;
      await beforeChallenge?.(this.unsigned, request);
      this.#challenge(response, stale('unsigned'));
      return;
    }
    const field = (name: string): string =>
      new RegExp(`[ ,]${name}=(?:"([^"]*)"|([^",]*))`).exec(authorization)?.slice(1).join('') ?? '';
    const nonce = field('nonce');
    const seen = this.counts.get(nonce) ?? [];
    const count = Number.parseInt(field('nc'), 16);
    const isRepeated = seen.includes(count);
    this.counts.set(nonce, [...seen, count]);
    const hash = (text: string): string => createHash('md5').update(text).digest('hex');
    const expected = hash(
      `${hash(`${PUBLIC_KEY}:${REALM}:${PRIVATE_KEY}`)}:${nonce}:${field('nc')}:${field('cnonce')}:auth:` +
        hash(`${request.method ?? ''}:${request.url ?? ''}`),
    );
    if (!this.#known.has(nonce) || seen.length >= uses) {
      this.#challenge(response, stale('unknownNonce'));
    } else if (isRepeated || field('username') !== PUBLIC_KEY || field('response') !== expected) {
      this.#challenge(response, stale('wrongKey'));
    } else if (respond === undefined) {
      response.end('{"results":[]}');
    } else {
      respond(response);
    }
  }

  #challenge(response: ServerResponse, stale: boolean): void {
    this.#issued += 1;
    const nonce = `nonce/${this.#issued}==`;
    this.#known.add(nonce);
    const challenge = `Digest realm="${REALM}", domain="", nonce="${nonce}", algorithm=MD5, qop="auth", stale=${stale}`;
    response.writeHead(401, { 'www-authenticate': challenge }).end('{"error":401,"errorCode":"UNEXPECTED_ERROR"}');
  }
}

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
export const ascending = (counts: readonly number[]): number[] => counts.toSorted((one, other) => one - other);
