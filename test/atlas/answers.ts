import { STATUS_CODES } from 'node:http';

/** One complete HTTP answer of the simulator. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request as the simulated API sees it. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly remoteAddress: string;
  /** Notes something that a well-behaved read-only client does not do. */
  readonly report: (violation: string) => void;
  /** Notes who was recognised as the sender. */
  readonly identify: (principal: string) => void;
}

/** What every answer of Atlas carries, as recorded from it. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  Server: 'mdbws',
  'Strict-Transport-Security': 'max-age=31536000; includeSubdomains;',
  'X-Content-Type-Options': 'nosniff',
  'X-Envoy-Upstream-Service-Time': '12',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
};

/** What answers from within an endpoint carry besides. */
export const ENDPOINT_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON_HEADERS,
  'X-Java-Version': '17.0.19+10-LTS',
  'X-MongoDB-Service-Version': 'gitHash=203ac03a1d9f28c0a7b6f2f9cd2f7d5a6de8b3b1; versionString=master',
};

/** The fields of Atlas's error body (`ApiError`), but for the status and its reason phrase. */
export interface ErrorFields {
  readonly errorCode: string;
  readonly detail: string;
  /** `null` as Atlas sends it for generic errors. */
  readonly parameters?: readonly unknown[] | null;
}

/**
 * An answer that ends the handling of a request.
 * `early` ones come from before the endpoint: Atlas sends them without its service version and rate limit headers.
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

/** The error body of Atlas; always plain `application/json`, whatever version was asked for. */
export function errorBody(status: number, fields: ErrorFields): Readonly<Record<string, unknown>> {
  return {
    detail: fields.detail,
    error: status,
    errorCode: fields.errorCode,
    parameters: fields.parameters === undefined ? [] : fields.parameters,
    reason: STATUS_CODES[status] ?? '',
  };
}

/** An error answer, with the header that repeats its code. */
export function errorAnswer(
  status: number,
  fields: ErrorFields,
  headers: Readonly<Record<string, string>> = COMMON_HEADERS,
): Answer {
  return {
    status,
    headers: { ...headers, 'Content-Type': 'application/json', 'X-Error-Code': fields.errorCode },
    body: toJson(errorBody(status, fields)),
  };
}

/** JSON as Atlas writes it: compact, and with the keys of every object in alphabetical order. */
export function toJson(value: unknown, pretty = false): string {
  return JSON.stringify(value, alphabetical, pretty ? 2 : undefined);
}

function alphabetical(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
