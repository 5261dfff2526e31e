import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { findOrInstallChromium } from '../vscode/chromium';
import { installVSCode, type VSCodeVersion } from '../vscode/install';
import { FAILURES } from './evidence';
import { root } from './rig';
import { NO_FILE } from './nextFile';

interface Suites {
  readonly version: VSCodeVersion;
  readonly folders: readonly string[];
}

/** Tests of code that is the same in all versions of VS Code run only in the newest one. */
const SUITES: readonly Suites[] = [
  { version: '1.139', folders: ['everyVersion', 'newestVersion'] },
  { version: '1.100', folders: ['everyVersion'] },
];

/**
 * One process more than there are cores runs at a time, because tests often wait for their VS Code. They run one after
 * the other if all browsers share one clipboard.
 */
const AT_A_TIME = process.platform === 'linux' ? os.availableParallelism() + 1 : 1;

/**
 * Runs each test file of each version once: `run.ts [--version 1.100] [grep]`. Each process runs one VS Code, and takes
 * the next file whenever it has finished one.
 * @throws Error when a test fails
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { version: { type: 'string' } }, allowPositionals: true });
  const suites = SUITES.filter(({ version }) => values.version === undefined || values.version === version);
  await rm(FAILURES, { recursive: true, force: true });
  findOrInstallChromium(console.log);
  for (const { version } of suites) {
    await installVSCode(version, root);
  }
  const waiting = suites.map(({ version, folders }) => ({ version, files: longestFirst(folders.flatMap(testFiles)) }));
  const failed = new Set<string>();
  const work = async (first: number): Promise<void> => {
    for (const { version, files } of [...waiting.slice(first), ...waiting.slice(0, first)]) {
      if (files.length > 0 && !(await passes(version, files, positionals))) {
        failed.add(version);
      }
    }
  };
  // Each process starts with another version than the one before, because changing the version costs a start.
  await Promise.all(Array.from({ length: AT_A_TIME }, (_, index) => work(index % waiting.length)));
  if (failed.size > 0) {
    throw new Error(`Tests failed in VS Code ${[...failed].join(' and ')}; see ${path.relative(root, FAILURES)}`);
  }
}

const testFiles = (folder: string): string[] =>
  readdirSync(path.join(__dirname, folder))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join(__dirname, folder, file));

/** Puts the files with the most code first, including their parts, so that no process is left with a long one. */
function longestFirst(files: readonly string[]): string[] {
  return files.toSorted((a, b) => sizeOf(b) - sizeOf(a));
}

function sizeOf(file: string): number {
  const folder = file.replace('.test.ts', '');
  const parts = existsSync(folder) ? readdirSync(folder).map((part) => path.join(folder, part)) : [];
  return [file, ...parts].reduce((sum, one) => sum + statSync(one).size, 0);
}

/** Runs files in one VS Code until none is left. Other processes take files from the same array. */
async function passes(version: VSCodeVersion, files: string[], args: readonly string[]): Promise<boolean> {
  const child = fork(path.join(__dirname, 'worker.ts'), [version, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.on('message', () => child.send(files.shift() ?? NO_FILE));
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  for (const output of [child.stdout, child.stderr]) {
    if (output !== null) {
      createInterface(output).on('line', (line) => {
        console.log(`${version} │ ${line}`);
      });
    }
  }
  await once(child, 'close');
  process.off('SIGINT', forward).off('SIGTERM', forward);
  return child.exitCode === 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
