import { apiErrorFrom, isErrorBody } from './apiError';
import type { Authenticator } from './auth/authenticator';
import { ApiError, InvalidResponseError, type RequestInfo } from './errors';
import type { HttpResponse, RequestLog } from './exchange';
import { dateTextIn } from './headers';
import { readJson } from './json';
import { openEnvelope } from './models';
import { rateLimitOf, TOKEN_LIMIT } from './rateLimits';
import { withRetries } from './retries';
import type { RequestPriority } from './requests';
import { Scheduler, type Task } from './scheduler';

/** One GET below `/api/atlas/v2/`. */
export interface GetRequest {
  /** The path with its parameters' names, as in `groups/{groupId}/backup/exportBuckets`. */
  readonly endpoint: string;
  /** What the names in braces stand for; identifiers that were checked. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** The exact version of the resource, as in `2024-05-30`. */
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  readonly priority?: RequestPriority | undefined;
}

/** An answer as it came, with what was asked; holds no secret. */
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
  /** Milliseconds of a clock that does not jump, as `performance.now`. */
  readonly now: () => number;
  /** Waits so many milliseconds; given by tests that do not want to. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

/**
 * Asks Atlas in the name of one credential: when the scheduler says so, with an exact version of the resource, and again
 * when the trouble is likely to pass.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/topic/topic-versioning
 */
export class Connection {
  readonly #scheduler: Scheduler;
  readonly #closed = new AbortController();
  readonly #reportedDeprecations = new Set<string>();

  constructor(private readonly options: ConnectionOptions) {
    this.#scheduler = new Scheduler(options);
  }

  /**
   * Gets what `decode` makes of the answer, its JSON value and its text.
   * @throws AtlasError, or the AbortError of the request's signal
   */
  get<T>(asked: GetRequest, decode: (body: unknown, text: string) => T | undefined): Promise<T> {
    return this.#read(asked, (info, answer) => {
      // Atlas answers a GET with 200 alone. Other statuses below 400 come from something in between.
      if (answer.status !== 200) {
        throw apiErrorFrom(info, answer);
      }
      const decoded = decode(bodyOf(info, answer, asked.query?.['envelope'] === true), answer.body);
      if (decoded === undefined) {
        throw new InvalidResponseError(info, 'unexpectedShape', answer.status);
      }
      return decoded;
    });
  }

  /**
   * Gets the answer as it came, a refusal too, which is not asked for again.
   * @throws NetworkError or InvalidResponseError when nothing came, or the AbortError of the request's signal
   */
  getRaw(asked: GetRequest): Promise<RawResponse> {
    return this.#read(asked, (request, { status, headers, body }) => ({
      request,
      status,
      contentType: headers.get('content-type') ?? undefined,
      body,
    }));
  }

  async #read<T>(asked: GetRequest, read: (info: RequestInfo, answer: HttpResponse) => T): Promise<T> {
    const { signal: closed } = this.#closed;
    // A signal of its own for each request: many listeners on a shared one would look like a leak.
    const signal = AbortSignal.any(asked.signal === undefined ? [closed] : [asked.signal, closed]);
    const request = { ...asked, signal };
    const url = this.#urlOf(request);
    const info: RequestInfo = { method: 'GET', path: url.pathname + url.search, version: request.version };
    const task: Task = { ...asked.priority, limit: rateLimitOf(asked.endpoint, asked.parameters), signal };
    return withRetries(this.#scheduler, task, () => this.#attempt(url, request, info, task, read));
  }

  /** Makes the next request prove anew who asks, so that a role granted meanwhile is seen. */
  renewAccess(): Promise<void> {
    return this.options.authenticator.renew();
  }

  /** Ends everything that is under way and revokes a token that is still alive; nothing can be asked after that. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.options.authenticator.revoke();
  }

  async #attempt<T>(
    url: URL,
    request: GetRequest,
    info: RequestInfo,
    task: Task,
    read: (info: RequestInfo, answer: HttpResponse) => T,
  ): Promise<T> {
    const { limit } = task;
    const answer = await this.options.authenticator.send(
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
            const answered = await work();
            // Before the place goes to the next request, which may be counted against the same limit.
            this.#noteLimits(info, limit, answered);
            return answered;
          }),
        waitForTokenLimit: () => this.#scheduler.waitUntilAllowed({ ...task, limit: TOKEN_LIMIT }),
      },
    );
    this.#reportDeprecation(request, answer);
    return read(info, answer);
  }

  #noteLimits(info: RequestInfo, limit: string, answer: HttpResponse | undefined): void {
    if (answer === undefined) {
      return;
    }
    this.#scheduler.note(limit, answer);
    this.#scheduler.note(TOKEN_LIMIT, answer);
    const refusal = answer.status === 429 ? apiErrorFrom(info, answer) : undefined;
    if (refusal instanceof ApiError) {
      this.#scheduler.recordRefusal(limit, refusal);
    }
  }

  #urlOf({ endpoint, parameters = {}, query = {} }: GetRequest): URL {
    const path = endpoint.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
    const url = new URL(`${this.options.origin}/api/atlas/v2/${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    return url;
  }

  #reportDeprecation({ endpoint, version }: GetRequest, answer: HttpResponse): void {
    const deprecation = answer.headers.get('deprecation');
    const sunset = answer.headers.get('sunset');
    const key = `${endpoint} ${version}`;
    if ((deprecation ?? sunset) !== null && !this.#reportedDeprecations.has(key)) {
      this.#reportedDeprecations.add(key);
      const dates = { deprecated: dateTextIn(deprecation), sunset: dateTextIn(sunset) };
      this.options.log.deprecated({ endpoint, version, ...dates });
    }
  }
}

function bodyOf(info: RequestInfo, answer: HttpResponse, enveloped: boolean): unknown {
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(answer.headers.get('content-type') ?? '');
  const read = isJson ? readJson(answer.body) : undefined;
  if (read?.kind !== 'json') {
    const problem = read?.kind === 'tooDeep' ? 'unexpectedShape' : 'notJson';
    throw new InvalidResponseError(info, problem, answer.status);
  }
  const body = read.value;
  if (isErrorBody(body)) {
    // An error in the guise of a success comes from something in between; its list must not pass for an empty one.
    throw new InvalidResponseError(info, 'unexpectedShape', answer.status);
  }
  const envelope = enveloped ? openEnvelope(body) : undefined;
  if (envelope === undefined) {
    return body;
  }
  if (envelope.status !== 200) {
    throw apiErrorFrom(info, { ...answer, status: envelope.status, body: JSON.stringify(envelope.content) });
  }
  return envelope.content;
}
