import { createHash, randomBytes } from 'node:crypto';

const REALM = 'MMS Public API';
const MAX_USES = 1024;

/** The result of checking an `Authorization: Digest …` header. */
export type DigestVerdict =
  | { readonly username: string }
  /** Rejected. `fault` says what a correct client wouldn't have sent. */
  | { readonly username: undefined; readonly stale: boolean; readonly fault?: string };

/**
 * Checks HTTP Digest like Jetty's `DigestAuthenticator`: a nonce is valid for a minute and 1,023 uses, each nonce count
 * is valid once and in any order, and an unknown nonce is stale for any key.
 * @see https://www.rfc-editor.org/rfc/rfc7616
 */
export class DigestGate {
  /** The number of times that a nonce may be used. */
  maxUses = MAX_USES;
  readonly #nonces = new Map<string, { readonly madeAt: number; readonly seen: Set<number> }>();

  constructor(
    private readonly now: () => number,
    private readonly secretOf: (username: string) => string | undefined,
    private readonly nonceLifetime = 60_000,
  ) {}

  /** Returns the value of a new `WWW-Authenticate` header. */
  challenge(stale: boolean): string {
    const nonce = randomBytes(24).toString('base64');
    this.#nonces.set(nonce, { madeAt: this.now(), seen: new Set() });
    return `Digest realm="${REALM}", domain="", nonce="${nonce}", algorithm=MD5, qop="auth", stale=${String(stale)}`;
  }

  /**
   * Checks the header of one request.
   * @param authorization the header including its scheme
   * @param target path and query from the request line
   */
  check(authorization: string, method: string, target: string): DigestVerdict {
    const fields = parseFields(authorization);
    const field = (name: string): string => fields.get(name) ?? '';
    const refuse = (fault?: string): DigestVerdict => ({
      username: undefined,
      stale: false,
      ...(fault !== undefined && { fault }),
    });
    if (field('uri') !== target) {
      return refuse(`digest for ${field('uri')} instead of the request's own target`);
    }
    const algorithm = fields.get('algorithm') ?? 'MD5';
    if (field('qop') !== 'auth' || field('realm') !== REALM || algorithm.toUpperCase() !== 'MD5') {
      return refuse('digest with a qop, realm or algorithm that was not offered');
    }
    if (!/^[0-9a-f]{8}$/i.test(field('nc')) || field('cnonce') === '') {
      return refuse('digest without an eight-digit nc or without a cnonce');
    }
    const nonce = this.#validNonce(field('nonce'));
    const count = parseInt(field('nc'), 16);
    if (nonce === undefined || count >= MAX_USES || nonce.seen.size >= this.maxUses) {
      return { username: undefined, stale: true };
    }
    if (count === 0 || nonce.seen.has(count)) {
      return refuse(`digest nc ${field('nc')} was used before or is zero`);
    }
    nonce.seen.add(count);
    const secret = this.secretOf(field('username'));
    if (secret === undefined) {
      return refuse();
    }
    const key = md5(`${field('username')}:${REALM}:${secret}`);
    const expected = md5(
      [key, field('nonce'), field('nc'), field('cnonce'), 'auth', md5(`${method}:${target}`)].join(':'),
    );
    return field('response') === expected
      ? { username: field('username') }
      : refuse(`wrong digest response for the known key ${field('username')}`);
  }

  #validNonce(value: string) {
    for (const [nonce, { madeAt }] of this.#nonces) {
      if (this.now() - madeAt >= this.nonceLifetime) {
        this.#nonces.delete(nonce);
      }
    }
    return this.#nonces.get(value);
  }
}

function parseFields(authorization: string): Map<string, string> {
  const fields = new Map<string, string>();
  const parameters = authorization.replace(/^\S+\s+/, '');
  for (const [, name = '', quoted, plain] of parameters.matchAll(/(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/g)) {
    fields.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return fields;
}

function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}
