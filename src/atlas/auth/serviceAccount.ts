import {
  allowInsecureRequests,
  clientCredentialsGrantRequest,
  customFetch,
  OperationProcessingError,
  processClientCredentialsResponse,
  RESPONSE_IS_NOT_JSON,
  revocationRequest,
  type AuthorizationServer,
  type Client,
  type ClientAuth,
  type CustomFetchOptions,
} from 'oauth4webapi';
import { apiErrorFrom, isCredentialFailure } from '../apiError';
import { InvalidResponseError, UnsendableCredentialError } from '../errors';
import { throwIfAborted, untilAborted } from '../abort';
import type { Answer, OutgoingRequest, Send } from '../exchange';
import { isHeaderValue } from '../headers';
import type { Authenticator } from './authenticator';

interface Token {
  readonly value: string;
  /** Milliseconds since 1970 after which the token is no longer used. */
  readonly usableUntil: number;
}

const LEEWAY = 60_000;

/**
 * Exchanges a service account's secret for a bearer token (RFC 6749 §4.4), which lives in memory only.
 * At most one token request is under way, and a token is used until a minute before its end.
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class ServiceAccountAuthenticator implements Authenticator {
  #token: Token | undefined;
  #tokenRequest: Promise<Token> | undefined;
  readonly #server: AuthorizationServer;
  readonly #client: Client;
  readonly #clientSecret: string;

  constructor(
    clientId: string,
    clientSecret: string,
    origin: string,
    private readonly sendPlain: Send,
    private readonly now: () => number,
  ) {
    this.#clientSecret = clientSecret;
    this.#client = { client_id: clientId };
    this.#server = {
      issuer: origin,
      token_endpoint: `${origin}/api/oauth/token`,
      revocation_endpoint: `${origin}/api/oauth/revoke`,
    };
  }

  async send(request: OutgoingRequest): Promise<Answer> {
    const token = await this.#tokenFor(request);
    const answer = await this.#sendWith(token, request);
    if (!isCredentialFailure(answer)) {
      return answer;
    }
    // The token died early; a 403 or a missing role says nothing about the token and never brings a new one.
    this.#forget(token);
    return this.#sendWith(await this.#tokenFor(request), request);
  }

  /** Forgets the token even when it cannot be revoked: it ends by itself, and the next request tells what is wrong. */
  async renew(): Promise<void> {
    await this.revoke().catch(() => undefined);
  }

  async revoke(): Promise<void> {
    // One that is on its way replaces one that is about to end.
    const token = (await this.#tokenRequest?.catch(() => undefined)) ?? this.#token;
    if (token === undefined) {
      return;
    }
    this.#forget(token);
    await revocationRequest(this.#server, this.#client, this.#basicAuth, token.value, {
      ...this.#options(),
      additionalParameters: { token_type_hint: 'access_token' },
    });
  }

  async #tokenFor({ signal }: OutgoingRequest): Promise<Token> {
    throwIfAborted(signal);
    return untilAborted(this.#usableToken(), signal);
  }

  #sendWith(token: Token, request: OutgoingRequest): Promise<Answer> {
    return this.sendPlain({ ...request, headers: { ...request.headers, authorization: `Bearer ${token.value}` } });
  }

  #forget(token: Token): void {
    if (this.#token === token) {
      this.#token = undefined;
    }
  }

  #usableToken(): Promise<Token> {
    if (this.#token !== undefined && this.now() < this.#token.usableUntil) {
      return Promise.resolve(this.#token);
    }
    this.#tokenRequest ??= this.#requestToken().finally(() => {
      this.#tokenRequest = undefined;
    });
    return this.#tokenRequest;
  }

  async #requestToken(): Promise<Token> {
    const requestedAt = this.now();
    const response = await clientCredentialsGrantRequest(
      this.#server,
      this.#client,
      this.#basicAuth,
      {},
      this.#options(),
    );
    const answer = await processClientCredentialsResponse(this.#server, this.#client, response).catch(
      (error: unknown) => {
        const isNotJson = error instanceof OperationProcessingError && error.code === RESPONSE_IS_NOT_JSON;
        // Without a cause, for the library's holds the answer, and with it the token.
        throw new InvalidResponseError(
          { method: 'POST', path: '/api/oauth/token' },
          isNotJson ? 'notJson' : 'unexpectedShape',
          response.status,
        );
      },
    );
    if (!isHeaderValue(answer.access_token)) {
      // Not kept, so that the next request gets another one.
      throw new UnsendableCredentialError({ method: 'POST', path: '/api/oauth/token' });
    }
    // An answer without a lifetime is used for the request at hand alone.
    const token = {
      value: answer.access_token,
      usableUntil: requestedAt + (answer.expires_in ?? 0) * 1000 - LEEWAY,
    };
    this.#token = token;
    return token;
  }

  /** Atlas refuses the form-encoded `_` (`%5F`) of the library's own Basic authentication. */
  readonly #basicAuth: ClientAuth = (_server, client, _body, headers) => {
    headers.set(
      'authorization',
      `Basic ${Buffer.from(`${client.client_id}:${this.#clientSecret}`).toString('base64')}`,
    );
  };

  #options() {
    return {
      [customFetch]: this.#fetch,
      // `parseOrigin` lets http pass for loopback addresses only.
      [allowInsecureRequests]: this.#server.issuer.startsWith('http://'),
    };
  }

  readonly #fetch = async (url: string, { method, headers, body }: CustomFetchOptions<'POST', URLSearchParams>) => {
    const target = new URL(url);
    const answer = await this.sendPlain({ method, url: target, headers, body: body.toString() });
    // The token call is answered with 200, the revocation with 200 or 204; anything else isn't Atlas's success.
    if (answer.status !== 200 && !(answer.status === 204 && url === this.#server.revocation_endpoint)) {
      throw apiErrorFrom({ method, path: target.pathname }, answer);
    }
    // A Response of status 204 takes no body, not even an empty one.
    return new Response(answer.status === 204 || answer.body === '' ? null : answer.body, { status: answer.status });
  };
}
