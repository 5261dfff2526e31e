import { isCredentialFailure } from '../apiError';
import { throwIfAborted, untilAborted } from '../abort';
import type { HttpResponse, OutgoingRequest, Send } from '../exchange';
import type { Authenticator } from './authenticator';
import { TokenEndpoint } from './tokenEndpoint';
import { IMMEDIATE, type Turn } from './turn';

interface Token {
  readonly value: string;
  /** Time of the request, in milliseconds of the authenticator's clock. */
  readonly mintedAt: number;
  /** Time from which it is no longer used, on the same clock. */
  readonly usableUntil: number;
  /** Whether another token has replaced it. */
  isReplaced: boolean;
  /** Whether Atlas has accepted it for a request. */
  isAccepted: boolean;
  /** Whether Atlas refused it although it was new. Then another token wouldn't help. */
  isRefused: boolean;
}

/** Milliseconds before a token expires after which it is no longer used. */
const LEEWAY = 60_000;
/** Maximum number of tokens for one request. */
const MAX_TOKENS = 3;
/** Milliseconds for which the refusal of a new token applies to the next one too. */
const REFUSED_FOR = 60_000;
/**
 * Milliseconds after which a renewal requests a new token. Roles aren't granted faster, and Atlas limits an account to
 * 100 valid tokens.
 */
const RENEWABLE_AFTER = 3000;

/**
 * Exchanges the secret of a service account for a bearer token (RFC 6749 §4.4), which is kept in memory only. At most
 * one token request runs, and all callers share its result. A token is used until one minute before it expires.
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class ServiceAccountAuthenticator implements Authenticator {
  #token: Token | undefined;
  #tokenRequest: Promise<Token> | undefined;
  /**
   * Tokens that were replaced while valid. Requests in flight may use them, so they are not revoked before `revoke`.
   */
  #replaced: Token[] = [];
  readonly #endpoint: TokenEndpoint;

  constructor(
    clientId: string,
    clientSecret: string,
    origin: string,
    private readonly sendPlain: Send,
    private readonly now: () => number,
  ) {
    this.#endpoint = new TokenEndpoint(clientId, clientSecret, origin, sendPlain);
  }

  async send(request: OutgoingRequest, turn: Turn = IMMEDIATE): Promise<HttpResponse> {
    const refused = new Set<Token>();
    for (;;) {
      const sent = { token: await this.#tokenFor(request, turn) };
      const response = await turn.inTurn(() => {
        // Another request may have found that the token expired while this one waited for its turn.
        sent.token = this.#usable() ?? sent.token;
        return sent.token.isReplaced ? Promise.resolve(undefined) : this.#sendWith(sent.token, request);
      });
      if (response === undefined) {
        continue;
      }
      if (!isCredentialFailure(response)) {
        sent.token.isAccepted = true;
        sent.token.isRefused = false;
        return response;
      }
      refused.add(sent.token);
      if (this.#isLastWord(sent.token, refused)) {
        return response;
      }
      // The token became invalid early. A 403 or a missing role says nothing about the token and never leads to a new
      // one.
      this.#replace(sent.token);
    }
  }

  /** Replaces the token unless it is too new to lack a role. Concurrent renewals request one new token at most. */
  renew(): Promise<void> {
    const token = this.#token;
    if (token !== undefined && !this.#isYounger(token, RENEWABLE_AFTER)) {
      this.#replace(token);
      this.#replaced = [...this.#replaced.filter((one) => this.#isUsable(one)), token];
    }
    return Promise.resolve();
  }

  async revoke(): Promise<void> {
    // A token that is being requested replaces one that is about to expire.
    await this.#tokenRequest?.catch(() => undefined);
    const token = this.#token;
    const replaced = this.#replaced.filter((one) => this.#isUsable(one));
    this.#token = undefined;
    this.#replaced = [];
    await Promise.all([
      token && this.#endpoint.revoke(token.value),
      ...replaced.map(({ value }) => this.#endpoint.revoke(value).catch(() => undefined)),
    ]);
  }

  /** Returns whether a 401 rejects the service account, not just an expired token. */
  #isLastWord(token: Token, refused: ReadonlySet<Token>): boolean {
    if (refused.size === 1) {
      return token.isRefused && this.#isYounger(token, REFUSED_FOR);
    }
    if (!token.isReplaced && !token.isAccepted) {
      token.isRefused = true;
      return true;
    }
    return refused.size === MAX_TOKENS;
  }

  async #tokenFor({ signal }: OutgoingRequest, turn: Turn): Promise<Token> {
    if (this.#usable() === undefined && turn.waitForTokenLimit !== undefined) {
      await turn.waitForTokenLimit();
    }
    throwIfAborted(signal);
    return this.#usable() ?? untilAborted(this.#newToken(), signal);
  }

  #sendWith(token: Token, request: OutgoingRequest): Promise<HttpResponse> {
    return this.sendPlain({ ...request, headers: { ...request.headers, authorization: `Bearer ${token.value}` } });
  }

  #replace(token: Token): void {
    token.isReplaced = true;
    if (this.#token === token) {
      this.#token = undefined;
    }
  }

  /** If the clock was set back, a token is neither usable nor new. */
  #isUsable({ mintedAt, usableUntil }: Token): boolean {
    const now = this.now();
    return now >= mintedAt && now < usableUntil;
  }

  #isYounger({ mintedAt }: Token, milliseconds: number): boolean {
    const now = this.now();
    return now >= mintedAt && now < mintedAt + milliseconds;
  }

  #usable(): Token | undefined {
    return this.#token !== undefined && this.#isUsable(this.#token) ? this.#token : undefined;
  }

  #newToken(): Promise<Token> {
    this.#tokenRequest ??= this.#requestToken().finally(() => {
      this.#tokenRequest = undefined;
    });
    return this.#tokenRequest;
  }

  async #requestToken(): Promise<Token> {
    const mintedAt = this.now();
    const { value, lifetime } = await this.#endpoint.request();
    // A token without a lifetime is used only by the requests that wait for it.
    const usableUntil = mintedAt + lifetime * 1000 - LEEWAY;
    const token = { value, mintedAt, usableUntil, isReplaced: false, isAccepted: false, isRefused: false };
    this.#token = token;
    return token;
  }
}
