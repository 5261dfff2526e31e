#!/usr/bin/env node
// Stands in for the `code` of a desktop: runs code.ts on the Node that is pinned.
import { spawn } from 'node:child_process';
import path from 'node:path';

const modules = path.resolve(import.meta.dirname, '../../node_modules');
const node = path.join(modules, 'node/bin/node');
const child = spawn(
  node,
  [
    '--import',
    path.join(modules, 'tsx/dist/loader.mjs'),
    path.join(import.meta.dirname, 'code.ts'),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
