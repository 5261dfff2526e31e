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

/** Forbidden imports: the file, its text, and the rule that it breaks. */
const FORBIDDEN: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['src/atlas/static.ts', "export { x } from '../tree/index';", 'atlas imports downward only'],
  ['src/atlas/dynamic.ts', "export const later = () => import('../details/index');", 'atlas imports downward only'],
  ['src/model/type.ts', "export type { X } from '../tree/index';", 'model imports downward only'],
  [
    'src/failures/type.ts',
    "import type { X } from '../signIn/index'; export type Y = X;",
    'failures imports downward only',
  ],
  ['src/tree/feature.ts', "export { x } from '../overview/index';", 'tree imports downward only'],
  ['src/find/extension.ts', "export { x } from '../extension';", 'find imports downward only'],
  [
    'src/credentials/vscode.ts',
    "import { window } from 'vscode'; export const y = window;",
    'the core does not import VS Code',
  ],
  ['src/tree/fetch.ts', "export { default } from 'node-fetch';", 'node-fetch is imported in one place'],
  ['src/details/page/extension.ts', "export { x } from '../index';", 'webview pages run in a browser'],
  ['src/tree/cycle.ts', "import './cycleBack'; export const y = 1;", 'no cycles'],
  ['src/utils/layer.ts', "export { x } from '../tree/index';", 'every file is in a layer'],
];

/** The folders that the planted files import from. */
const IMPORTED = ['atlas', 'tree', 'details', 'overview', 'signIn'];

describe('The layers of the code', function () {
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

  /** Returns the violations of some files: the rule and the file of each. */
  function violationsIn(files: Readonly<Record<string, string>>): readonly (readonly [rule: string, file: string])[] {
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
    return v.parse(Report, JSON.parse(stdout)).summary.violations.map(({ from, rule }) => [rule.name, from]);
  }

  const files = Object.fromEntries(
    IMPORTED.map((name) => [`src/${name}/index.ts`, 'export const x = 1; export type X = 1;']),
  );

  it('allows downward imports', () => {
    const allowed = { 'src/tree/planted.ts': "export { x } from '../atlas/index';", 'src/extension.ts': 'export {};' };
    assert.deepEqual(violationsIn({ ...files, ...allowed }), []);
  });

  describe('rejects', () => {
    let violations: ReturnType<typeof violationsIn>;

    before(() => {
      violations = violationsIn({
        ...files,
        'src/extension.ts': 'export const x = 1;',
        'src/tree/cycleBack.ts': "import './cycle';",
        ...Object.fromEntries(FORBIDDEN.map(([file, text]) => [file, text])),
      });
    });

    for (const [file, text, rule] of FORBIDDEN) {
      it(`${text} in ${file}`, () => {
        const broken = violations.filter(([, from]) => from === file).map(([name]) => name);
        assert.ok(broken.includes(rule), broken.join('\n'));
      });
    }
  });
});
