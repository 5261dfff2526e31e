import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import nodeFetch from 'node-fetch';
import {
  createSend,
  type HttpResponse,
  type Deprecation,
  type ExchangeOptions,
  type LoggedRequest,
  type OutgoingRequest,
  type RequestLog,
  type Send,
} from '../../../src/atlas/exchange';
import { readJson, type Json } from '../../../src/atlas/json';

/** Returns a value as a response in JSON. */
export function jsonOf(value: unknown): Json {
  const read = readJson(JSON.stringify(value ?? null));
  assert.equal(read.kind, 'json');
  return read;
}

/** A server on a loopback port that records its requests. */
export interface Loopback {
  readonly server: Server;
  readonly origin: string;
  /** Requests in the order of their arrival. */
  readonly received: IncomingMessage[];
  /** Number of opened connections. */
  readonly connections: () => number;
}

const running = new Set<Server>();

/** Starts a server on a free loopback port. `closeServers` closes it. */
export async function listen(handle: RequestListener, tls?: https.ServerOptions): Promise<Loopback> {
  const received: IncomingMessage[] = [];
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    received.push(request);
    handle(request, response);
  };
  const server = tls === undefined ? http.createServer(onRequest) : https.createServer(tls, onRequest);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  running.add(server);
  await once(server, 'listening');
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${portOf(server)}`;
  return { server, origin, received, connections: () => connections };
}

/** Closes every server that `listen` started, and its connections. */
export async function closeServers(): Promise<void> {
  await Promise.all(
    [...running].map(async (server) => {
      running.delete(server);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    }),
  );
}

export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port');
  }
  return address.port;
}

/** A request log that tests can read. */
export class RecordingLog implements RequestLog {
  readonly requests: LoggedRequest[] = [];

  requested(request: LoggedRequest): void {
    this.requests.push(request);
  }

  deprecated(deprecation: Deprecation): void {
    throw new Error(`Nothing here is deprecated: ${deprecation.endpoint}`);
  }
}

/** Returns a `Send` with real sockets. */
export function sendTo(origin: string, options: Partial<ExchangeOptions> = {}): Send {
  return createSend({
    origin,
    fetch: nodeFetch,
    log: new RecordingLog(),
    userAgent: 'test/1',
    requestTimeout: () => 10_000,
    ...options,
  });
}

export function response(status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: new Headers(headers), body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** Returns the error of a rejected promise. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
    throw new Error('Something was thrown that is no Error', { cause: error });
  }
  throw new Error('Expected a rejection');
}

/** Returns a request like those of the client. */
export const getFrom = (origin: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'GET',
  url: new URL('/api/atlas/v2/groups?pageNum=1', origin),
  headers: {},
  ...more,
});

/** Returns everything that could be logged of a value, including its causes and hidden fields at any depth. */
export function everythingIn(value: unknown): string {
  return inspect(value, { depth: Infinity, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity });
}

/** Returns a promise that rejects with any value, as foreign code may do. */
export function rejectWith(reason: unknown): Promise<never> {
  return Promise.resolve().then(() => {
    throw reason;
  });
}

/** Asserts that `actual` has the fields of `expected`. */
export function assertFields(actual: object | undefined, expected: object): void {
  for (const [name, value] of Object.entries(expected)) {
    assert.deepEqual(Reflect.get(actual ?? {}, name), value, name);
  }
}

/** A promise and the functions that settle it. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
