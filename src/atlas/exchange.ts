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
  /** A key goes only to the origin it was given for, so no redirect is ever followed. */
  readonly redirect: 'error';
  readonly signal: AbortSignal;
  /** The longest body that is read, in bytes. */
  readonly size: number;
}

interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The body as a stream of Node.js in a response of node-fetch. */
  readonly body?: unknown;
  text(): Promise<string>;
}

/** One HTTP response, read to its end, without any proof that this client has sent. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: string;
  /** Whether it came over TLS from the server itself. */
  readonly isEncrypted?: boolean;
}

/** One line of the request log. */
export interface LoggedRequest extends RequestInfo {
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
  /** HTTP dates; undefined where Atlas sends none. */
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
export type Send = (request: OutgoingRequest) => Promise<HttpResponse>;

export interface ExchangeOptions {
  /** The only origin that anything is sent to. */
  readonly origin: string;
  readonly fetch: Fetch;
  readonly log: RequestLog;
  readonly userAgent: string;
  /** Milliseconds for one request, its body included. */
  readonly requestTimeout: () => number;
  /** The credential's secret, which no response may bring back. */
  readonly secret?: string;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Makes the one function through which every request goes.
 *
 * For an https origin, only a response that arrived on an encrypted socket counts; one in clear text is a proxy's, and is
 * reported as its refusal without being read. An http origin is a loopback address (see `parseOrigin`), which no proxy
 * stands before. Whatever the client has sent as proof is removed from body and headers before anything else sees them.
 *
 * The function throws NetworkError, InvalidResponseError, UnsendableCredentialError, or the AbortError of the caller's
 * signal.
 */
export function createSend(options: ExchangeOptions): Send {
  const proofs = new SecretRedactor(options.secret);
  let count = 0;
  return async (request) => {
    const { method, url, headers, body, version, signal } = request;
    if (url.origin !== options.origin) {
      throw new Error('A request was about to leave the origin of its credential');
    }
    if (!isOrigin(options.origin)) {
      throw new Error('A request was about to go to an origin that no key may be sent to');
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
    const withoutProofs = proofs.of(request);
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
      const answer = await wire.watch(async () => {
        const response = await options.fetch(url.href, {
          method,
          // Without keep-alive, VS Code's patched agent opens a new TLS connection for each request.
          headers: { ...headers, connection: 'keep-alive', 'user-agent': options.userAgent },
          ...(body !== undefined && { body }),
          redirect: 'error',
          signal: AbortSignal.any([timeout, refused.signal, ...(signal === undefined ? [] : [signal])]),
          size: MAX_BODY_BYTES,
        });
        if (url.protocol === 'https:' && !wire.isFromServer(response)) {
          // Ends the connection; nobody reads what is left on it.
          refused.abort();
          throw proxyRefusal(info, wire.clearTextStatus ?? response.status);
        }
        const { status } = response;
        return {
          status,
          headers: {
            get: (name: string) => {
              const value = response.headers.get(name);
              return value === null ? null : withoutProofs(value, status);
            },
          },
          body: withoutProofs(await response.text(), status),
          isEncrypted: url.protocol === 'https:',
        };
      });
      log(answer.status, numberIn(answer.headers.get('ratelimit-remaining')));
      return answer;
    } catch (error) {
      if (signal?.aborted === true) {
        log('cancelled');
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
  // A redirect in clear text never gets here as a response, for `fetch` rejects it.
  if (wire.clearTextStatus !== undefined) {
    return proxyRefusal(info, wire.clearTextStatus);
  }
  return error instanceof NetworkError ? error : transportFailure(error, info, isTimedOut);
}

/** Reports a proxy that has answered in place of opening a tunnel. Nothing that it says is taken over but the status. */
function proxyRefusal(info: RequestInfo, status: number): NetworkError {
  return new NetworkError(info, status === 407 ? 'proxyAuthentication' : 'proxyRefused', status.toString());
}

function outcomeOf(failure: NetworkError | InvalidResponseError): string {
  if (!(failure instanceof NetworkError)) {
    return failure.problem;
  }
  // A bare status would look like Atlas's.
  return failure.problem === 'proxyRefused'
    ? `${failure.problem} ${failure.code ?? ''}`
    : (failure.code ?? failure.problem);
}
