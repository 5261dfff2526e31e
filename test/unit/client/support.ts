import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import nodeFetch from 'node-fetch';
import { AtlasClient } from '../../../src/atlas/client';
import type { ExportBucketVersion } from '../../../src/atlas/versions';
import type { KeyPair } from '../../../src/atlas/auth/authenticator';
import type { Fetch } from '../../../src/atlas/exchange';
import { requestLog } from '../../../src/host/log';
import { startAtlasSimulator, type AtlasSimulator, type SimulatorOptions } from '../../atlas/simulator';
import { EXAMPLE_PROJECTS, SAMPLE_CREDENTIALS } from '../../atlas/sampleWorld';
import { clientOptions } from '../../atlas/clientOptions';

export const PROJECTS = EXAMPLE_PROJECTS;
export const KEYS = SAMPLE_CREDENTIALS;
/** Both authentication methods, with the same roles. */
export const METHODS = ['serviceAccount', 'apiKey'] as const;

/** Starts a simulator before each test, and asserts at its end that only read requests were sent. */
export function useSimulator(options: SimulatorOptions = {}): () => AtlasSimulator {
  const { simulator, start } = useSimulatorOfEach();
  beforeEach(() => start(options));
  return simulator;
}

/** Like `useSimulator`, but each test starts its own simulator. */
export function useSimulatorOfEach(): {
  simulator: () => AtlasSimulator;
  start: (options: SimulatorOptions) => Promise<AtlasSimulator>;
} {
  let started: AtlasSimulator | undefined;
  const simulator = (): AtlasSimulator => {
    assert.ok(started);
    return started;
  };
  afterEach(async () => {
    const violations = [...simulator().violations];
    await simulator().close();
    assert.deepEqual(violations, []);
  });
  return { simulator, start: async (options) => (started = await startAtlasSimulator(options)) };
}

export interface ClientOptions {
  readonly keys?: KeyPair;
  readonly origin?: string;
  readonly version?: ExportBucketVersion;
  /** Replaces node-fetch. */
  readonly fetch?: Fetch;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export interface TestClient {
  readonly client: AtlasClient;
  /** The lines of the log. */
  readonly lines: string[];
  /** Milliseconds of each wait before a retry. Tests don't wait in reality. */
  readonly waits: number[];
  /** Request timeout in milliseconds. Long enough unless a test shortens it. */
  readonly requestTimeout: { milliseconds: number };
  /** URLs of all started requests, the number of running ones, and the maximum number of concurrent ones. */
  readonly traffic: { readonly sent: string[]; inFlight: number; mostInFlight: number };
}

/**
 * Returns a client with real sockets and the product's own log; by default with the service account of the sample data.
 */
export function clientOf(simulator: AtlasSimulator, options: ClientOptions = {}): TestClient {
  const lines: string[] = [];
  const requestTimeout = { milliseconds: 10_000 };
  const waits: number[] = [];
  const traffic: TestClient['traffic'] = { sent: [], inFlight: 0, mostInFlight: 0 };
  const fetch: Fetch = async (url, init) => {
    traffic.sent.push(url);
    traffic.inFlight += 1;
    traffic.mostInFlight = Math.max(traffic.mostInFlight, traffic.inFlight);
    try {
      return await (options.fetch ?? nodeFetch)(url, init);
    } finally {
      traffic.inFlight -= 1;
    }
  };
  const channel = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };
  const client = new AtlasClient(
    clientOptions({
      origin: options.origin ?? simulator.origin,
      keys: options.keys ?? KEYS.serviceAccount,
      fetch,
      log: requestLog(channel),
      settings: {
        requestTimeout: () => requestTimeout.milliseconds,
        exportBucketVersion: () => options.version ?? '2024-05-30',
      },
      now: () => performance.now() + waits.reduce((sum, milliseconds) => sum + milliseconds, 0),
      wait:
        options.wait ??
        ((milliseconds) => {
          waits.push(milliseconds);
          return Promise.resolve();
        }),
    }),
  );
  return { client, lines, waits, requestTimeout, traffic };
}

/** Returns a client that already has its token or challenge, so that each call is one request. */
export async function warmClientOf(simulator: AtlasSimulator, options: ClientOptions = {}): Promise<TestClient> {
  const made = clientOf(simulator, options);
  await made.client.listOrganizations();
  simulator.clearRequests();
  made.traffic.sent.length = 0;
  made.lines.length = 0;
  return made;
}

/** Waits until a condition is true, at most until the timeout of the test. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await nextTurn();
  }
}

/** Returns methods and paths below `/api/`, as in `GET atlas/v2/orgs`. */
export function paths({ requests }: AtlasSimulator): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace('/api/', '')}`);
}

/** Returns a client that gets this body as every response. */
export function clientWithBody(body: string): AtlasClient {
  const response = {
    status: 200,
    headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
    text: () => Promise.resolve(body),
  };
  return new AtlasClient(clientOptions({ fetch: () => Promise.resolve(response) }));
}
