import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** One level of checks: a program of this repository or of a package, and what it is given. */
interface Level {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const root = path.resolve(__dirname, '..');
const Manifest = v.object({ bin: v.union([v.string(), v.record(v.string(), v.string())]) });

const LEVELS: readonly Level[] = [
  { name: 'format', run: () => bin('prettier', 'prettier', ['--check', '.']) },
  { name: 'lint', run: () => bin('eslint', 'eslint', ['.']) },
  { name: 'types', run: types },
  { name: 'dead code', run: () => bin('knip', 'knip', []) },
  { name: 'build', run: () => node(['esbuild.js', '--production']) },
  { name: 'unit', run: () => mocha(process.execPath, 'test/unit') },
  { name: 'unit, oldest Node', run: oldestNode },
  { name: 'faults', run: () => mocha(process.execPath, 'test/faults') },
  { name: 'integration, VS Code 1.100', run: () => script('test/integration/run.ts', ['1.100']) },
  { name: 'integration, VS Code 1.139', run: () => script('test/integration/run.ts', ['1.139']) },
  { name: 'package', run: () => bin('@vscode/vsce', 'vsce', ['package', '--no-dependencies']) },
  { name: 'e2e', run: () => script('test/e2e/run.ts', []) },
];

/** Runs the levels whose names begin with one of the arguments; all of them without any. */
async function main(wanted: readonly string[]): Promise<void> {
  const chosen = LEVELS.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)));
  const took: string[] = [];
  for (const { name, run } of chosen) {
    console.log(`\n▶ ${name}`);
    const started = performance.now();
    await run();
    took.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${name}`);
    console.log(`✔ ${name}`);
  }
  console.log(`\nAll levels passed:\n${took.join('\n')}`);
}

/** The pages of webviews are programs of their own, in a browser. */
async function types(): Promise<void> {
  for (const program of ['.', 'src/webview/page', 'src/details/page', 'src/overview/page']) {
    await bin('typescript', 'tsc', ['-p', program]);
  }
}

/** Runs the tests below a folder in plain Node. */
async function mocha(nodePath: string, folder: string): Promise<void> {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join(folder, file));
  const options = ['--reporter', 'dot', '--timeout', '20000'];
  await run(nodePath, ['--import', 'tsx', require.resolve('mocha/bin/mocha.js'), ...options, ...files]);
}

/** The extension must run on the Node of the oldest VS Code too, which is the one that started us if it is older. */
async function oldestNode(): Promise<void> {
  const outer = process.env['OUTER_NODE'];
  if (outer === undefined || outer === process.execPath) {
    console.log('Skipped: this machine has no other Node than the pinned one.');
    return;
  }
  await mocha(outer, 'test/unit');
}

/** Runs a program of an installed package on the Node that runs us. */
function bin(packageName: string, command: string, args: readonly string[]): Promise<void> {
  const folder = path.join(root, 'node_modules', packageName);
  const { bin: bins } = v.parse(Manifest, JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  const file = typeof bins === 'string' ? bins : bins[command];
  if (file === undefined) {
    throw new Error(`The package ${packageName} has no program ${command}`);
  }
  return node([path.join(folder, file), ...args]);
}

function script(file: string, args: readonly string[]): Promise<void> {
  return node(['--import', 'tsx', file, ...args]);
}

function node(args: readonly string[]): Promise<void> {
  return run(process.execPath, args);
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  await once(child, 'exit');
  process.off('SIGINT', forward).off('SIGTERM', forward);
  if (child.exitCode !== 0) {
    throw new Error(`${path.basename(args.find((argument) => !argument.startsWith('-')) ?? command)} failed`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
