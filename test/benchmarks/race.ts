import { startBenchmarkAtlas, type Shape } from './atlas';
import { bareEverything, bareList, fetchEverything, fetchList } from './bare';
import type { Listing } from './listing';
import { atlasApiClientProjects, curlDigest, digestFetchEverything, digestFetchList } from './others';
import { ourEverything, ourList, ourProjects } from './ours';
import { median, spread, type Figure, type Table } from './report';

/** One job that several clients do in turn, and how many rows it must bring. */
interface Job {
  readonly title: string;
  readonly text: string;
  readonly shape?: Shape;
  readonly latencies: readonly number[];
  readonly pageSize: number;
  readonly rows: number;
  /** The client whose requests ours are counted beside, and how many times theirs ours may be, but for one. */
  readonly requests: readonly [beside: string, atMost: number];
  readonly contenders: readonly (readonly [name: string, run: Listing])[];
}

/** Milliseconds of several rounds of one client. */
interface Timing {
  readonly name: string;
  readonly latency: number;
  readonly rounds: number[];
  /** Of each round. */
  readonly requests: number[];
}

const LATENCIES = [0, 20, 50];
/** Milliseconds that each request may take more than the library through which it is sent, where no wire takes any. */
const LITTLE = 1;
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
  title: 'Listing 2,508 export buckets of one project, 100 a page',
  text: 'Page after page, signing in included. `node-fetch` is the library through which the extension asks, for VS Code’s proxies and certificates.',
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
  text: 'As *Load Everything* does, eight requests at a time: one for the token or the challenge, one for the projects, one for each project. All clients send eight at a time; `digest-fetch` then counts a nonce once for all of the first eight, seven of which are challenged again.',
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
  title: 'Listing 2,508 projects, 100 a page',
  text: '`mongodb-atlas-api-client` knows no export buckets; what it can list as well is projects. It signs with `urllib`, which is challenged for each request, and counts all nonces of a process together, in decimal digits: after 399 requests its count reads as more than a nonce lasts, and it is refused.',
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

/** What the clients measure, as figures and tables. */
export async function race(): Promise<{ readonly figures: Figure[]; readonly tables: Table[] }> {
  const figures: Figure[] = [];
  const tables: Table[] = [];
  for (const job of [ONE_PROJECT, EVERYTHING, PROJECTS]) {
    const timings: Timing[] = [];
    for (const latency of job.latencies) {
      const timed = await takeTurns(job, latency);
      timings.push(...timed);
      figures.push(...besideTheLimit(job, latency, timed));
    }
    figures.push(requestsBeside(job, timings));
    tables.push(tableOf(job, timings));
  }
  return { figures, tables };
}

/** All take turns, so that whatever else the machine does meets each of them; the first round is not counted. */
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

function besideTheLimit({ title }: Job, latency: number, timings: readonly Timing[]): Figure[] {
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
        beside: BARE,
        goal: '≤ × 1.15',
        isMet,
        ...(!isMet &&
          latency === 0 &&
          added <= LITTLE && {
            because: `all is processor time; ${FETCH} is × ${(medianOf(FETCH) / medianOf(BARE)).toFixed(2)}, we add ${added.toFixed(1)} ms a request`,
          }),
      };
    });
}

function requestsBeside({ title, requests: [beside, atMost] }: Job, timings: readonly Timing[]): Figure {
  const most = (wanted: string): number =>
    Math.max(...timings.filter(({ name }) => name === wanted).flatMap(({ requests }) => requests));
  return {
    name: `${title}: requests with an API key`,
    value: `${most(DIGEST)}`,
    beside: `${beside}: ${most(beside)}`,
    goal: atMost === 1 ? 'no more' : 'half, and one challenge',
    isMet: most(DIGEST) <= most(beside) * atMost + (atMost === 1 ? 0 : 1),
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
