import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** One level of checks: a program of this repository or of a package, and what it is given. */
interface Level {
  readonly name: string;
  readonly run: (output: Output) => Promise<void>;
}

/** Takes what a program prints; undefined where it prints by itself. */
type Output = ((piece: Buffer) => void) | undefined;

const root = path.resolve(__dirname, '..');
const Manifest = v.object({ bin: v.union([v.string(), v.record(v.string(), v.string())]) });

/**
 * The levels, in stages. Within a stage each row runs by itself, beside the others, for most levels keep one core busy; a
 * stage needs what the one before it has built.
 */
const STAGES: readonly (readonly (readonly Level[])[])[] = [
  [
    [{ name: 'lint', run: (output) => bin(output, 'eslint', 'eslint', ['.']) }],
    [
      { name: 'format', run: (output) => bin(output, 'prettier', 'prettier', ['--check', '.']) },
      { name: 'types', run: types },
      { name: 'dead code', run: (output) => bin(output, 'knip', 'knip', []) },
      { name: 'build', run: (output) => node(output, ['esbuild.js', '--production']) },
    ],
  ],
  [
    [{ name: 'unit', run: (output) => mocha(output, process.execPath, 'test/unit') }],
    [{ name: 'unit, oldest Node', run: oldestNode }],
  ],
  [
    [{ name: 'faults', run: (output) => mocha(output, process.execPath, 'test/faults') }],
    [
      { name: 'integration, VS Code 1.100', run: (output) => script(output, 'test/integration/run.ts', ['1.100']) },
      { name: 'integration, VS Code 1.139', run: (output) => script(output, 'test/integration/run.ts', ['1.139']) },
    ],
  ],
  [
    [
      { name: 'package', run: (output) => bin(output, '@vscode/vsce', 'vsce', ['package', '--no-dependencies']) },
      { name: 'e2e', run: (output) => script(output, 'test/e2e/run.ts', []) },
    ],
  ],
];

/** Runs the levels whose names begin with one of the arguments; all of them without any. */
async function main(wanted: readonly string[]): Promise<void> {
  const isWanted = ({ name }: Level): boolean => wanted.length === 0 || wanted.some((start) => name.startsWith(start));
  const took: string[] = [];
  for (const stage of STAGES) {
    const rows = stage.map((row) => row.filter(isWanted)).filter((row) => row.length > 0);
    const results = await Promise.allSettled(rows.map((row) => runRow(row, rows.length > 1, took)));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    if (failures.length > 0) {
      throw new Error(failures.join('\n'));
    }
  }
  console.log(`\nAll levels passed:\n${took.join('\n')}`);
}

/** Runs levels one after the other. What they print comes at the end of each where another row prints as well. */
async function runRow(row: readonly Level[], isBesideOthers: boolean, took: string[]): Promise<void> {
  for (const { name, run } of row) {
    const started = performance.now();
    const pieces: Buffer[] = [];
    const output: Output = isBesideOthers ? (piece) => void pieces.push(piece) : undefined;
    if (!isBesideOthers) {
      console.log(`\n▶ ${name}`);
    }
    try {
      await run(output);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      if (isBesideOthers) {
        console.log(`\n▶ ${name}\n${Buffer.concat(pieces).toString()}`);
      }
    }
    took.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${name}`);
    console.log(`✔ ${name}`);
  }
}

/** The pages of webviews are programs of their own, in a browser. */
async function types(output: Output): Promise<void> {
  for (const program of ['.', 'src/webview/page', 'src/details/page', 'src/overview/page']) {
    await bin(output, 'typescript', 'tsc', ['-p', program]);
  }
}

/** Runs the tests below folders in plain Node. */
async function mocha(output: Output, nodePath: string, ...folders: readonly string[]): Promise<void> {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.join(folder, file)),
  );
  const options = ['--reporter', 'dot', '--timeout', '20000'];
  await run(output, nodePath, ['--import', 'tsx', require.resolve('mocha/bin/mocha.js'), ...options, ...files]);
}

/**
 * The extension must run on the Node of the oldest VS Code too, which is the one that started us if it is older. What
 * stands in `test/unit` itself is about the repository and not about the extension, and so is the simulator.
 */
async function oldestNode(output: Output): Promise<void> {
  const outer = process.env['OUTER_NODE'];
  if (outer === undefined || outer === process.execPath) {
    console.log('Skipped: this machine has no other Node than the pinned one.');
    return;
  }
  const ofExtension = readdirSync(path.join(root, 'test/unit'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'simulator' && entry.name !== 'vscode')
    .map(({ name }) => path.join('test/unit', name));
  await mocha(output, outer, ...ofExtension);
}

/** Runs a program of an installed package on the Node that runs us. */
function bin(output: Output, packageName: string, command: string, args: readonly string[]): Promise<void> {
  const folder = path.join(root, 'node_modules', packageName);
  const { bin: bins } = v.parse(Manifest, JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  const file = typeof bins === 'string' ? bins : bins[command];
  if (file === undefined) {
    throw new Error(`The package ${packageName} has no program ${command}`);
  }
  return node(output, [path.join(folder, file), ...args]);
}

function script(output: Output, file: string, args: readonly string[]): Promise<void> {
  return node(output, ['--import', 'tsx', file, ...args]);
}

function node(output: Output, args: readonly string[]): Promise<void> {
  return run(output, process.execPath, args);
}

async function run(output: Output, command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: output === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.on('data', (piece: Buffer) => output?.(piece));
  child.stderr?.on('data', (piece: Buffer) => output?.(piece));
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  await once(child, 'close');
  process.off('SIGINT', forward).off('SIGTERM', forward);
  if (child.exitCode !== 0) {
    throw new Error(`${path.basename(args.find((argument) => !argument.startsWith('-')) ?? command)} failed`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
