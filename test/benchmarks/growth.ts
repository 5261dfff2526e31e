import { collectGarbage } from '../collectGarbage';
import type { Fetch } from '../../src/atlas/exchange';
import { decodePage, ExportBucketSchema, type ExportBucket } from '../../src/atlas/models';
import { PagedList } from '../../src/atlas/pagedList';
import { clientFor, loadEverything } from './ours';
import { median, spread, type Figure, type Part } from './report';

const PAGE = 500;
const ROUNDS = 5;
const BUCKETS_OF_EACH = 100;

/** The time and memory of several rounds. */
export interface Growth {
  /** Export buckets of one project, or projects of 100 export buckets each. */
  readonly size: number;
  /** From response texts to lists of rows. */
  readonly milliseconds: readonly number[];
  /** Memory of all lists. */
  readonly bytes: readonly number[];
  /** Memory of the results of JSON.parse for the same texts. */
  readonly plainBytes: readonly number[];
}

const idOf = (number: number): string => number.toString(16).padStart(24, '0');

/** Returns a page in Atlas's format. */
const pageJson = (results: readonly unknown[], totalCount: number): string => JSON.stringify({ results, totalCount });

function bucketPage(pageNum: number, rows: number, totalCount: number): string {
  const results = Array.from({ length: rows }, (_, index) => ({
    _id: idOf((pageNum - 1) * PAGE + index),
    bucketName: `bucket-${pageNum}-${index}`,
    cloudProvider: 'AWS',
    iamRoleId: '60113b99ce5a6a3d72ea7454',
    requirePrivateNetworking: false,
  }));
  return pageJson(results, totalCount);
}

/** Calls `load` several times. The first time isn't counted, because it includes one-time work. */
async function measure(size: number, texts: readonly string[], load: () => Promise<unknown>): Promise<Growth> {
  const rounds: { milliseconds: number; bytes: number; plainBytes: number }[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const measured = await measureOnce(texts, load);
    if (round >= 0) {
      rounds.push(measured);
    }
  }
  return {
    size,
    milliseconds: rounds.map(({ milliseconds }) => milliseconds),
    bytes: rounds.map(({ bytes }) => bytes),
    plainBytes: rounds.map(({ plainBytes }) => plainBytes),
  };
}

/** Measures one round. This is a separate function so that no round keeps objects of the previous one alive. */
async function measureOnce(texts: readonly string[], load: () => Promise<unknown>) {
  const held: unknown[] = [];
  const before = (await collectGarbage()).heap;
  const started = performance.now();
  held.push(await load());
  const milliseconds = performance.now() - started;
  const middle = (await collectGarbage()).heap;
  held.push(texts.map((text): unknown => JSON.parse(text)));
  const plainBytes = (await collectGarbage()).heap - middle;
  held.splice(0);
  return { milliseconds, bytes: middle - before, plainBytes };
}

/** Loads `size` export buckets into one list. */
function growByBuckets(size: number): Promise<Growth> {
  const texts = Array.from({ length: size / PAGE }, (_, index) => bucketPage(index + 1, PAGE, size));
  return measure(size, texts, async () => {
    const list = new PagedList<ExportBucket>({
      fetchPage: (pageNum) => {
        const page = decodePage(ExportBucketSchema, JSON.parse(texts[pageNum - 1] ?? '{"results":[]}'), PAGE);
        return page === undefined ? Promise.reject(new Error('unreadable')) : Promise.resolve(page);
      },
      idOf: ({ _id }) => _id,
    });
    while (!list.isComplete) {
      await list.loadNext();
    }
    return checkedCount(list, list.items.length, size);
  });
}

/** Loads `size` projects and their export buckets with the complete client, except for the network. */
function growByProjects(size: number): Promise<Growth> {
  const projects = Array.from({ length: size }, (_, index) => ({ id: idOf(index), name: `project-${index}` }));
  const texts = new Map<string, string>();
  for (let pageNum = 1; pageNum <= Math.ceil((size + 1) / PAGE); pageNum += 1) {
    texts.set(`groups ${pageNum}`, pageJson(projects.slice((pageNum - 1) * PAGE, pageNum * PAGE), size));
  }
  projects.forEach(({ id }, index) => {
    texts.set(id, bucketPage(index + 1, BUCKETS_OF_EACH, BUCKETS_OF_EACH));
  });
  const fetch: Fetch = (url) => {
    const { pathname, searchParams } = new URL(url);
    const [, id] = /groups\/(\w+)\//.exec(pathname) ?? [];
    const body = texts.get(id ?? `groups ${searchParams.get('pageNum') ?? ''}`) ?? '';
    const headers = new Headers({ 'content-type': 'application/vnd.atlas.2024-05-30+json' });
    return Promise.resolve({ status: 200, headers, text: () => Promise.resolve(body) });
  };
  return measure(size, [...texts.values()], async () => {
    const { kept, count } = await loadEverything(clientFor('http://127.0.0.1:9', 'apiKey', fetch));
    return checkedCount(kept, count, size * BUCKETS_OF_EACH);
  });
}

function checkedCount<T>(kept: T, count: number, wanted: number): T {
  if (count !== wanted) {
    throw new Error(`${count} of ${wanted} export buckets`);
  }
  return kept;
}

/** Measures how time and memory grow with the number of export buckets and projects. */
export async function grow(): Promise<Part & { readonly byBuckets: Growth[]; readonly byProjects: Growth[] }> {
  const byBuckets: Growth[] = [];
  for (const size of [1000, 10_000, 100_000]) {
    byBuckets.push(await growByBuckets(size));
  }
  const byProjects: Growth[] = [];
  for (const size of [10, 100, 1000]) {
    byProjects.push(await growByProjects(size));
  }
  const rows = (what: string, growths: readonly Growth[]): string[][] =>
    growths.map(({ size, milliseconds, bytes, plainBytes }) => [
      `${size.toLocaleString('en')} ${what}`,
      `${median(milliseconds).toFixed(1)} ms`,
      spread(milliseconds, 1),
      `${(median(bytes) / 1e6).toFixed(2)} MB`,
      `${(median(plainBytes) / 1e6).toFixed(2)} MB`,
    ]);
  return {
    byBuckets,
    byProjects,
    figures: [
      ...byBuckets.slice(-1).map((growth) => memoryFigure('export buckets', growth, 1)),
      ...byProjects.slice(-1).map((growth) => memoryFigure('export buckets and their rows', growth, BUCKETS_OF_EACH)),
      slope('export buckets', byBuckets),
      slope('projects', byProjects),
    ],
    tables: [
      {
        title: 'Growth',
        text: `From response texts to lists of rows: for one project, and for projects with ${BUCKETS_OF_EACH} export buckets each, which are loaded with the complete client.`,
        head: ['Size', 'Median', 'Fastest to slowest', 'Memory', 'Plain JSON objects'],
        rows: [...rows('export buckets', byBuckets), ...rows('projects', byProjects)],
      },
    ],
  };
}

function memoryFigure(what: string, { size, bytes, plainBytes }: Growth, bucketsOfEach: number): Figure {
  const buckets = size * bucketsOfEach;
  const own = median(bytes) / buckets;
  return {
    name: `Memory per export bucket, for ${buckets.toLocaleString('en')} ${what}`,
    value: `${own.toFixed(0)} bytes`,
    comparedWith: `plain JSON objects: ${(median(plainBytes) / buckets).toFixed(0)} bytes`,
    goal: '≤ 1,024 bytes',
    isMet: own <= 1024,
  };
}

/**
 * Returns the exponents of the growth of time and memory from the middle to the largest size. Linear growth has the
 * exponent 1.
 */
function slope(what: string, growths: readonly Growth[]): Figure {
  const [middle, largest] = growths.slice(-2);
  const exponent = (valuesOf: (growth: Growth) => readonly number[]): number =>
    middle === undefined || largest === undefined
      ? Number.NaN
      : Math.log(median(valuesOf(largest)) / median(valuesOf(middle))) / Math.log(largest.size / middle.size);
  const [time, memory] = [exponent(({ milliseconds }) => milliseconds), exponent(({ bytes }) => bytes)];
  return {
    name: `Growth with the number of ${what}`,
    value: `time ^ ${time.toFixed(2)}, memory ^ ${memory.toFixed(2)}`,
    comparedWith: 'linear: ^ 1',
    goal: '≤ 1.15',
    isMet: time <= 1.15 && memory <= 1.15,
  };
}
