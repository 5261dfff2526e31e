import { apiErrorFrom, isErrorBody } from './apiError';
import type { Authenticator } from './auth/authenticator';
import { withoutEnvelope } from './envelope';
import { InvalidResponseError, type RequestInfo } from './errors';
import type { HttpResponse, RequestLog } from './exchange';
import { dateTextIn } from './headers';
import { readJson, type Json } from './json';
import { rateLimitOf, TOKEN_LIMIT } from './rateLimits';
import { withRetries } from './retries';
import type { RequestPriority } from './requests';
import { Scheduler, type Task } from './scheduler';

/** One GET below `/api/atlas/v2/`. */
export interface GetRequest {
  /** Path template, as in `groups/{groupId}/backup/exportBuckets`. */
  readonly endpoint: string;
  /** Values of the names in braces. Identifiers must be validated before. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A list becomes a repeated parameter. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Exact version of the resource, as in `2024-05-30`. */
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  readonly priority?: RequestPriority | undefined;
}

/** A response as it arrived, with its request. Contains no secret. */
export interface RawResponse {
  readonly request: RequestInfo;
  /** HTTP status. */
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

export interface ConnectionOptions {
  readonly origin: string;
  readonly authenticator: Authenticator;
  readonly log: RequestLog;
  /** Returns the milliseconds of a monotonic clock such as `performance.now`. */
  readonly now: () => number;
  /** Waits for a number of milliseconds. Tests replace it. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

/** Reads a response without its envelope, and as it arrived. */
type Read<T> = (info: RequestInfo, opened: HttpResponse, arrived: HttpResponse) => T;

/**
 * Sends the requests of one credential: when the scheduler allows it, with an exact version of the resource, and with
 * retries of transient failures.
 */
export class Connection {
  readonly #scheduler: Scheduler;
  readonly #closed = new AbortController();
  readonly #reportedDeprecations = new Set<string>();

  constructor(private readonly options: ConnectionOptions) {
    this.#scheduler = new Scheduler(options);
  }

  /**
   * Returns the result of `decode` for the JSON of the response, without its envelope.
   * @throws AtlasError, or the AbortError of the request's signal
   */
  get<T>(request: GetRequest, decode: (json: Json) => T | undefined): Promise<T> {
    return this.#read(request, (info, response) => {
      // Atlas responds to a GET only with 200. Other statuses below 400 come from a system in between.
      if (response.status !== 200) {
        throw apiErrorFrom(info, response);
      }
      const decoded = decode(jsonOf(info, response));
      if (decoded === undefined) {
        throw new InvalidResponseError(info, 'unexpectedShape', response.status);
      }
      return decoded;
    });
  }

  /**
   * Returns the response as it arrived. An error response is returned too, without a retry.
   * @throws AtlasError if there is no response or no token, or the AbortError of the request's signal
   */
  getRaw(get: GetRequest): Promise<RawResponse> {
    return this.#read(get, (request, _opened, { status, headers, body }) => ({
      request,
      status,
      contentType: headers.get('content-type') ?? undefined,
      body,
    }));
  }

  async #read<T>(get: GetRequest, read: Read<T>): Promise<T> {
    const { signal: closed } = this.#closed;
    // Each request gets its own signal. Many listeners on a shared one would look like a leak.
    const signal = AbortSignal.any(get.signal === undefined ? [closed] : [get.signal, closed]);
    const request = { ...get, signal };
    const url = this.#urlOf(request);
    const info: RequestInfo = { method: 'GET', path: url.pathname + url.search, version: request.version };
    const task: Task = { ...get.priority, limit: rateLimitOf(get.endpoint, get.parameters), signal };
    return withRetries(this.#scheduler, task, () => this.#attempt(url, request, info, task, read));
  }

  /** Makes the next request use a new token, so that newly granted roles take effect. */
  renewAccess(): Promise<void> {
    return this.options.authenticator.renew();
  }

  /** Cancels all requests and revokes the token. The connection can't be used after that. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.options.authenticator.revoke();
  }

  async #attempt<T>(url: URL, request: GetRequest, info: RequestInfo, task: Task, read: Read<T>): Promise<T> {
    const { limit } = task;
    const open = request.query?.['envelope'] === true ? withoutEnvelope : (received: HttpResponse) => received;
    let arrived: HttpResponse | undefined;
    const response = await this.options.authenticator.send(
      {
        method: 'GET',
        url,
        headers: { accept: `application/vnd.atlas.${request.version}+json` },
        version: request.version,
        signal: request.signal,
      },
      {
        isBackground: task.isBackground ?? false,
        inTurn: (work) =>
          this.#scheduler.run(task, async () => {
            const received = await work();
            if (received === undefined) {
              return received;
            }
            arrived = received;
            const opened = open(received);
            // Before the next request starts, which may count against the same limit.
            this.#recordLimits(info, limit, opened);
            return opened;
          }),
        waitForTokenLimit: () => this.#scheduler.waitUntilAllowed({ ...task, limit: TOKEN_LIMIT }),
      },
    );
    this.#reportDeprecation(request, response);
    return read(info, response, arrived ?? response);
  }

  #recordLimits(info: RequestInfo, limit: string, response: HttpResponse): void {
    if (response.status === 429) {
      this.#scheduler.hold(limit, apiErrorFrom(info, response));
    } else {
      this.#scheduler.recordSuccess(limit);
      this.#scheduler.recordSuccess(TOKEN_LIMIT);
    }
  }

  #urlOf({ endpoint, parameters = {}, query = {} }: GetRequest): URL {
    const path = endpoint.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
    const url = new URL(`${this.options.origin}/api/atlas/v2/${path}`);
    for (const [name, value] of Object.entries(query)) {
      for (const one of value === undefined ? [] : [value].flat()) {
        url.searchParams.append(name, String(one));
      }
    }
    return url;
  }

  #reportDeprecation({ endpoint, version }: GetRequest, response: HttpResponse): void {
    const deprecation = response.headers.get('deprecation');
    const sunset = response.headers.get('sunset');
    const key = `${endpoint} ${version}`;
    if ((deprecation ?? sunset) !== null && !this.#reportedDeprecations.has(key)) {
      this.#reportedDeprecations.add(key);
      const dates = { deprecated: dateTextIn(deprecation), sunset: dateTextIn(sunset) };
      this.options.log.deprecated({ endpoint, version, ...dates });
    }
  }
}

function jsonOf(info: RequestInfo, response: HttpResponse): Json {
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(response.headers.get('content-type') ?? '');
  const read = isJson ? readJson(response.body) : undefined;
  if (read?.kind !== 'json') {
    const problem = read?.kind === 'tooDeep' ? 'unexpectedShape' : 'notJson';
    throw new InvalidResponseError(info, problem, response.status);
  }
  if (isErrorBody(read.value)) {
    // A success that contains an error comes from a system in between. Its list must not be mistaken for an empty one.
    throw new InvalidResponseError(info, 'unexpectedShape', response.status);
  }
  return read;
}
