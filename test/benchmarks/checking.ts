import type { AtlasClient } from '../../src/atlas/client';
import { checkedClusters } from '../../src/exports/health/describe';
import { allPages } from '../../src/exports/health/known';
import { ProjectResponses } from '../../src/exports/health/projectResponses';
import { readHealth } from '../../src/exports/health/readHealth';
import * as v from 'valibot';
import { startBenchmarkAtlas } from './atlas';
import { signIn } from './bare';
import { eachOf, listPages } from './listing';
import { clientFor } from './ours';
import { median, spread, type Part } from './report';

const SHAPE = { projects: 250, bucketsOfEach: 1, clustersOfEach: 4 };
const CLUSTERS = SHAPE.projects * SHAPE.clustersOfEach;
/** One list of projects, and for each project five lists, and a schedule and export jobs for each of its clusters. */
const REQUESTS = 1 + SHAPE.projects * 5 + CLUSTERS * 2;
const LATENCY = 50;
const ROUNDS = 3;

const Projects = v.array(v.object({ id: v.string() }));

/** Sends the requests of a check and parses the responses, with as many in flight as the extension. */
async function bareCheck(origin: string): Promise<void> {
  const get = await signIn(origin);
  const projects = v.parse(Projects, await listPages(get, 500));
  const clusters = Array.from({ length: SHAPE.clustersOfEach }, (_, index) => `clusters/cluster${index}/backup`);
  const paths = [
    'clusters',
    'backup/exportBuckets',
    'cloudProviderAccess',
    'events',
    'alertConfigs',
    ...clusters.flatMap((path) => [`${path}/schedule`, `${path}/exports`]),
  ];
  const all = projects.flatMap(({ id }) => paths.map((path) => `/api/atlas/v2/groups/${id}/${path}`));
  await eachOf(all, async (path) => {
    await get(path);
  });
}

/** Checks all projects like *Check Exports…*, and draws the conclusions. */
async function ourCheck(client: AtlasClient): Promise<void> {
  const credential = { id: 'benchmark', name: 'Benchmark' };
  const { items } = await allPages(
    (page) => client.listProjects(page),
    ({ id }) => id,
  );
  const now = Date.now();
  const { projects } = await readHealth(
    items.map((project) => ({ project, credential, client, responses: new ProjectResponses() })),
    { signal: new AbortController().signal, now },
  );
  const checked = checkedClusters(projects, now);
  if (
    checked.length !== CLUSTERS ||
    checked.some(({ health }) => health.findings.some(({ kind }) => kind === 'unknown'))
  ) {
    throw new Error(`The check found ${checked.length} of ${CLUSTERS} clusters, or could not check all of them`);
  }
}

/** Measures a check of the exports of many projects, compared with the same requests without the extension. */
export async function checking(rounds = ROUNDS): Promise<Part> {
  const atlas = await startBenchmarkAtlas(LATENCY, SHAPE);
  const times: Record<'bare' | 'ours', number[]> = { bare: [], ours: [] };
  const measure = async (name: keyof typeof times, work: () => Promise<void>): Promise<void> => {
    await atlas.requests();
    const started = performance.now();
    await work();
    times[name].push(performance.now() - started);
    // Beside the token, which takes one more request.
    const requests = (await atlas.requests()) - 1;
    if (requests !== REQUESTS) {
      throw new Error(`${name} sent ${requests} instead of ${REQUESTS} requests`);
    }
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      await measure('bare', () => bareCheck(atlas.origin));
      await measure('ours', () => ourCheck(clientFor(atlas.origin, 'serviceAccount')));
    }
  } finally {
    await atlas.close();
  }
  const title = `Checking the exports of ${SHAPE.projects} projects with ${SHAPE.clustersOfEach} clusters each`;
  const ratio = median(times.ours) / median(times.bare);
  const row = (name: string, measured: readonly number[]) => [
    name,
    `${median(measured).toFixed(0)} ms`,
    spread(measured, 0),
    `${REQUESTS}`,
  ];
  return {
    figures: [
      {
        name: `${title}: time at ${LATENCY} ms`,
        value: `× ${ratio.toFixed(2)}`,
        comparedWith: 'the same requests with bare `node:http`',
        goal: '≤ × 1.15',
        isMet: ratio <= 1.15,
      },
    ],
    tables: [
      {
        title,
        text: 'Like *Check Exports…*, with all conclusions. Both have eight requests in flight and read the export jobs of every cluster.',
        head: ['What', 'Median', 'Fastest to slowest', 'Requests'],
        rows: [row('bare `node:http`, token', times.bare), row('this extension, service account', times.ours)],
      },
    ],
  };
}
