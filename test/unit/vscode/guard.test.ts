import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A server with a child that outlives it and does not end when it is asked to, like a busy extension host. */
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

  // All of them write to the guard's standard output, which closes when the last one is gone.
  it('ends all and removes the folder when its standard input ends, as it does when its owner dies', async () => {
    const { guard, folder } = await startStubborn();
    assert.equal(existsSync(folder), true);
    guard.stdin?.end();
    await once(guard, 'close');
    assert.equal(existsSync(folder), false);
  });

  it('ends all and removes the folder when it is told to end itself', async () => {
    const { guard, folder } = await startStubborn();
    guard.kill('SIGTERM');
    await once(guard, 'close');
    assert.equal(existsSync(folder), false);
  });

  it('ends as what it guards does', async () => {
    const { guard, folder } = start('process.exit(7)');
    const [code] = (await once(guard, 'close')) as unknown[];
    assert.equal(code, 7);
    assert.equal(existsSync(folder), false);
  });
});
