import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { findOrInstallChromium } from '../vscode/chromium';
import { installVSCode, type VSCodeVersion } from '../vscode/install';
import { FAILURES } from './evidence';
import { root } from './rig';

/** Tests of a folder, in one VS Code. */
interface Job {
  readonly version: VSCodeVersion;
  readonly folder: 'everyVersion' | 'newestVersion';
  /** Which of the folder's files: every third one from the first, the second or the third, or all. */
  readonly files: '1/3' | '2/3' | '3/3' | 'all';
}

/** Tests of code that is the same in all versions of VS Code run only in the newest one. The longest jobs come first. */
const JOBS: readonly Job[] = [
  { version: '1.139', folder: 'newestVersion', files: '1/3' },
  { version: '1.139', folder: 'newestVersion', files: '2/3' },
  { version: '1.139', folder: 'newestVersion', files: '3/3' },
  { version: '1.100', folder: 'everyVersion', files: 'all' },
  { version: '1.139', folder: 'everyVersion', files: 'all' },
];

/**
 * One job more than there are cores runs at a time, because tests often wait for their VS Code. They run one after the
 * other if all browsers share one clipboard.
 */
const AT_A_TIME = process.platform === 'linux' ? os.availableParallelism() + 1 : 1;

/**
 * Runs each job in a process of its own: `run.ts [--version 1.100] [grep]`.
 * @throws Error when a test fails
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { version: { type: 'string' } }, allowPositionals: true });
  const jobs = JOBS.filter(({ version }) => values.version === undefined || values.version === version);
  await rm(FAILURES, { recursive: true, force: true });
  findOrInstallChromium(console.log);
  for (const version of new Set(jobs.map((job) => job.version))) {
    await installVSCode(version, root);
  }
  const failed = new Set<string>();
  const waiting = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (!(await passes(job, positionals))) {
        failed.add(job.version);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  if (failed.size > 0) {
    throw new Error(`Tests failed in VS Code ${[...failed].join(' and ')}; see ${path.relative(root, FAILURES)}`);
  }
}

async function passes({ version, folder, files }: Job, args: readonly string[]): Promise<boolean> {
  const worker = path.join(__dirname, 'worker.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', worker, version, folder, files, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  for (const output of [child.stdout, child.stderr]) {
    createInterface(output).on('line', (line) => {
      console.log(`${version} │ ${line}`);
    });
  }
  await once(child, 'close');
  process.off('SIGINT', forward).off('SIGTERM', forward);
  return child.exitCode === 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
