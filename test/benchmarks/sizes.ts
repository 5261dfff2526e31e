import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Figure } from './report';

const root = path.resolve(__dirname, '../..');

/** Builds the VSIX, and measures its size. */
export function sizes(): Figure[] {
  execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: root });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  execFileSync(process.execPath, [vsce, 'package', '--no-dependencies'], { cwd: root });
  const vsix = readdirSync(root).find((file) => file.endsWith('.vsix')) ?? '';
  return [
    size('`dist/extension.js` and everything that it loads at activation', filesAtStart(), 120),
    size('The VSIX', [vsix], 400),
  ];
}

/** Returns the files that are loaded at activation. */
function filesAtStart(): string[] {
  const script = `
    require('node:module')._load = ((load) => function (name, ...rest) {
      return name === 'vscode' ? new Proxy(class {}, { get: () => class {} }) : load.call(this, name, ...rest);
    })(require('node:module')._load);
    require('./dist/extension.js');
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const output = execFileSync(process.execPath, ['--eval', script], { cwd: root, encoding: 'utf8' });
  return v.parse(v.pipe(v.string(), v.parseJson(), v.array(v.string())), output);
}

function size(name: string, files: readonly string[], goal: number): Figure {
  const bytes = files.map((file) => statSync(path.resolve(root, file)).size).reduce((sum, one) => sum + one, 0);
  const kilobytes = bytes / 1024;
  const comparedWith = 'MongoDB for VS Code: a cap of 15 MB';
  return { name, value: `${kilobytes.toFixed(1)} KB`, comparedWith, goal: `≤ ${goal} KB`, isMet: kilobytes <= goal };
}
