import { abortReason, throwIfAborted } from './abort';
import { InvalidResponseError, NetworkError, type NetworkProblem, type RequestFacts } from './errors';
import { numberIn } from './headers';

/** The part of a fetch function that the client uses. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchedResponse>;

interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  /** A key goes only to the origin it was given for, so no redirect is ever followed. */
  readonly redirect: 'error';
  readonly signal: AbortSignal;
  /** The longest body that is read, in bytes. */
  readonly size: number;
}

interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** One HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: string;
}

/** One line of the request log. */
export interface LoggedRequest extends RequestFacts {
  readonly origin: string;
  /** HTTP status, or what kept it from arriving. */
  readonly outcome: number | string;
  readonly milliseconds: number;
  /** How many requests this client has sent so far, this one included. */
  readonly count: number;
  /** What is left of the rate limit of this endpoint, where Atlas says so. */
  readonly rateLimitRemaining?: number;
}

/** An endpoint's version that Atlas has deprecated; reported once for each endpoint. */
export interface Deprecation {
  readonly endpoint: string;
  readonly version: string;
  /** HTTP dates as Atlas sends them. */
  readonly deprecated: string | undefined;
  readonly sunset: string | undefined;
}

/** Where the client tells what it did. Takes no header, no body and no secret, so that none can be written down. */
export interface RequestLog {
  requested(request: LoggedRequest): void;
  deprecated(deprecation: Deprecation): void;
}

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly version?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request and reads its answer. */
export type Send = (request: OutgoingRequest) => Promise<Answer>;

export interface ExchangeOptions {
  /** The only origin that anything is sent to. */
  readonly origin: string;
  readonly fetch: Fetch;
  readonly log: RequestLog;
  readonly userAgent: string;
  /** Milliseconds for one request, its body included. */
  readonly requestTimeout: () => number;
}

const LONGEST_BODY = 10 * 1024 * 1024;

/**
 * Makes the one function through which every request goes.
 * The function throws NetworkError, InvalidResponseError, or the AbortError of the caller's signal.
 */
export function createSend(options: ExchangeOptions): Send {
  let count = 0;
  return async ({ method, url, headers, body, version, signal }) => {
    if (url.origin !== options.origin) {
      throw new Error('A request was about to leave the origin of its credential');
    }
    throwIfAborted(signal);
    const number = (count += 1);
    const facts: RequestFacts = { method, path: url.pathname + url.search, ...(version !== undefined && { version }) };
    const timeout = AbortSignal.timeout(options.requestTimeout());
    const started = performance.now();
    const log = (outcome: number | string, rateLimitRemaining?: number): void => {
      options.log.requested({
        ...facts,
        origin: options.origin,
        outcome,
        milliseconds: Math.round(performance.now() - started),
        count: number,
        ...(rateLimitRemaining !== undefined && { rateLimitRemaining }),
      });
    };
    try {
      const response = await options.fetch(url.href, {
        method,
        // Without keep-alive, VS Code's patched agent opens a new TLS connection for each request.
        headers: { ...headers, connection: 'keep-alive', 'user-agent': options.userAgent },
        ...(body !== undefined && { body }),
        redirect: 'error',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        size: LONGEST_BODY,
      });
      const answer = { status: response.status, headers: response.headers, body: await response.text() };
      log(answer.status, numberIn(answer.headers.get('ratelimit-remaining')));
      return answer;
    } catch (error) {
      if (signal?.aborted === true) {
        log('cancelled');
        throw abortReason(signal);
      }
      const failure = toFailure(error, facts, timeout);
      log(failure instanceof NetworkError ? (failure.code ?? failure.problem) : failure.problem);
      throw failure;
    }
  };
}

const HOST_NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL']);
const CERTIFICATE =
  /CERT|^EPROTO$|^ERR_(SSL|TLS)_|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/;

function toFailure(error: unknown, facts: RequestFacts, timeout: AbortSignal): NetworkError | InvalidResponseError {
  if (timeout.aborted) {
    return new NetworkError(facts, 'timeout', undefined, { cause: error });
  }
  const type = textField(error, 'type');
  if (type === 'no-redirect' || type === 'invalid-redirect' || type === 'max-size') {
    const problem = type === 'max-size' ? 'tooLarge' : 'redirect';
    return new InvalidResponseError(facts, problem, undefined, { cause: error });
  }
  const code = textField(error, 'code') ?? textField(error instanceof Error ? error.cause : undefined, 'code');
  if (code === undefined && error instanceof Error && NO_PROXY_CONNECTION.test(error.message)) {
    return new NetworkError(facts, 'proxyUnreachable', undefined, { cause: error });
  }
  return new NetworkError(facts, networkProblem(code), code, { cause: error });
}

/** What VS Code's proxy agent says when no proxy answers; its error has no code. */
const NO_PROXY_CONNECTION = /establish a socket connection to prox/i;

function networkProblem(code: string | undefined): NetworkProblem {
  if (code === undefined) {
    return 'interrupted';
  }
  if (HOST_NOT_FOUND.has(code)) {
    return 'hostNotFound';
  }
  if (code === 'ECONNREFUSED') {
    return 'refused';
  }
  if (code === 'ETIMEDOUT') {
    return 'timeout';
  }
  return CERTIFICATE.test(code) ? 'certificate' : 'interrupted';
}

/** node-fetch tells its errors apart by `type` and `code`; their names do not survive minifying. */
function textField(value: unknown, field: 'type' | 'code'): string | undefined {
  if (typeof value !== 'object' || value === null || !(field in value)) {
    return undefined;
  }
  const found: unknown = Reflect.get(value, field);
  return typeof found === 'string' ? found : undefined;
}
