import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { format } from 'prettier';
import * as v from 'valibot';
import { startBenchmarkAtlas } from './atlas';
import { bareHttp, curlDigest, ours, type ListAll } from './contenders';
import { grow } from './growth';
import { median, page, plot, type Figure, type Timing } from './report';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, 'docs/benchmarks');
const LATENCIES = [0, 20, 50];
const ROUNDS = 7;
const BUCKETS = 2508;

const TOKEN = 'this extension, service account';
const DIGEST = 'this extension, API key';
const BARE = 'bare node:http, token, keep-alive';
const CURL = 'curl --digest for each page';

const CONTENDERS: readonly (readonly [string, ListAll])[] = [
  [BARE, bareHttp],
  [TOKEN, ours('serviceAccount')],
  [DIGEST, ours('apiKey')],
  [CURL, curlDigest],
];

/** Measures everything, writes docs/benchmarks, and fails when a goal is missed. */
async function main(): Promise<void> {
  const timings: Timing[] = [];
  for (const latency of LATENCIES) {
    timings.push(...(await list(latency, 100, ROUNDS)));
  }
  // The first lists of a process also pay for what is only made once.
  await grow(10_000);
  const growth = [await grow(1000), await grow(10_000), await grow(100_000)];
  const figures = [...sizes(), ...listing(timings), await expanding(), ...remembering(growth)];

  mkdirSync(folder, { recursive: true });
  const machine = `Last run: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, median of ${ROUNDS} rounds.`;
  const text = await format(page(machine, figures, timings), { parser: 'markdown', printWidth: 120 });
  writeFileSync(path.join(folder, 'README.md'), text);
  const json = JSON.stringify({ machine, figures, timings, growth });
  writeFileSync(path.join(folder, 'results.json'), await format(json, { parser: 'json', printWidth: 120 }));
  writeFileSync(
    path.join(folder, 'time.svg'),
    plot('Milliseconds', growth, ({ milliseconds }) => milliseconds),
  );
  const megabytes = plot('Megabytes', growth, ({ bytesPerBucket, buckets }) => (bytesPerBucket * buckets) / 1e6);
  writeFileSync(path.join(folder, 'memory.svg'), megabytes);

  console.table(figures);
  if (figures.some(({ isMet }) => !isMet)) {
    process.exitCode = 1;
  }
}

/** All contenders take turns, so that whatever else the machine does meets each of them. */
async function list(latency: number, pageSize: number, rounds: number): Promise<Timing[]> {
  const atlas = await startBenchmarkAtlas(latency);
  try {
    const timings = CONTENDERS.map(([name, run]) => ({ name, run, latency, rounds: new Array<number>(), requests: 0 }));
    for (let round = -1; round < rounds; round += 1) {
      for (const timing of timings) {
        await atlas.requests();
        const started = performance.now();
        const count = await timing.run(atlas.origin, pageSize);
        const took = performance.now() - started;
        timing.requests = await atlas.requests();
        if (count !== BUCKETS) {
          throw new Error(`${timing.name} found ${count} of ${BUCKETS}`);
        }
        // The first round warms everybody up.
        if (round >= 0) {
          timing.rounds.push(took);
        }
      }
    }
    return timings.map(({ name, rounds: measured, requests }) => ({ name, latency, rounds: measured, requests }));
  } finally {
    await atlas.close();
  }
}

function sizes(): Figure[] {
  execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: root });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  execFileSync(process.execPath, [vsce, 'package', '--no-dependencies'], { cwd: root });
  const vsix = readdirSync(root).find((file) => file.endsWith('.vsix')) ?? '';
  return [
    size('`dist/extension.js`, with all that it loads at once', filesAtStart(), 120),
    size('the VSIX', [vsix], 400),
  ];
}

/** What is loaded before anybody has asked for anything. */
function filesAtStart(): string[] {
  const script = `
    require('node:module')._load = ((load) => function (name, ...rest) {
      return name === 'vscode' ? new Proxy(class {}, { get: () => class {} }) : load.call(this, name, ...rest);
    })(require('node:module')._load);
    require('./dist/extension.js');
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const output = execFileSync(process.execPath, ['--eval', script], { cwd: root, encoding: 'utf8' });
  return v.parse(v.pipe(v.string(), v.parseJson(), v.array(v.string())), output);
}

function size(name: string, files: readonly string[], goal: number): Figure {
  const bytes = files.map((file) => statSync(path.resolve(root, file)).size).reduce((sum, one) => sum + one, 0);
  const kilobytes = bytes / 1024;
  const beside = 'MongoDB for VS Code: a cap of 15 MB';
  return { name, value: `${kilobytes.toFixed(1)} KB`, beside, goal: `≤ ${goal} KB`, isMet: kilobytes <= goal };
}

function listing(timings: readonly Timing[]): Figure[] {
  return LATENCIES.flatMap((latency) => {
    const of = (name: string): Timing => {
      const timing = timings.find((one) => one.name === name && one.latency === latency);
      if (timing === undefined) {
        throw new Error(`${name} was not measured`);
      }
      return timing;
    };
    const ratio = median(of(TOKEN).rounds) / median(of(BARE).rounds);
    const own = (median(of(TOKEN).rounds) - median(of(BARE).rounds)) / of(TOKEN).requests;
    const requests = of(DIGEST).requests / of(CURL).requests;
    return [
      {
        name: `List 2,508 buckets at ${latency} ms`,
        value: `× ${ratio.toFixed(2)}, ${own.toFixed(1)} ms for each request`,
        beside: BARE,
        goal: '≤ × 1.15',
        isMet: ratio <= 1.15,
      },
      {
        name: `Requests with an API key at ${latency} ms`,
        value: `× ${requests.toFixed(2)}`,
        beside: CURL,
        goal: 'half, and one challenge',
        isMet: of(DIGEST).requests <= of(CURL).requests / 2 + 1,
      },
    ];
  });
}

/** What this extension takes for a page of 500 rows beyond the bare request, from six such pages. */
async function expanding(): Promise<Figure> {
  const timings = await list(0, 500, ROUNDS);
  const of = (name: string): number => median(timings.find((one) => one.name === name)?.rounds ?? []);
  const own = (of(TOKEN) - of(BARE)) / Math.ceil(BUCKETS / 500);
  return {
    name: 'Own time for a page of 500 rows',
    value: `${own.toFixed(1)} ms`,
    beside: BARE,
    goal: '≤ 10 ms',
    isMet: own <= 10,
  };
}

function remembering(growth: Awaited<ReturnType<typeof grow>>[]): Figure[] {
  return growth.slice(-1).map(({ bytesPerBucket, plainBytesPerBucket }) => ({
    name: 'Memory for each of 100,000 buckets',
    value: `${bytesPerBucket.toFixed(0)} bytes`,
    beside: `plain JSON objects: ${plainBytesPerBucket.toFixed(0)} bytes`,
    goal: '≤ 1,024 bytes',
    isMet: bytesPerBucket <= 1024,
  }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
