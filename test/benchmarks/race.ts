import { startBenchmarkAtlas, type Shape } from './atlas';
import { bareEverything, bareList, fetchEverything, fetchList } from './bare';
import type { Listing } from './listing';
import { atlasApiClientProjects, curlDigest, digestFetchEverything, digestFetchList } from './others';
import { ourEverything, ourList, ourProjects } from './ours';
import { median, spread, type Figure, type Table } from './report';

/** A job that several clients do in turn, and the number of rows that it must load. */
interface Job {
  readonly title: string;
  readonly text: string;
  readonly shape?: Shape;
  readonly latencies: readonly number[];
  readonly pageSize: number;
  readonly rows: number;
  /**
   * The client to compare our number of requests with, and the largest allowed ratio. If it is less than 1, one more
   * request is allowed, for the challenge.
   */
  readonly requests: readonly [comparedWith: string, maxRatio: number];
  readonly contenders: readonly (readonly [name: string, run: Listing])[];
}

/** The measurements of one client. */
interface Timing {
  readonly name: string;
  readonly latency: number;
  /** Milliseconds of each round. */
  readonly rounds: number[];
  /** Number of requests of each round. */
  readonly requests: number[];
}

const LATENCIES = [0, 20, 50];
/** Milliseconds per request that our code may add to `node-fetch` at zero latency. */
const MAX_ADDED = 1;
const WARM_UP = 1;
const ROUNDS = 5;

const BARE = 'bare `node:http`, token';
const FETCH = '`node-fetch` alone, token';
const TOKEN = 'this extension, service account';
const DIGEST = 'this extension, API key';
const CURL = '`curl --digest` for each page';
const DIGEST_FETCH = '`digest-fetch`';
const API_CLIENT = '`mongodb-atlas-api-client`';

const ONE_PROJECT: Job = {
  title: 'Listing 2,508 export buckets of one project, 100 per page',
  text: 'Page after page, including signing in. The extension uses `node-fetch` because it respects VS Code’s proxy and certificate settings.',
  latencies: LATENCIES,
  pageSize: 100,
  rows: 2508,
  requests: [CURL, 1 / 2],
  contenders: [
    [BARE, bareList],
    [FETCH, fetchList],
    [TOKEN, ourList('serviceAccount')],
    [DIGEST, ourList('apiKey')],
    [DIGEST_FETCH, digestFetchList],
    [CURL, curlDigest],
  ],
};

const EVERYTHING: Job = {
  title: 'Loading 250 projects with 5,000 export buckets',
  text: 'Like *Load Everything*, with eight requests in flight: one request for the token or the challenge, one for the projects, and one per project. All clients have eight requests in flight. `digest-fetch` counts a nonce once for the first eight, and seven of them are challenged again.',
  shape: { projects: 250, bucketsOfEach: 20 },
  latencies: LATENCIES,
  pageSize: 500,
  rows: 5000,
  requests: [BARE, 1],
  contenders: [
    [BARE, bareEverything],
    [FETCH, fetchEverything],
    [TOKEN, ourEverything('serviceAccount')],
    [DIGEST, ourEverything('apiKey')],
    [DIGEST_FETCH, digestFetchEverything],
  ],
};

const PROJECTS: Job = {
  title: 'Listing 2,508 projects, 100 per page',
  text: '`mongodb-atlas-api-client` doesn’t support export buckets, so this compares lists of projects. It authenticates with `urllib`, which is challenged for each request. It also has one counter for all nonces of a process, and writes it in decimal digits: after 399 requests, the server reads the count as more than a nonce allows, and rejects the request.',
  shape: { projects: 2508, bucketsOfEach: 0 },
  // Few enough requests that `urllib` is not refused.
  latencies: [0, 50],
  pageSize: 100,
  rows: 2508,
  requests: [API_CLIENT, 1 / 2],
  contenders: [
    [DIGEST, ourProjects('apiKey')],
    [API_CLIENT, atlasApiClientProjects],
  ],
};

/** Measures all clients. */
export async function race(): Promise<{ readonly figures: Figure[]; readonly tables: Table[] }> {
  const figures: Figure[] = [];
  const tables: Table[] = [];
  for (const job of [ONE_PROJECT, EVERYTHING, PROJECTS]) {
    const timings: Timing[] = [];
    for (const latency of job.latencies) {
      const timed = await takeTurns(job, latency);
      timings.push(...timed);
      figures.push(...comparedWithBare(job, latency, timed));
    }
    figures.push(comparedRequests(job, timings));
    tables.push(tableOf(job, timings));
  }
  return { figures, tables };
}

/**
 * Lets all clients take turns, so that other load on the machine affects all of them. The first round isn't counted.
 */
async function takeTurns({ title, shape, pageSize, rows, contenders }: Job, latency: number): Promise<Timing[]> {
  const atlas = await startBenchmarkAtlas(latency, shape);
  try {
    const timings = contenders.map(([name, run]) => ({
      run,
      timing: { name, latency, rounds: new Array<number>(), requests: new Array<number>() },
    }));
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const { run, timing } of timings) {
        await atlas.requests();
        const started = performance.now();
        const count = await run(atlas.origin, pageSize);
        const took = performance.now() - started;
        const requests = await atlas.requests();
        if (count !== rows) {
          throw new Error(`${title}: ${timing.name} found ${count} of ${rows}`);
        }
        if (round >= 0) {
          timing.rounds.push(took);
          timing.requests.push(requests);
        }
      }
    }
    return timings.map(({ timing }) => timing);
  } finally {
    await atlas.close();
  }
}

function comparedWithBare({ title }: Job, latency: number, timings: readonly Timing[]): Figure[] {
  const medianOf = (wanted: string): number => median(timings.find(({ name }) => name === wanted)?.rounds ?? []);
  return timings
    .filter(({ name }) => (name === TOKEN || name === DIGEST) && timings.some((other) => other.name === BARE))
    .map(({ name, rounds, requests }) => {
      const ratio = median(rounds) / medianOf(BARE);
      const added = (median(rounds) - medianOf(FETCH)) / median(requests);
      const isMet = ratio <= 1.15;
      return {
        name: `${title}: ${name} at ${latency} ms`,
        value: `× ${ratio.toFixed(2)}`,
        comparedWith: BARE,
        goal: '≤ × 1.15',
        isMet,
        ...(!isMet &&
          latency === 0 &&
          added <= MAX_ADDED && {
            explanation: `all of it is CPU time; ${FETCH} is × ${(medianOf(FETCH) / medianOf(BARE)).toFixed(2)}, we add ${added.toFixed(1)} ms per request`,
          }),
      };
    });
}

function comparedRequests({ title, requests: [comparedWith, maxRatio] }: Job, timings: readonly Timing[]): Figure {
  const most = (wanted: string): number =>
    Math.max(...timings.filter(({ name }) => name === wanted).flatMap(({ requests }) => requests));
  return {
    name: `${title}: requests with an API key`,
    value: `${most(DIGEST)}`,
    comparedWith: `${comparedWith}: ${most(comparedWith)}`,
    goal: maxRatio === 1 ? 'no more' : 'half, plus one challenge',
    isMet: most(DIGEST) <= most(comparedWith) * maxRatio + (maxRatio === 1 ? 0 : 1),
  };
}

function tableOf({ title, text }: Job, timings: readonly Timing[]): Table {
  return {
    title,
    text,
    head: ['Client', 'Latency', 'Median', 'Fastest to slowest', 'Requests'],
    rows: timings.map(({ name, latency, rounds, requests }) => [
      name,
      `${latency} ms`,
      `${median(rounds).toFixed(0)} ms`,
      spread(rounds, 0),
      spread(requests, 0),
    ]),
  };
}
