import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A server with a child process that outlives it and ignores SIGTERM, like a busy extension host. */
const STUBBORN = `
  const program = "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)";
  require('node:child_process').spawn(process.execPath, ['-e', program], { stdio: 'inherit' });
  setInterval(() => {}, 1000);
`;

describe('the guard of a server', function () {
  this.timeout(20_000);
  const start = (program: string): { guard: ChildProcess; folder: string } => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'guard-'));
    const script = path.resolve('test/vscode/guard.mjs');
    return { folder, guard: spawn(process.execPath, [script, folder, process.execPath, '-e', program]) };
  };
  const startStubborn = async (): Promise<ReturnType<typeof start>> => {
    const started = start(STUBBORN);
    assert.ok(started.guard.stdout);
    await once(started.guard.stdout, 'data');
    return started;
  };

  // All processes inherit the guard's standard output, which closes when the last one ends.
  it('kills all processes and removes the folder when its standard input ends because its parent ended', async () => {
    const { guard, folder } = await startStubborn();
    assert.equal(existsSync(folder), true);
    guard.stdin?.end();
    await once(guard, 'close');
    assert.equal(existsSync(folder), false);
  });

  it('kills all processes and removes the folder on SIGTERM', async () => {
    const { guard, folder } = await startStubborn();
    guard.kill('SIGTERM');
    await once(guard, 'close');
    assert.equal(existsSync(folder), false);
  });

  it('exits with the code of the server', async () => {
    const { guard, folder } = start('process.exit(7)');
    const [code] = (await once(guard, 'close')) as unknown[];
    assert.equal(code, 7);
    assert.equal(existsSync(folder), false);
  });
});
