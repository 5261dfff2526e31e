import { STATUS_CODES } from 'node:http';

/** A complete HTTP response of the simulator. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request to the simulated API. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly remoteAddress: string;
  /** Records a violation: something that a well-behaved read-only client doesn't do. */
  readonly report: (violation: string) => void;
  /** Records the authenticated sender. */
  readonly identify: (principal: string) => void;
}

/** The headers of every response, as recorded from Atlas. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  Server: 'mdbws',
  'Strict-Transport-Security': 'max-age=31536000; includeSubdomains;',
  'X-Content-Type-Options': 'nosniff',
  'X-Envoy-Upstream-Service-Time': '12',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
};

/** The headers of responses from an endpoint. */
export const ENDPOINT_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON_HEADERS,
  'X-Java-Version': '17.0.19+10-LTS',
  'X-MongoDB-Service-Version': 'gitHash=203ac03a1d9f28c0a7b6f2f9cd2f7d5a6de8b3b1; versionString=master',
};

/** The fields of Atlas's error body (`ApiError`), except for the status and its reason phrase. */
export interface ErrorFields {
  readonly errorCode: string;
  readonly detail: string;
  /** Atlas sends `null` for generic errors. */
  readonly parameters?: readonly unknown[] | null;
}

/**
 * An error response. An `early` one is sent before the endpoint is reached, so it lacks the headers with the service
 * version and the rate limit.
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly fields: ErrorFields,
    readonly options: { readonly headers?: Readonly<Record<string, string>>; readonly early?: boolean } = {},
  ) {
    super(`${status} ${fields.errorCode}`);
  }
}

/** Returns Atlas's error body. Its type is always plain `application/json`, whatever the requested version is. */
export function errorBody(status: number, fields: ErrorFields): Readonly<Record<string, unknown>> {
  return {
    detail: fields.detail,
    error: status,
    errorCode: fields.errorCode,
    parameters: fields.parameters === undefined ? [] : fields.parameters,
    reason: STATUS_CODES[status] ?? '',
  };
}

/** Returns an error response, with the header that repeats its code. */
export function errorResponse(
  status: number,
  fields: ErrorFields,
  headers: Readonly<Record<string, string>> = COMMON_HEADERS,
): ApiResponse {
  return {
    status,
    headers: { ...headers, 'Content-Type': 'application/json', 'X-Error-Code': fields.errorCode },
    body: toJson(errorBody(status, fields)),
  };
}

/** Returns JSON in Atlas's format: compact, with the keys of every object in alphabetical order. */
export function toJson(value: unknown, pretty = false): string {
  return JSON.stringify(value, alphabetical, pretty ? 2 : undefined);
}

function alphabetical(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
