#!/usr/bin/env node
// Replaces the `code` program of a desktop: runs code.ts on the pinned Node.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const here = (file) => new URL(file, import.meta.url);
const child = spawn(
  fileURLToPath(here(`../../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`)),
  [
    '--import',
    here('../../node_modules/tsx/dist/loader.mjs').href,
    fileURLToPath(here('code.ts')),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
