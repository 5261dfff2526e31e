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
/** What a header takes, and RFC 6749 (appendix A.12) allows in a token, but for spaces. */
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
   * @returns the token and its lifetime in seconds, 0 where Atlas names none
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
    const answer = await processClientCredentialsResponse(this.#server, this.#client, response).catch(
      (error: unknown) => {
        const isNotJson = error instanceof OperationProcessingError && error.code === RESPONSE_IS_NOT_JSON;
        // Without a cause, for the library's holds the response, and with it the token.
        throw new InvalidResponseError(TOKEN_REQUEST, isNotJson ? 'notJson' : 'unexpectedShape', response.status);
      },
    );
    // The library also takes DPoP tokens, which are no use without a proof.
    if (answer.token_type !== 'bearer') {
      throw new InvalidResponseError(TOKEN_REQUEST, 'unexpectedShape', response.status);
    }
    if (!TOKEN_TEXT.test(answer.access_token)) {
      throw new UnsendableCredentialError(TOKEN_REQUEST);
    }
    return { value: answer.access_token, lifetime: answer.expires_in ?? 0 };
  }

  async revoke(token: string): Promise<void> {
    await revocationRequest(this.#server, this.#client, this.#basicAuth, token, {
      ...this.#options(),
      additionalParameters: { token_type_hint: 'access_token' },
    });
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
