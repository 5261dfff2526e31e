import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { runIntegrationTests } from '../vscode/runIntegrationTests';
import { startBenchmarkAtlas } from './atlas';
import { EMPTY, FIRST, HostResult, OURS } from './hostResult';
import { median, spread, type Part } from './report';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, 'out/benchmarks');
const ROUNDS = 9;
const PROJECTS = 20;

/** What can only be measured inside a real VS Code, in a new one for each round. */
export async function measureInHost(): Promise<Part> {
  const [empty, first] = [await writeEmptyExtension('empty'), await writeEmptyExtension('first')];
  await build({
    entryPoints: [path.join(__dirname, 'inHost.ts')],
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const results: HostResult[] = [];
  const atlas = await startBenchmarkAtlas(0, { projects: PROJECTS, bucketsOfEach: 500 });
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const file = path.join(folder, `result-${round}.json`);
      await runIntegrationTests({
        version: '1.139',
        extensionPath: first,
        installed: [root, empty],
        testsPath: path.join(folder, 'inHost.js'),
        env: {
          BENCHMARK_ORIGIN: atlas.origin,
          BENCHMARK_RESULT: file,
          BENCHMARK_OURS_FIRST: String(round % 2 === 0),
        },
      });
      results.push(v.parse(HostResult, JSON.parse(await readFile(file, 'utf8'))));
    }
  } finally {
    await atlas.close();
  }
  return partOf(results);
}

async function writeEmptyExtension(name: string): Promise<string> {
  const extension = path.join(folder, name);
  await mkdir(extension, { recursive: true });
  const manifest = {
    name,
    publisher: 'benchmark',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: './extension.js',
    activationEvents: [`onCommand:${name}`],
  };
  await writeFile(path.join(extension, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(extension, 'extension.js'), 'exports.activate = () => undefined;\n');
  return extension;
}

function partOf(results: readonly HostResult[]): Part {
  const of = (id: string, what: 'whole' | 'load' | 'activate'): number[] =>
    results.flatMap(({ activations }) => activations[id]?.[what] ?? []);
  const ratio = median(of(OURS, 'whole')) / median(of(EMPTY, 'whole'));
  const own =
    median(results.flatMap(({ expansions }) => expansions)) - median(results.flatMap(({ requests }) => requests));
  const builtIn = Object.keys(results[0]?.activations ?? {}).filter((id) => ![EMPTY, FIRST, OURS].includes(id));
  return {
    figures: [
      {
        name: 'Activation in the real host',
        value: `× ${ratio.toFixed(2)}, ${median(of(OURS, 'whole')).toFixed(1)} ms`,
        beside: `an empty extension: ${median(of(EMPTY, 'whole')).toFixed(1)} ms`,
        goal: '≤ × 1.5',
        isMet: ratio <= 1.5,
      },
      {
        name: 'Expanding a project, from the click to its 500 rows, in the real host',
        value: `${own.toFixed(1)} ms of our own`,
        beside: 'the bare request in the same host',
        goal: '≤ 10 ms',
        isMet: own <= 10,
      },
    ],
    tables: [
      {
        title: 'Activation',
        text: `In a new VS Code ${ROUNDS} times, whose extension host is asked for the empty extension and for this one in turn. “Until active” is what somebody waits who opens the view for the first time; what the empty one takes is VS Code itself, which reads what it has stored for the extension. Built-in extensions are activated while VS Code starts.`,
        head: ['Extension', 'Until active', 'Fastest to slowest', 'Loading its code', 'Its `activate`'],
        rows: [EMPTY, OURS, ...builtIn].map((id) => [
          id === EMPTY ? 'an empty one' : id === OURS ? 'this one' : `\`${id}\``,
          `${median(of(id, 'whole')).toFixed(1)} ms`,
          spread(of(id, 'whole'), 1),
          `${median(of(id, 'load'))} ms`,
          `${median(of(id, 'activate'))} ms`,
        ]),
      },
    ],
  };
}
