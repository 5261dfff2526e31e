// node guard.mjs <folder> <command> [arguments]: runs a command in a process group of its own. When whoever started
// this process is gone, in whatever way, its standard input ends; then the whole group is ended and the folder removed.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import process from 'node:process';

const [folder, command, ...args] = process.argv.slice(2);
const windows = process.platform === 'win32';
const child = spawn(command, args, { detached: !windows, stdio: ['ignore', 'inherit', 'inherit'] });

/** The group, not the process alone: an extension host outlives its server when it is busy. */
function killGroup() {
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

child.once('error', (error) => {
  console.error(error.message);
});
child.once('close', (code) => {
  killGroup();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit(code ?? 0);
});
for (const event of ['end', 'close', 'error']) {
  process.stdin.on(event, killGroup);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, killGroup);
}
process.stdin.resume();
