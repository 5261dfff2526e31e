import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { runIntegrationTests } from '../vscode/runIntegrationTests';
import { startBenchmarkAtlas } from './atlas';
import { BUCKETS, writeRemembered } from './remembered';
import { COMMANDS } from '../../src/manifest';
import { EMPTY, FIRST, HostResult, OURS, SAME } from './hostResult';
import { median, spread, type Part } from './report';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, 'out/benchmarks');
const ROUNDS = 9;
const PROJECTS = 20;

/** Measures what needs a real VS Code. Each round starts a new one. */
export async function measureInHost(): Promise<Part> {
  await bundle('inHost.ts', folder);
  const [empty, first, same] = [
    await writeExtension('empty'),
    await writeExtension('first'),
    await writeExtension('same'),
  ];
  for (const extension of [empty, first]) {
    await writeFile(path.join(extension, 'extension.js'), 'exports.activate = () => undefined;\n');
  }
  await bundle('registersTheSame.ts', same);
  const remembered = path.join(folder, 'remembered');
  await writeRemembered(remembered);
  const results: HostResult[] = [];
  const atlas = await startBenchmarkAtlas(0, { projects: PROJECTS, bucketsOfEach: 500 });
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const file = path.join(folder, `result-${round}.json`);
      await runIntegrationTests({
        version: '1.139',
        extensionPath: first,
        installed: [root, empty, same],
        testsPath: path.join(folder, 'inHost.js'),
        env: {
          BENCHMARK_ORIGIN: atlas.origin,
          BENCHMARK_REMEMBERED: remembered,
          BENCHMARK_RESULT: file,
          BENCHMARK_ROUND: String(round),
        },
      });
      results.push(v.parse(HostResult, JSON.parse(await readFile(file, 'utf8'))));
    }
  } finally {
    await atlas.close();
  }
  return partOf(results);
}

async function bundle(file: string, outdir: string): Promise<void> {
  await build({
    entryPoints: [{ in: path.join(__dirname, file), out: outdir === folder ? path.parse(file).name : 'extension' }],
    outdir,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    define: { COMMAND_NAMES: JSON.stringify(Object.keys(COMMANDS)) },
    logLevel: 'warning',
  });
}

/** Writes the manifest of an extension to compare with, and returns its folder. */
async function writeExtension(name: string): Promise<string> {
  const extension = path.join(folder, name);
  await mkdir(extension, { recursive: true });
  const manifest = {
    name,
    publisher: 'benchmark',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: './extension.js',
    activationEvents: [`onCommand:${name}`],
    ...(name === 'same' && {
      contributes: { views: { explorer: [{ id: 'registersTheSame.projects', name: 'The Same' }] } },
    }),
  };
  await writeFile(path.join(extension, 'package.json'), JSON.stringify(manifest));
  return extension;
}

/** Names in the table for the extensions that are not built in. */
const TITLES: Readonly<Record<string, string>> = {
  [EMPTY]: 'an empty one',
  [SAME]: 'one that registers the same and does nothing',
  [OURS]: 'this one',
};

function partOf(results: readonly HostResult[]): Part {
  const of = (id: string, what: 'whole' | 'load' | 'activate'): number[] =>
    results.flatMap(({ activations }) => activations[id]?.[what] ?? []);
  const whole = (id: string): number => median(of(id, 'whole'));
  const ratio = whole(OURS) / whole(EMPTY);
  const [registering, ours] = [whole(SAME) / whole(EMPTY), whole(OURS) - whole(SAME)];
  const own =
    median(results.flatMap(({ expansions }) => expansions)) - median(results.flatMap(({ requests }) => requests));
  const finds = results.map(({ find }) => find);
  const builtIn = Object.keys(results[0]?.activations ?? {}).filter((id) => ![EMPTY, FIRST, SAME, OURS].includes(id));
  return {
    figures: [
      {
        name: 'Activation in the real host',
        value: `× ${ratio.toFixed(2)}, ${whole(OURS).toFixed(1)} ms`,
        comparedWith: `an empty extension: ${whole(EMPTY).toFixed(1)} ms`,
        goal: '≤ × 1.5',
        isMet: ratio <= 1.5,
        ...(registering > 1.5 &&
          ours <= 10 && {
            explanation: `registering the same without any code is × ${registering.toFixed(2)}; loading and creating ours adds ${ours.toFixed(1)} ms`,
          }),
      },
      {
        name: 'Expanding a project with 500 export buckets in the real host',
        value: `${own.toFixed(1)} ms of our own code`,
        comparedWith: 'the same request without the extension',
        goal: '≤ 10 ms',
        isMet: own <= 10,
      },
      {
        name: `Find in a new window, to the first of ${BUCKETS.toLocaleString('en')} remembered export buckets`,
        value: `${median(finds).toFixed(1)} ms of our own code`,
        comparedWith: `slowest of ${ROUNDS} windows: ${Math.max(...finds).toFixed(1)} ms; loading the lists: 252 requests`,
        goal: '≤ 50 ms',
        isMet: median(finds) <= 50,
      },
    ],
    tables: [
      {
        title: 'Activation',
        text: `Measured in ${ROUNDS} new VS Code windows, which activate these three extensions one after the other while VS Code is idle. The second one registers as many commands, views, documents and tabs as this extension. “Until active” is how long a user waits who opens the view for the first time. The time of the empty extension is VS Code’s own, which reads the extension’s stored state. VS Code activates built-in extensions while it starts.`,
        head: ['Extension', 'Until active', 'Fastest to slowest', 'Loading the code', 'Its `activate`'],
        rows: [EMPTY, SAME, OURS, ...builtIn].map((id) => [
          TITLES[id] ?? `\`${id}\``,
          `${median(of(id, 'whole')).toFixed(1)} ms`,
          spread(of(id, 'whole'), 1),
          `${median(of(id, 'load'))} ms`,
          `${median(of(id, 'activate'))} ms`,
        ]),
      },
    ],
  };
}
