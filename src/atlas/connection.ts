import pRetry from 'p-retry';
import { apiErrorFrom } from './apiError';
import type { Authenticator } from './auth/authenticator';
import { abortReason } from './abort';
import { meaningOf } from './errorCodes';
import { ApiError, InvalidResponseError, isAbort, NetworkError, type RequestFacts } from './errors';
import type { Answer, RequestLog } from './exchange';
import { dateTextIn } from './headers';
import { readJson } from './json';
import { openEnvelope } from './models';
import { rateLimitOf } from './rateLimits';
import { Scheduler, waitFor, type Manner, type Task } from './scheduler';

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
  readonly manner?: Manner | undefined;
}

/** An answer as it came, with what was asked; holds no secret. */
export interface LiteralAnswer {
  readonly request: RequestFacts;
  /** HTTP status. */
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

export interface ConnectionOptions {
  readonly origin: string;
  readonly authenticator: Authenticator;
  readonly log: RequestLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits so many milliseconds; given by tests that do not want to. */
  readonly wait?: ((milliseconds: number, signal: AbortSignal) => Promise<unknown>) | undefined;
}

const MOST_RETRIES = 2;
/** Nobody is kept waiting by a request in the background, so it goes on for as long as Atlas asks for patience. */
const MOST_WAITS_IN_BACKGROUND = 8;
const FIRST_BACKOFF = 250;
/** MongoDB's advice for a 429 that names no wait: ten seconds, then twice as long each time. */
const FIRST_BACKOFF_OF_RATE_LIMIT = 10_000;
/** Seconds that Atlas may ask to wait without anybody being told; a longer wait is shown instead. */
const LONGEST_SILENT_WAIT = 3;
const PASSING_STATUS = new Set([500, 502, 503, 504]);

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
    return this.#read(asked, (facts, answer) => {
      // Atlas answers a GET with 200 alone. Other statuses below 400 come from something in between.
      if (answer.status !== 200) {
        throw apiErrorFrom(facts, answer);
      }
      const decoded = decode(bodyOf(facts, answer, asked.query?.['envelope'] === true), answer.body);
      if (decoded === undefined) {
        throw new InvalidResponseError(facts, 'unexpectedShape', answer.status);
      }
      return decoded;
    });
  }

  /**
   * Gets the answer as it came, a refusal too, which is not asked for again.
   * @throws NetworkError or InvalidResponseError when nothing came, or the AbortError of the request's signal
   */
  getLiterally(asked: GetRequest): Promise<LiteralAnswer> {
    return this.#read(asked, (request, { status, headers, body }) => ({
      request,
      status,
      contentType: headers.get('content-type') ?? undefined,
      body,
    }));
  }

  async #read<T>(asked: GetRequest, read: (facts: RequestFacts, answer: Answer) => T): Promise<T> {
    const { signal: closed } = this.#closed;
    // A signal of its own for each request: many listeners on a shared one would look like a leak.
    const signal = AbortSignal.any(asked.signal === undefined ? [closed] : [asked.signal, closed]);
    const request = { ...asked, signal };
    const url = this.#urlOf(request);
    const facts: RequestFacts = { method: 'GET', path: url.pathname + url.search, version: request.version };
    const task: Task = { ...asked.manner, limit: rateLimitOf(asked.endpoint, asked.parameters), signal };
    const isBackground = asked.manner?.isBackground ?? false;
    return pRetry(() => this.#scheduler.run(task, () => this.#attempt(url, request, facts, task.limit, read)), {
      retries: isBackground ? MOST_WAITS_IN_BACKGROUND : MOST_RETRIES,
      minTimeout: 0,
      maxTimeout: 0,
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        const milliseconds = retriesLeft === 0 ? undefined : waitBeforeRetry(error, attemptNumber, isBackground);
        if (milliseconds === undefined) {
          throw error;
        }
        if (milliseconds > 0) {
          await this.#wait(milliseconds, signal);
        }
      },
    });
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

  async #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    try {
      await (this.options.wait ?? waitFor)(milliseconds, signal);
    } catch (error) {
      throw signal.aborted ? abortReason(signal) : error;
    }
  }

  async #attempt<T>(
    url: URL,
    request: GetRequest,
    facts: RequestFacts,
    limit: string,
    read: (facts: RequestFacts, answer: Answer) => T,
  ): Promise<T> {
    const answer = await this.options.authenticator.send({
      method: 'GET',
      url,
      headers: { accept: `application/vnd.atlas.${request.version}+json` },
      version: request.version,
      signal: request.signal,
    });
    this.#reportDeprecation(request, answer);
    this.#scheduler.note(limit, answer);
    const refusal = answer.status === 429 ? apiErrorFrom(facts, answer) : undefined;
    if (refusal instanceof ApiError) {
      this.#scheduler.noteRefusal(limit, refusal);
    }
    return read(facts, answer);
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

  #reportDeprecation({ endpoint, version }: GetRequest, answer: Answer): void {
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

function bodyOf(facts: RequestFacts, answer: Answer, enveloped: boolean): unknown {
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(answer.headers.get('content-type') ?? '');
  const read = isJson ? readJson(answer.body) : undefined;
  if (read?.kind !== 'json') {
    const problem = read?.kind === 'tooDeep' ? 'unexpectedShape' : 'notJson';
    throw new InvalidResponseError(facts, problem, answer.status);
  }
  const body = read.value;
  const envelope = enveloped ? openEnvelope(body) : undefined;
  if (envelope === undefined) {
    return body;
  }
  if (envelope.status !== 200) {
    throw apiErrorFrom(facts, { ...answer, status: envelope.status, body: JSON.stringify(envelope.content) });
  }
  return envelope.content;
}

/** Milliseconds after which it is worth asking again; undefined when it is not. */
function waitBeforeRetry(error: Error, attemptNumber: number, isBackground: boolean): number | undefined {
  const backoff = 2 ** (attemptNumber - 1) * (1 + Math.random());
  const passing = attemptNumber <= MOST_RETRIES ? FIRST_BACKOFF * backoff : undefined;
  if (error instanceof NetworkError) {
    return error.problem === 'interrupted' && error.request.method === 'GET' ? passing : undefined;
  }
  if (isAbort(error) || !(error instanceof ApiError) || error.request.method !== 'GET') {
    return undefined;
  }
  const { status, retryAfter } = error;
  if (status === 429) {
    if (retryAfter === undefined) {
      return isBackground ? FIRST_BACKOFF_OF_RATE_LIMIT * backoff : undefined;
    }
    // The scheduler waits: for every request of the endpoint set.
    return isBackground || retryAfter <= LONGEST_SILENT_WAIT ? 0 : undefined;
  }
  // Where Atlas cannot count in time, it can do so as little the next time.
  if (!PASSING_STATUS.has(status) || passing === undefined || meaningOf(error) === 'countTimedOut') {
    return undefined;
  }
  if (retryAfter === undefined) {
    return passing;
  }
  return isBackground || retryAfter <= LONGEST_SILENT_WAIT ? retryAfter * 1000 + passing : undefined;
}
