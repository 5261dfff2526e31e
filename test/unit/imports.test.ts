import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { root } from './sources';

const Report = v.object({
  summary: v.object({ violations: v.array(v.object({ from: v.string(), rule: v.object({ name: v.string() }) })) }),
});

/** Imports that the map of rooms forbids: the file that has it, the import, and the rule that it breaks. */
const FORBIDDEN: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['src/atlas/planted.ts', "export { x } from '../tree/index';", 'atlas imports downward only'],
  ['src/atlas/planted.ts', "export const later = () => import('../details/index');", 'atlas imports downward only'],
  ['src/model/planted.ts', "export type { X } from '../tree/index';", 'model imports downward only'],
  [
    'src/failures/planted.ts',
    "import type { X } from '../signIn/index'; export type Y = X;",
    'failures imports downward only',
  ],
  ['src/tree/planted.ts', "export { x } from '../overview/index';", 'tree imports downward only'],
  ['src/find/planted.ts', "export { x } from '../extension';", 'find imports downward only'],
  [
    'src/credentials/planted.ts',
    "import { window } from 'vscode'; export const y = window;",
    'the core knows no VS Code',
  ],
  ['src/tree/planted.ts', "export { default } from 'node-fetch';", 'node-fetch is imported in one place'],
  ['src/details/page/planted.ts', "export { x } from '../index';", 'a page of a webview runs in a browser'],
  ['src/tree/index.ts', "export { y } from './planted';", 'no circles'],
  ['src/utils/planted.ts', "export { x } from '../tree/index';", 'every file is in a room'],
];

/** Where a planted import leads to; each of these files exists. */
const ROOMS = ['atlas', 'tree', 'details', 'overview', 'signIn'];

describe('The map of rooms', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'imports-'));
    for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json']) {
      copyFileSync(path.join(root, name), path.join(folder, name));
    }
    for (const name of ['vscode', 'node-fetch']) {
      mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
      writeFileSync(path.join(folder, 'node_modules', name, 'index.js'), 'module.exports = {};');
      writeFileSync(
        path.join(folder, 'node_modules', name, 'package.json'),
        JSON.stringify({ name, version: '1.0.0' }),
      );
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Returns the rules that files break, each as the rule and the file. */
  function broken(files: Readonly<Record<string, string>>): string[] {
    rmSync(path.join(folder, 'src'), { recursive: true, force: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.notEqual(stdout, '', stderr);
    return v.parse(Report, JSON.parse(stdout)).summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
  }

  const files = Object.fromEntries(
    ROOMS.map((room) => [`src/${room}/index.ts`, 'export const x = 1; export type X = 1;']),
  );

  it('lets what is allowed pass', () => {
    const allowed = { 'src/tree/planted.ts': "export { x } from '../atlas/index';", 'src/extension.ts': 'export {};' };
    assert.deepEqual(broken({ ...files, ...allowed }), []);
  });

  for (const [file, text, rule] of FORBIDDEN) {
    it(`refuses ${text} in ${file}`, () => {
      const more = rule === 'no circles' ? { 'src/tree/planted.ts': "export { y } from './index';" } : {};
      const all = { ...files, 'src/extension.ts': 'export const x = 1;', ...more, [file]: text };
      assert.ok(
        broken(all).some((violation) => violation.startsWith(`${rule}: `)),
        broken(all).join('\n'),
      );
    });
  }
});
