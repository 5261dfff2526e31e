/** Describes a failed request without its headers, body and secrets. */
export interface RequestInfo {
  readonly method: 'GET' | 'POST';
  /** Path and query, without the origin. */
  readonly path: string;
  /** Requested API version, as in `2024-05-30`; absent for token requests. */
  readonly version?: string;
}

/** A failure that left the client without a valid response. */
export abstract class AtlasError extends Error {
  constructor(
    message: string,
    readonly request: RequestInfo,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface ApiErrorInfo {
  /** HTTP status, 400 to 599. */
  readonly status: number;
  /**
   * Atlas's `errorCode`, or the `error` of an OAuth response (RFC 6749 §5.2), in printable ASCII, at most 100 characters;
   * absent if the response names none.
   */
  readonly errorCode?: string | undefined;
  /** At most 1,000 characters. */
  readonly detail?: string | undefined;
  readonly parameters?: readonly unknown[] | undefined;
  /** Seconds to wait before the next request, from `Retry-After` (RFC 9110 §10.2.3). */
  readonly retryAfter?: number | undefined;
  /** Whether a 401 rejects an outdated nonce (RFC 7616 §3.3) and not the key. */
  readonly isNonceStale?: boolean | undefined;
}

/**
 * An error response of Atlas.
 * @see https://www.mongodb.com/docs/atlas/reference/api-errors/
 */
export class ApiError extends AtlasError {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly detail: string | undefined;
  readonly parameters: readonly unknown[];
  readonly retryAfter: number | undefined;
  readonly isNonceStale: boolean;

  constructor(request: RequestInfo, info: ApiErrorInfo) {
    super(`Atlas responded with ${info.status}${info.errorCode === undefined ? '' : ` ${info.errorCode}`}`, request);
    this.status = info.status;
    this.errorCode = info.errorCode;
    this.detail = info.detail;
    this.parameters = info.parameters ?? [];
    this.retryAfter = info.retryAfter;
    this.isNonceStale = info.isNonceStale ?? false;
  }
}

/**
 * Why a request failed:
 * - `certificate`: the server's certificate isn't trusted.
 * - `noTls`: the server at the address doesn't use TLS.
 * - `tlsFailed`: client and server have no TLS parameters in common.
 * - `proxyRefused`: a proxy responded instead of connecting to Atlas. The code is its HTTP status.
 * - `proxyAuthentication`: a proxy requires authentication.
 */
export type NetworkProblem =
  | 'timeout'
  | 'hostNotFound'
  | 'refused'
  | 'interrupted'
  | 'certificate'
  | 'noTls'
  | 'tlsFailed'
  | 'proxyUnreachable'
  | 'proxyRefused'
  | 'proxyAuthentication';

/**
 * No response arrived because of the network, a proxy or TLS. The message contains a code but never an address with
 * user info.
 */
export class NetworkError extends AtlasError {
  override readonly name = 'NetworkError';

  constructor(
    request: RequestInfo,
    readonly problem: NetworkProblem,
    /** Code of the system or of TLS, as in `ECONNRESET` or `CERT_HAS_EXPIRED`. */
    readonly code?: string,
    options?: ErrorOptions,
  ) {
    super(`No response from Atlas: ${problem}${code === undefined ? '' : ` (${code})`}`, request, options);
  }
}

/** `unexpectedStatus`: a status below 400 other than 200, which Atlas never sends. */
export type ResponseProblem = 'notJson' | 'unexpectedShape' | 'unexpectedStatus' | 'tooLarge' | 'redirect';

/** A response arrived that Atlas wouldn't send: a network's sign-in page, a proxy's page, or incomplete data. */
export class InvalidResponseError extends AtlasError {
  override readonly name = 'InvalidResponseError';

  constructor(
    request: RequestInfo,
    readonly problem: ResponseProblem,
    /** HTTP status, if one arrived. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(`The response is not from Atlas: ${problem}`, request, options);
  }
}

/** The kind of an identifier in a request path. */
export type IdentifierKind = 'organization' | 'project' | 'exportBucket' | 'cluster';

/** Prevents a text that isn't an Atlas identifier from becoming part of a request path. */
export class InvalidIdentifierError extends Error {
  override readonly name = 'InvalidIdentifierError';

  constructor(readonly what: IdentifierKind) {
    super(`Not an Atlas identifier: ${what}`);
  }
}

/** Returns whether an error reports a cancellation. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** This machine can't compute a digest response: in FIPS mode, MD5 doesn't exist. */
export class UnsupportedAuthenticationError extends AtlasError {
  override readonly name = 'UnsupportedAuthenticationError';

  constructor(request: RequestInfo, options?: ErrorOptions) {
    super('This machine cannot compute a digest response', request, options);
  }
}

/** The key ID or the issued token has a character that no HTTP header can carry. No request was sent. */
export class UnsendableCredentialError extends AtlasError {
  override readonly name = 'UnsendableCredentialError';

  constructor(request: RequestInfo) {
    super('The credential has a character that no HTTP header can carry', request);
  }
}

/** Returns a thrown value as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
