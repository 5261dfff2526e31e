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

export const PROJECTS = EXAMPLE_PROJECTS;
export const KEYS = SAMPLE_CREDENTIALS;
/** Both ways to sign in, with the same roles. */
export const METHODS = ['serviceAccount', 'apiKey'] as const;

/** Starts a simulator before each test; at its end, nothing may have been sent that a reader does not send. */
export function useSimulator(options: SimulatorOptions = {}): () => AtlasSimulator {
  const { simulator, start } = useSimulatorOfEach();
  beforeEach(() => start(options));
  return simulator;
}

/** As `useSimulator`, but each test starts its own. */
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
  /** In the place of node-fetch as it is. */
  readonly fetch?: Fetch;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

export interface TestClient {
  readonly client: AtlasClient;
  /** What the log has, line by line. */
  readonly lines: string[];
  /** Milliseconds of each wait before a retry; none of them was really waited. */
  readonly waits: number[];
  /** How many milliseconds a request may take; long enough until a test shortens it. */
  readonly patience: { milliseconds: number };
  /** The URLs of the requests that were begun, how many of them are under way, and how many ever were at once. */
  readonly traffic: { readonly begun: string[]; inFlight: number; mostInFlight: number };
}

/** A client with real sockets and the product's own log; the service account of the sample data by default. */
export function clientOf(simulator: AtlasSimulator, options: ClientOptions = {}): TestClient {
  const lines: string[] = [];
  const patience = { milliseconds: 10_000 };
  const waits: number[] = [];
  const traffic: TestClient['traffic'] = { begun: [], inFlight: 0, mostInFlight: 0 };
  const fetch: Fetch = async (url, init) => {
    traffic.begun.push(url);
    traffic.inFlight += 1;
    traffic.mostInFlight = Math.max(traffic.mostInFlight, traffic.inFlight);
    try {
      return await (options.fetch ?? nodeFetch)(url, init);
    } finally {
      traffic.inFlight -= 1;
    }
  };
  const channel = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };
  const client = new AtlasClient({
    origin: options.origin ?? simulator.origin,
    keys: options.keys ?? KEYS.serviceAccount,
    fetch,
    log: requestLog(channel),
    userAgent: 'atlas-export-buckets/test',
    settings: {
      requestTimeout: () => patience.milliseconds,
      exportBucketVersion: () => options.version ?? '2024-05-30',
    },
    now: () => performance.now() + waits.reduce((sum, milliseconds) => sum + milliseconds, 0),
    wait:
      options.wait ??
      ((milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      }),
  });
  return { client, lines, waits, patience, traffic };
}

/** A client that has its token or challenge already, so that each call is one request. */
export async function warmClientOf(simulator: AtlasSimulator, options: ClientOptions = {}): Promise<TestClient> {
  const made = clientOf(simulator, options);
  await made.client.listOrganizations();
  simulator.clearRequests();
  made.traffic.begun.length = 0;
  made.lines.length = 0;
  return made;
}

/** Waits for something to become true; the test's own time-out ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await nextTurn();
  }
}

/** Methods and paths below `/api/`, as in `GET atlas/v2/orgs`. */
export function paths({ requests }: AtlasSimulator): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace('/api/', '')}`);
}
