import { isCredentialFailure } from '../apiError';
import { throwIfAborted, untilAborted } from '../abort';
import type { HttpResponse, OutgoingRequest, Send } from '../exchange';
import type { Authenticator } from './authenticator';
import { TokenEndpoint } from './tokenEndpoint';
import { IMMEDIATE, type Turn } from './turn';

interface Token {
  readonly value: string;
  /** When it was requested, in milliseconds of the authenticator's clock. */
  readonly mintedAt: number;
  /** When it is no longer used, on the same clock. */
  readonly usableUntil: number;
  /** Whether another token has taken its place. */
  isReplaced: boolean;
  /** Whether Atlas has taken it for a request. */
  isAccepted: boolean;
  /** Whether Atlas has refused it although it was new, which says that no other one helps. */
  isRefused: boolean;
}

const LEEWAY = 60_000;
/** Tokens that one request is tried with. */
const MAX_TOKENS = 3;
/** Milliseconds for which a refusal of a new token stands for the next one as well. */
const REFUSED_FOR = 60_000;
/**
 * Milliseconds after which a renewal brings a new token. Nobody grants a role faster, and Atlas keeps only 100 tokens
 * alive at a time.
 */
const RENEWABLE_AFTER = 3000;
/**
 * Exchanges a service account's secret for a bearer token (RFC 6749 §4.4), which lives in memory only.
 * At most one token request is in flight, whose outcome is shared by all that wait for it, and a token is used until a
 * minute before its end.
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class ServiceAccountAuthenticator implements Authenticator {
  #token: Token | undefined;
  #tokenRequest: Promise<Token> | undefined;
  /** Tokens that were replaced while they were alive: requests in flight may use them, so they end by themselves. */
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
      const answer = await turn.inTurn(() => {
        // While the request waited for its turn, another one may have found out that the token has ended.
        sent.token = this.#usable() ?? sent.token;
        return sent.token.isReplaced ? Promise.resolve(undefined) : this.#sendWith(sent.token, request);
      });
      if (answer === undefined) {
        continue;
      }
      if (!isCredentialFailure(answer)) {
        sent.token.isAccepted = true;
        sent.token.isRefused = false;
        return answer;
      }
      refused.add(sent.token);
      if (this.#isLastWord(sent.token, refused)) {
        return answer;
      }
      // The token died early; a 403 or a missing role says nothing about the token and never brings a new one.
      this.#replace(sent.token);
    }
  }

  /** Replaces the token, unless it is so new that it has every role; n renewals at once bring one new token at most. */
  renew(): Promise<void> {
    const token = this.#token;
    if (token !== undefined && !this.#isYounger(token, RENEWABLE_AFTER)) {
      this.#replace(token);
      this.#replaced = [...this.#replaced.filter((one) => this.#isUsable(one)), token];
    }
    return Promise.resolve();
  }

  async revoke(): Promise<void> {
    // One that is on its way replaces one that is about to end.
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

  /** Whether a 401 is about the service account, and not about a token that has ended. */
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

  /** A clock that is set back makes a token neither usable nor young. */
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
    // One without a lifetime is used for the requests at hand alone.
    const usableUntil = mintedAt + lifetime * 1000 - LEEWAY;
    const token = { value, mintedAt, usableUntil, isReplaced: false, isAccepted: false, isRefused: false };
    this.#token = token;
    return token;
  }
}
