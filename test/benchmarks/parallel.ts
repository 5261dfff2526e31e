import nodeFetch from 'node-fetch';
import pLimit from 'p-limit';
import type { Fetch } from '../../src/atlas/exchange';
import { startBenchmarkAtlas } from './atlas';
import { clientFor, loadEverything } from './ours';
import { median, spread, type Part } from './report';

const SHAPE = { projects: 250, bucketsOfEach: 20 };
const LATENCY = 50;
const WARM_UP = 1;
const ROUNDS = 5;
/** Requests in flight in version 0.1, to compare with. */
const FEW = 4;

/** Returns a fetch with a limited number of requests in flight. */
function fetchAtMost(most: number): Fetch {
  const limit = pLimit(most);
  return (url, init) => limit(() => nodeFetch(url, init));
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Measures how long it takes to load everything, and how long a click takes while everything loads, against a simulator
 * with the rate limits that Atlas publishes.
 */
export async function parallel(rounds = ROUNDS): Promise<Part> {
  const atlas = await startBenchmarkAtlas(LATENCY, SHAPE, 'published');
  const all: Record<'many' | 'few' | 'idle' | 'click', number[]> = { many: [], few: [], idle: [], click: [] };
  let refused = 0;
  try {
    for (let round = -WARM_UP; round < rounds; round += 1) {
      const few = await timeOf(() => loadEverything(clientFor(atlas.origin, 'serviceAccount', fetchAtMost(FEW))));
      await atlas.counts();
      const client = clientFor(atlas.origin, 'serviceAccount');
      const [project] = (await client.listProjects({ itemsPerPage: 1 })).items;
      const click = (): Promise<number> => timeOf(() => client.getProject(project?.id ?? ''));
      const idle = [await click(), await click(), await click()];
      const many = timeOf(() => loadEverything(client));
      const loading = { isOver: false };
      void many.finally(() => {
        loading.isOver = true;
      });
      const clicks: number[] = [];
      while (!loading.isOver) {
        clicks.push(await click());
      }
      await many;
      refused += (await atlas.counts()).refused;
      // Without clicks, to compare it with the time of few requests in flight.
      const alone = await timeOf(() => loadEverything(clientFor(atlas.origin, 'serviceAccount')));
      refused += (await atlas.counts()).refused;
      if (round >= 0) {
        all.few.push(few);
        all.many.push(alone);
        all.idle.push(...idle);
        all.click.push(...clicks);
      }
    }
  } finally {
    await atlas.close();
  }
  return report(all, refused);
}

function report(all: Record<'many' | 'few' | 'idle' | 'click', readonly number[]>, refused: number): Part {
  const title = 'Loading 250 projects within Atlas’s published limits';
  const speed = median(all.many) / median(all.few);
  const wait = median(all.click) / median(all.idle);
  const row = (name: string, times: readonly number[]) => [name, `${median(times).toFixed(0)} ms`, spread(times, 0)];
  return {
    figures: [
      {
        name: `${title}: time at ${LATENCY} ms`,
        value: `× ${speed.toFixed(2)}`,
        comparedWith: `the same with ${FEW} requests in flight`,
        goal: '≤ × 0.6',
        isMet: speed <= 0.6,
      },
      {
        name: `${title}: rate-limited requests`,
        value: `${refused}`,
        comparedWith: 'a simulator with Atlas’s limits',
        goal: 'none',
        isMet: refused === 0,
      },
      {
        name: `${title}: a click while loading`,
        value: `× ${wait.toFixed(2)}`,
        comparedWith: 'the same click on an idle connection',
        goal: '≤ × 1.3',
        isMet: wait <= 1.3,
      },
    ],
    tables: [
      {
        title,
        text: 'Like *Load Everything*: up to eight background requests in flight, and two more are reserved for the user. Clicks follow one another all the time, and each requests one project.',
        head: ['What', 'Median', 'Fastest to slowest'],
        rows: [
          row('everything', all.many),
          row(`everything, ${FEW} requests in flight`, all.few),
          row('a click on an idle connection', all.idle),
          row('a click while everything loads', all.click),
        ],
      },
    ],
  };
}
