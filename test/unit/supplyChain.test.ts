import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import * as v from 'valibot';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const Package = v.object({
  version: v.optional(v.string()),
  integrity: v.optional(v.string()),
  resolved: v.optional(v.string()),
  hasInstallScript: v.optional(v.boolean(), false),
  dev: v.optional(v.boolean(), false),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});
const { packages } = v.parse(
  v.object({ packages: v.record(v.string(), Package) }),
  JSON.parse(read('package-lock.json')),
);
const locked = Object.entries(packages).filter(([folder]) => folder !== '');

describe('The supply chain', function () {
  this.timeout(30_000);

  it('is locked: every package by its hash, and none from an address of its own', () => {
    assert.ok(locked.length > 100);
    for (const [folder, { integrity, resolved }] of locked) {
      assert.match(integrity ?? '', /^sha512-/, folder);
      assert.equal(resolved, undefined, folder);
    }
  });

  it('has exact versions of what is bundled, none of which runs anything when it is installed', () => {
    const wanted = Object.entries(packages['']?.dependencies ?? {});
    assert.ok(wanted.length > 0);
    for (const [name, version] of wanted) {
      assert.equal(version, packages[`node_modules/${name}`]?.version, name);
    }
    assert.deepEqual(
      locked.filter(([, { dev, hasInstallScript }]) => !dev && hasInstallScript),
      [],
    );
  });

  it('is named in the VSIX: each bundled package with its locked version, its licence and the text of it', () => {
    const { status, stderr } = spawnSync(process.execPath, ['esbuild.js', '--production'], { cwd: root });
    assert.equal(status, 0, stderr.toString());
    const entries = read('dist/LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`);
    const named = entries.map((entry) => {
      const [, name = '', version, text = ''] =
        /^(\S+) (\S+) \((?:MIT|ISC|BSD-[23]-Clause)\)\n\n([^]+)$/.exec(entry) ?? [];
      assert.equal(version, packages[`node_modules/${name}`]?.version, entry.slice(0, 60));
      assert.match(text, /copyright/i, name);
      return name;
    });
    for (const name of Object.keys(packages['']?.dependencies ?? {})) {
      assert.ok(named.includes(name), `${name} is not named`);
    }
  });

  it('puts these files into the VSIX, and no other', async () => {
    const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
    const named = files.map((file) => file.replaceAll('\\', '/').replace(/-[A-Z0-9]{8}\.js$/, '-*.js'));
    const chunks = named.filter((file) => file.startsWith('dist/chunks/'));
    assert.ok(chunks.length > 3);
    for (const chunk of chunks) {
      assert.match(chunk, /^dist\/chunks\/\w+-\*\.js$/);
    }
    assert.deepEqual(
      named.filter((file) => !chunks.includes(file)).sort(),
      read('.vscodeignore')
        .trim()
        .split('\n')
        .flatMap((line) => (line.startsWith('!') && line !== '!dist/chunks/*.js' ? line.slice(1) : []))
        .sort(),
    );
  });

  it('ends in a VSIX of files that are named one by one', () => {
    const [all, ...named] = read('.vscodeignore').trim().split('\n');
    assert.equal(all, '**');
    assert.deepEqual(named, [
      '!dist/extension.js',
      '!dist/chunks/*.js',
      '!dist/details/page.js',
      '!dist/overview/page.js',
      '!dist/LICENSES.txt',
      '!media/activity.svg',
      '!media/details/bucket-dark.svg',
      '!media/details/bucket-light.svg',
      '!media/details/page.css',
      '!media/icon.png',
      '!media/overview/chart-dark.svg',
      '!media/overview/chart-light.svg',
      '!media/overview/page.css',
      '!media/webview/page.css',
      '!package.json',
      '!package.nls.json',
      '!README.md',
      '!CHANGELOG.md',
      '!LICENSE',
    ]);
  });
});
