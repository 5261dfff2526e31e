import { abortReason, throwIfAborted } from './abort';
import { NetworkError, UnsendableCredentialError, type InvalidResponseError, type RequestInfo } from './errors';
import { isHeaderValue, numberIn } from './headers';
import { isOrigin } from './origin';
import { SecretRedactor } from './redaction';
import { transportFailure } from './transportFailures';
import { Wire } from './wire';

/** The part of a fetch function that the client uses. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchedResponse>;

interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
  /** A key goes only to its own origin, so redirects are never followed. */
  readonly redirect: 'error';
  readonly signal: AbortSignal;
  /** Maximum length of the body in bytes. */
  readonly size: number;
}

interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The body; a Node.js stream in a response of node-fetch. */
  readonly body?: unknown;
  text(): Promise<string>;
}

/** A complete HTTP response, without any secret that the client has sent. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: string;
  /** Whether it arrived over TLS from the server itself. */
  readonly isEncrypted?: boolean;
}

/** One line of the request log. */
export interface LoggedRequest extends RequestInfo {
  readonly origin: string;
  /** HTTP status, or the reason why none arrived. */
  readonly outcome: number | string;
  readonly milliseconds: number;
  /** Number of requests that this client has sent, including this one. */
  readonly count: number;
  /** Remaining requests within the rate limit of this endpoint, if Atlas reports it. */
  readonly rateLimitRemaining?: number;
}

/** A deprecated version of an endpoint, reported once for each endpoint. */
export interface Deprecation {
  readonly endpoint: string;
  readonly version: string;
  /** HTTP dates; undefined if Atlas sends none. */
  readonly deprecated: string | undefined;
  readonly sunset: string | undefined;
}

/** Receives what the client did. Has no place for headers, bodies and secrets, so none can be logged. */
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

/** Sends one request and reads its response. */
export type Send = (request: OutgoingRequest) => Promise<HttpResponse>;

export interface ExchangeOptions {
  /** The only origin that requests are sent to. */
  readonly origin: string;
  readonly fetch: Fetch;
  readonly log: RequestLog;
  readonly userAgent: string;
  /** Timeout of one request in milliseconds, including its body. */
  readonly requestTimeout: () => number;
  /** The secret of the credential, which is redacted from responses. */
  readonly secret?: string;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Creates the function that sends all requests.
 *
 * For an https origin, only a response from the encrypted socket is accepted. A response in clear text comes from a
 * proxy and is reported as a refusal without being read. An http origin is a loopback address (see `parseOrigin`),
 * which VS Code never sends through a proxy. All secrets that the client has sent are removed from body and headers
 * before any other code sees them.
 *
 * The function throws NetworkError, InvalidResponseError, UnsendableCredentialError, or the AbortError of the caller's
 * signal.
 */
export function createSend(options: ExchangeOptions): Send {
  const redactor = new SecretRedactor(options.secret);
  let count = 0;
  return async (request) => {
    const { method, url, headers, body, version, signal } = request;
    if (url.origin !== options.origin) {
      throw new Error('The request is not for the origin of its credential');
    }
    if (!isOrigin(options.origin)) {
      throw new Error('The origin must not receive a key');
    }
    throwIfAborted(signal);
    const info: RequestInfo = { method, path: url.pathname + url.search, ...(version !== undefined && { version }) };
    if (!Object.values(headers).every(isHeaderValue)) {
      throw new UnsendableCredentialError(info);
    }
    const number = (count += 1);
    const timeout = AbortSignal.timeout(options.requestTimeout());
    const refused = new AbortController();
    const wire = new Wire();
    const redact = redactor.forRequest(request);
    const started = performance.now();
    const log = (outcome: number | string, rateLimitRemaining?: number): void => {
      options.log.requested({
        ...info,
        origin: options.origin,
        outcome,
        milliseconds: Math.round(performance.now() - started),
        count: number,
        ...(rateLimitRemaining !== undefined && { rateLimitRemaining }),
      });
    };
    try {
      const response = await wire.watch(async () => {
        const fetched = await options.fetch(url.href, {
          method,
          // Without keep-alive, VS Code's patched agent opens a new TLS connection for each request.
          headers: { ...headers, connection: 'keep-alive', 'user-agent': options.userAgent },
          ...(body !== undefined && { body }),
          redirect: 'error',
          signal: AbortSignal.any([timeout, refused.signal, ...(signal === undefined ? [] : [signal])]),
          size: MAX_BODY_BYTES,
        });
        if (url.protocol === 'https:' && !wire.isFromServer(fetched)) {
          // Closes the connection, because the rest of the response is not read.
          refused.abort();
          throw proxyRefusal(info, wire.clearTextStatus ?? fetched.status);
        }
        const { status } = fetched;
        return {
          status,
          headers: {
            get: (name: string) => {
              const value = fetched.headers.get(name);
              return value === null ? null : redact(value, status);
            },
          },
          body: redact(await fetched.text(), status),
          isEncrypted: url.protocol === 'https:',
        };
      });
      log(response.status, numberIn(response.headers.get('ratelimit-remaining')));
      return response;
    } catch (error) {
      if (signal?.aborted === true) {
        log('canceled');
        throw abortReason(signal);
      }
      const failure = failureOf(error, info, wire, timeout.aborted);
      log(outcomeOf(failure));
      throw failure;
    }
  };
}

function failureOf(
  error: unknown,
  info: RequestInfo,
  wire: Wire,
  isTimedOut: boolean,
): NetworkError | InvalidResponseError {
  // `fetch` rejects a redirect in clear text, so it never arrives as a response.
  if (wire.clearTextStatus !== undefined) {
    return proxyRefusal(info, wire.clearTextStatus);
  }
  return error instanceof NetworkError ? error : transportFailure(error, info, isTimedOut);
}

/** Returns the error for a proxy that responded instead of opening a tunnel. Only its status is used. */
function proxyRefusal(info: RequestInfo, status: number): NetworkError {
  return new NetworkError(info, status === 407 ? 'proxyAuthentication' : 'proxyRefused', status.toString());
}

function outcomeOf(failure: NetworkError | InvalidResponseError): string {
  if (!(failure instanceof NetworkError)) {
    return failure.problem;
  }
  // A bare status would look as if it came from Atlas.
  return failure.problem === 'proxyRefused'
    ? `${failure.problem} ${failure.code ?? ''}`
    : (failure.code ?? failure.problem);
}
