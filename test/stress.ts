import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { FAILURES } from './e2e/evidence';

const root = path.resolve(__dirname, '..');
const folder = path.join(root, 'out/stress');
const BUSY_LOOPS = 2;

/** Keeps one core busy until the parent process ends. */
const BUSY_LOOP = 'const parent = process.ppid; while (process.ppid === parent) {}';

/**
 * Runs `npm test` repeatedly under CPU load, and prints the duration and the failures of each run:
 * `npm run stress -- [runs, 10 by default] [levels]`. Each run leaves its output and the evidence of its failures in
 * `out/stress`.
 */
async function main([count = '10', ...levels]: readonly string[]): Promise<void> {
  const runs = Number(count);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`${count} is not a number of runs`);
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const loops: ChildProcess[] = Array.from({ length: BUSY_LOOPS }, () => spawn(process.execPath, ['-e', BUSY_LOOP]));
  let failed = 0;
  try {
    for (let run = 1; run <= runs; run += 1) {
      const passed = await test(run, levels);
      failed += passed ? 0 : 1;
    }
  } finally {
    loops.forEach((loop) => loop.kill());
  }
  console.log(`\n${runs - failed} of ${runs} runs passed.`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Returns whether all tests passed. */
async function test(run: number, levels: readonly string[]): Promise<boolean> {
  const output = path.join(folder, `${run}.txt`);
  const file = createWriteStream(output);
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/run.ts', ...levels], { cwd: root });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  await once(child, 'close');
  file.end();
  await once(file, 'finish');
  const passed = child.exitCode === 0;
  console.log(`${passed ? '✔' : '✖'} run ${run}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  if (!passed) {
    const lines = (await readFile(output, 'utf8')).split('\n');
    console.log(lines.filter((line) => /^(✖| *(1\.\d+ │ )? *\d+\) )/.test(line)).join('\n'));
    if (existsSync(FAILURES)) {
      await rename(FAILURES, path.join(folder, `${run}-failures`));
    }
  }
  return passed;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
