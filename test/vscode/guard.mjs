// node guard.mjs <folder> <command> [arguments]: runs a command in its own process group. When the parent process ends
// in any way, standard input ends. The guard then kills the whole group and removes the folder.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import process from 'node:process';

const [folder, command, ...args] = process.argv.slice(2);
const windows = process.platform === 'win32';
const child = spawn(command, args, { detached: !windows, stdio: ['ignore', 'inherit', 'inherit'] });

/** Kills the whole group, because a busy extension host outlives its server. */
function killGroup() {
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is empty.
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
