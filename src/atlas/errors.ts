/** What is known of a request that failed; holds no header, no body and no secret. */
export interface RequestInfo {
  readonly method: 'GET' | 'POST';
  /** Path and query, without the origin. */
  readonly path: string;
  /** The API version that was asked for, as in `2024-05-30`; absent for the token calls. */
  readonly version?: string;
}

/** Something that kept the client from giving an answer. */
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
  /** Whether a 401 is about a nonce that is too old (RFC 7616 §3.3), and so not about the key. */
  readonly isNonceStale?: boolean | undefined;
}

/**
 * Atlas answered, and refused.
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
    super(`Atlas answered ${info.status}${info.errorCode === undefined ? '' : ` ${info.errorCode}`}`, request);
    this.status = info.status;
    this.errorCode = info.errorCode;
    this.detail = info.detail;
    this.parameters = info.parameters ?? [];
    this.retryAfter = info.retryAfter;
    this.isNonceStale = info.isNonceStale ?? false;
  }
}

/**
 * Where a request was lost:
 * - `certificate`: the server's certificate isn't trusted.
 * - `noTls`: what listens at the address doesn't speak TLS.
 * - `tlsFailed`: client and server don't agree on how to speak TLS.
 * - `proxyRefused`: a proxy answered in place of opening a connection to Atlas; the code is its HTTP status.
 * - `proxyAuthentication`: a proxy demands authentication.
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

/** No answer arrived: the network, a proxy or TLS is in the way. The text names a code, never an address with user info. */
export class NetworkError extends AtlasError {
  override readonly name = 'NetworkError';

  constructor(
    request: RequestInfo,
    readonly problem: NetworkProblem,
    /** The system's or TLS's own code, as in `ECONNRESET` or `CERT_HAS_EXPIRED`. */
    readonly code?: string,
    options?: ErrorOptions,
  ) {
    super(`No answer from Atlas: ${problem}${code === undefined ? '' : ` (${code})`}`, request, options);
  }
}

/** `unexpectedStatus`: a status below 400 other than 200, with which Atlas never answers. */
export type ResponseProblem = 'notJson' | 'unexpectedShape' | 'unexpectedStatus' | 'tooLarge' | 'redirect';

/** An answer arrived that Atlas would not give: a sign-in page of a network, a proxy's page, something cut. */
export class InvalidResponseError extends AtlasError {
  override readonly name = 'InvalidResponseError';

  constructor(
    request: RequestInfo,
    readonly problem: ResponseProblem,
    /** HTTP status, where one arrived. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(`The answer is not one of Atlas: ${problem}`, request, options);
  }
}

/** What an identifier in a request path stands for. */
export type IdentifierKind = 'organization' | 'project' | 'exportBucket' | 'cluster';

/** A text that is no Atlas identifier was about to become part of a request path. */
export class InvalidIdentifierError extends Error {
  override readonly name = 'InvalidIdentifierError';

  constructor(readonly what: IdentifierKind) {
    super(`Not an identifier of Atlas: ${what}`);
  }
}

/** Whether `error` says that somebody no longer wanted the answer. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** This machine cannot compute what the server asks for, as on one in FIPS mode, where digest's MD5 does not exist. */
export class UnsupportedAuthenticationError extends AtlasError {
  override readonly name = 'UnsupportedAuthenticationError';

  constructor(request: RequestInfo, options?: ErrorOptions) {
    super('This machine cannot answer a digest challenge', request, options);
  }
}

/** The key ID, or the token that Atlas issued, has a character that no HTTP header can carry. Nothing was sent. */
export class UnsendableCredentialError extends AtlasError {
  override readonly name = 'UnsendableCredentialError';

  constructor(request: RequestInfo) {
    super('The credential has a character that no HTTP header can carry', request);
  }
}

/** Whatever was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
