import { isDeepStrictEqual } from 'node:util';
import { findEncoded, removeEncoded, type EncodedSecret } from './encodedSecrets';
import { header, PLACEHOLDER, secretsIn, signatureIn, tokensIn, type Secret } from './requestSecrets';
import { SentProofs } from './sentProofs';
import { createSpelledRemover } from './spelledSecrets';

/** Shorter texts would match by chance in any response. Real secrets are far longer. */
const MIN_LENGTH = 8;
/** Number of sent tokens that are still searched for. Atlas limits an account to so many valid ones. */
const MAX_TOKENS = 100;
/** Number of sent signatures that are still searched for. Each request has another one. */
const MAX_SIGNATURES = 10_000;
/** An MD5 or SHA-256 signature of a digest. */
const SIGNATURE = /(?<![\da-f])[\da-f]{32}(?:[\da-f]{32})?(?![\da-f])/gi;

/** The parts of a request that may contain secrets. */
interface SignedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Removes secrets that the client has sent from responses, because a server, a gateway or a debugging proxy may repeat
 * a request in its response. A token that a response brings is kept. It counts as a secret once it is sent.
 */
export class SecretRedactor {
  readonly #secret: readonly Secret[];
  /** The `Authorization` of the latest token request, which is valid as long as the secret. */
  #basic = '';
  readonly #tokens: SentProofs;
  readonly #signatures: SentProofs;
  /** Searches for the current secrets, by their secret parts. */
  #encoded: ReadonlyMap<string, EncodedSecret> = new Map();
  #latest: { readonly secrets: readonly Secret[]; readonly remove: (text: string) => string } | undefined;

  /**
   * @param secret the credential's secret, which is removed even if it was never sent in clear text
   * @param now returns milliseconds of a monotonic clock
   */
  constructor(secret: string | undefined, now: () => number = () => performance.now()) {
    this.#secret = secret === undefined ? [] : [{ text: secret }];
    this.#tokens = new SentProofs(MAX_TOKENS, now);
    this.#signatures = new SentProofs(MAX_SIGNATURES, now);
  }

  /**
   * Stores the secrets of a request.
   * @returns a function that removes them and earlier ones from a text of the response with the given HTTP status
   */
  forRequest(request: SignedRequest): (text: string, status: number) => string {
    const authorization = header(request.headers, 'authorization');
    const own = [...this.#secret, ...secretsIn(authorization), ...tokensIn(request.body)];
    const [, scheme = '', value = ''] = /^(\w+)\s+(.+)$/s.exec(authorization) ?? [];
    switch (scheme.toLowerCase()) {
      case 'basic':
        this.#basic = authorization;
        break;
      case 'bearer':
        this.#tokens.add(value);
        break;
      case 'digest':
        this.#signatures.add(signatureIn(value).toLowerCase());
    }
    let remove: ((text: string) => string) | undefined;
    return (text, status) => {
      remove ??= this.#removerOf([...own, ...secretsIn(this.#basic), ...this.#searchedTokens(request, status)]);
      return this.#withoutSignatures(remove(text));
    };
  }

  /** Returns the sent tokens, except for a successful response to a POST, which may contain one of them again. */
  #searchedTokens({ method }: SignedRequest, status: number): Secret[] {
    return method === 'POST' && status === 200 ? [] : this.#tokens.all().map((text) => ({ text }));
  }

  /** Removes the signatures of earlier requests, and of those that were sent while this one was waiting. */
  #withoutSignatures(text: string): string {
    return this.#signatures.size === 0
      ? text
      : text.replace(SIGNATURE, (found) => (this.#signatures.has(found.toLowerCase()) ? PLACEHOLDER : found));
  }

  /** Returns the latest function if it removes the same, because most requests have the same token. */
  #removerOf(all: readonly Secret[]): (text: string) => string {
    const { secrets: latest, remove } = this.#latest ?? {};
    const secrets = all.filter(({ text }) => text.length >= MIN_LENGTH);
    if (remove !== undefined && isDeepStrictEqual(secrets, latest)) {
      return remove;
    }
    this.#latest = { secrets, remove: this.#createRemover(secrets) };
    return this.#latest.remove;
  }

  #createRemover(secrets: readonly Secret[]): (text: string) => string {
    const parts = secrets.flatMap(({ text, publicLength = 0, isHeader = false }) =>
      isHeader ? [] : [text.slice(publicLength)],
    );
    const earlier = this.#encoded;
    this.#encoded = new Map(parts.map((part) => [part, earlier.get(part) ?? findEncoded(part)]));
    const encoded = [...this.#encoded.values()];
    const removeSpelled = createSpelledRemover(secrets);
    return (text) => removeEncoded(removeSpelled(text), encoded);
  }
}
