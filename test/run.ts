import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** A level of checks. It runs a program of this repository or of a package. */
interface Level {
  readonly name: string;
  readonly run: (output: Output) => Promise<void>;
}

/** Receives the output of a program. If undefined, the program prints directly. */
type Output = ((piece: Buffer) => void) | undefined;

const root = path.resolve(__dirname, '..');
const Manifest = v.object({ bin: v.union([v.string(), v.record(v.string(), v.string())]) });

/**
 * The levels, in stages. The rows of a stage run in parallel, because most levels use only one core. A stage may need
 * the results of the previous one.
 */
const STAGES: readonly (readonly (readonly Level[])[])[] = [
  [
    [{ name: 'lint', run: (output) => bin(output, 'eslint', 'eslint', ['.']) }],
    [
      { name: 'format', run: (output) => bin(output, 'prettier', 'prettier', ['--check', '.']) },
      { name: 'types', run: types },
      {
        name: 'imports',
        run: (output) => bin(output, 'dependency-cruiser', 'depcruise', ['--config', '.dependency-cruiser.mjs', 'src']),
      },
      { name: 'dead code', run: (output) => bin(output, 'knip', 'knip', []) },
      { name: 'build', run: (output) => node(output, ['esbuild.js', '--production']) },
      // It looks at every file of the folder, so it is fast as long as VS Code is not installed.
      { name: 'package', run: (output) => bin(output, '@vscode/vsce', 'vsce', ['package', '--no-dependencies']) },
    ],
  ],
  [
    [{ name: 'unit', run: (output) => mocha(output, process.execPath, ['test/unit']) }],
    [
      { name: 'unit, oldest Node', run: oldestNode },
      { name: 'faults', run: (output) => mocha(output, process.execPath, ['test/faults']) },
    ],
    [
      { name: 'integration, VS Code 1.100', run: (output) => script(output, 'test/integration/run.ts', ['1.100']) },
      { name: 'integration, VS Code 1.139', run: (output) => script(output, 'test/integration/run.ts', ['1.139']) },
    ],
  ],
  [[{ name: 'e2e', run: (output) => script(output, 'test/e2e/run.ts', []) }]],
];

/** Runs the levels whose names start with one of the arguments, or all levels. */
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

/**
 * Runs the levels of a row one after the other. Prints their output at the end of each if other rows run in parallel.
 */
async function runRow(row: readonly Level[], isParallel: boolean, took: string[]): Promise<void> {
  for (const { name, run } of row) {
    const started = performance.now();
    const pieces: Buffer[] = [];
    const output: Output = isParallel ? (piece) => void pieces.push(piece) : undefined;
    if (!isParallel) {
      console.log(`\n▶ ${name}`);
    }
    try {
      await run(output);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      if (isParallel) {
        console.log(`\n▶ ${name}\n${Buffer.concat(pieces).toString()}`);
      }
    }
    took.push(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${name}`);
    console.log(`✔ ${name}`);
  }
}

/** Checks the types of the extension and of each webview page, which is a separate program. */
async function types(output: Output): Promise<void> {
  for (const program of ['.', 'src/webview/page', 'src/details/page', 'src/exports/page', 'src/overview/page']) {
    await bin(output, 'typescript', 'tsc', ['-p', program]);
  }
}

/** Runs the tests in some folders in plain Node. */
async function mocha(output: Output, nodePath: string, folders: readonly string[], ignored = ''): Promise<void> {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.join(folder, file)),
  );
  const options = ['--reporter', 'dot', '--timeout', '60000', '--ignore', ignored];
  await run(output, nodePath, ['--import', 'tsx', require.resolve('mocha/bin/mocha.js'), ...options, ...files]);
}

/** The folders of unit tests whose code sends requests, reads files, encrypts or compares with the clock. */
const USES_NODE = ['atlas', 'client', 'credentials', 'failures', 'model', 'signIn'];

/**
 * Runs unit tests on the Node that started us, because the extension must also run on the Node of the oldest VS Code.
 * For code that uses only JavaScript, the compiler's target and the integration tests in that VS Code prove the same.
 * Skips the random sequences of signing in, which take long with any Node.
 */
async function oldestNode(output: Output): Promise<void> {
  const outer = process.env['OUTER_NODE'];
  if (outer === undefined || outer === process.execPath) {
    console.log('Skipped: this machine has only the pinned Node.');
    return;
  }
  const folders = USES_NODE.map((folder) => path.join('test/unit', folder));
  await mocha(output, outer, folders, 'test/unit/signIn/signInPromises.test.ts');
}

/** Runs a program of an installed package on the current Node. */
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
