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
import { apiErrorFrom } from '../apiError';
import { InvalidResponseError, UnsendableCredentialError } from '../errors';
import type { Send } from '../exchange';

const TOKEN_REQUEST = { method: 'POST', path: '/api/oauth/token' } as const;
/** Characters that a header can carry and RFC 6749 (appendix A.12) allows in a token, except spaces. */
const TOKEN_TEXT = /^[\x21-\x7e]+$/;

/**
 * Requests and revokes the tokens of a service account (RFC 6749 §4.4, RFC 7009).
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export class TokenEndpoint {
  readonly #server: AuthorizationServer;
  readonly #client: Client;
  readonly #clientSecret: string;

  constructor(
    clientId: string,
    clientSecret: string,
    origin: string,
    private readonly sendPlain: Send,
  ) {
    this.#clientSecret = clientSecret;
    this.#client = { client_id: clientId };
    this.#server = {
      issuer: origin,
      token_endpoint: origin + TOKEN_REQUEST.path,
      revocation_endpoint: `${origin}/api/oauth/revoke`,
    };
  }

  /**
   * Requests a new token.
   * @returns the token and its lifetime in seconds, 0 if Atlas names none
   * @throws AtlasError
   */
  async request(): Promise<{ readonly value: string; readonly lifetime: number }> {
    const response = await clientCredentialsGrantRequest(
      this.#server,
      this.#client,
      this.#basicAuth,
      {},
      this.#options(),
    );
    const token = await processClientCredentialsResponse(this.#server, this.#client, response).catch(
      (error: unknown) => {
        const isNotJson = error instanceof OperationProcessingError && error.code === RESPONSE_IS_NOT_JSON;
        // Without a cause, because the library's error contains the response and so the token.
        throw new InvalidResponseError(TOKEN_REQUEST, isNotJson ? 'notJson' : 'unexpectedShape', response.status);
      },
    );
    // The library also accepts DPoP tokens, which need a key that this client doesn't have.
    if (token.token_type !== 'bearer') {
      throw new InvalidResponseError(TOKEN_REQUEST, 'unexpectedShape', response.status);
    }
    if (!TOKEN_TEXT.test(token.access_token)) {
      throw new UnsendableCredentialError(TOKEN_REQUEST);
    }
    return { value: token.access_token, lifetime: token.expires_in ?? 0 };
  }

  async revoke(token: string): Promise<void> {
    await revocationRequest(this.#server, this.#client, this.#basicAuth, token, {
      ...this.#options(),
      additionalParameters: { token_type_hint: 'access_token' },
    });
  }

  /** Atlas rejects the form-encoded `_` (`%5F`) of the library's own Basic authentication. */
  readonly #basicAuth: ClientAuth = (_server, client, _body, headers) => {
    headers.set(
      'authorization',
      `Basic ${Buffer.from(`${client.client_id}:${this.#clientSecret}`).toString('base64')}`,
    );
  };

  #options() {
    return {
      [customFetch]: this.#fetch,
      // `parseOrigin` accepts http for loopback addresses only.
      [allowInsecureRequests]: this.#server.issuer.startsWith('http://'),
    };
  }

  readonly #fetch = async (url: string, { method, headers, body }: CustomFetchOptions<'POST', URLSearchParams>) => {
    const target = new URL(url);
    const response = await this.sendPlain({ method, url: target, headers, body: body.toString() });
    // A token request succeeds with 200, a revocation with 200 or 204. Any other status isn't Atlas's success.
    if (response.status !== 200 && !(response.status === 204 && url === this.#server.revocation_endpoint)) {
      throw apiErrorFrom({ method, path: target.pathname }, response);
    }
    // A Response of status 204 must not have a body, not even an empty one.
    return new Response(response.status === 204 || response.body === '' ? null : response.body, {
      status: response.status,
    });
  };
}
