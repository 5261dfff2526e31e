import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { findOrInstallChromium } from '../vscode/chromium';
import { installVSCode, type VSCodeVersion } from '../vscode/install';
import { FAILURES } from './evidence';
import { root } from './rig';

const VERSIONS: readonly VSCodeVersion[] = ['1.139', '1.100'];

/** Where each browser has a clipboard of its own, two of them can be used at a time. */
const AT_A_TIME = process.platform === 'linux' ? VERSIONS.length : 1;

/**
 * Runs this folder's tests in each VS Code, in a process of its own: `run.ts [--version 1.100] [grep]`.
 * @throws Error when a test fails
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { version: { type: 'string' } }, allowPositionals: true });
  const versions = VERSIONS.filter((version) => values.version === undefined || values.version === version);
  await rm(FAILURES, { recursive: true, force: true });
  findOrInstallChromium(console.log);
  for (const version of versions) {
    await installVSCode(version, root);
  }
  const failed: string[] = [];
  const waiting = [...versions];
  const work = async (): Promise<void> => {
    for (let version = waiting.shift(); version !== undefined; version = waiting.shift()) {
      if (!(await passes(version, positionals))) {
        failed.push(version);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  if (failed.length > 0) {
    throw new Error(`Tests failed in VS Code ${failed.join(' and ')}; see ${path.relative(root, FAILURES)}`);
  }
}

async function passes(version: VSCodeVersion, args: readonly string[]): Promise<boolean> {
  const worker = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'worker.ts'), version, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forward = (signal: NodeJS.Signals): void => void worker.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  for (const output of [worker.stdout, worker.stderr]) {
    createInterface(output).on('line', (line) => {
      console.log(`${version} │ ${line}`);
    });
  }
  await once(worker, 'close');
  process.off('SIGINT', forward).off('SIGTERM', forward);
  return worker.exitCode === 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
