import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import * as v from 'valibot';
import { filesOf, LANGUAGES } from '../l10n/languages';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const Package = v.object({
  version: v.optional(v.string()),
  integrity: v.optional(v.string()),
  resolved: v.optional(v.string()),
  hasInstallScript: v.optional(v.boolean(), false),
  dev: v.optional(v.boolean(), false),
  link: v.optional(v.boolean(), false),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
  optionalDependencies: v.optional(v.record(v.string(), v.string()), {}),
});
const { packages } = v.parse(
  v.object({ packages: v.record(v.string(), Package) }),
  JSON.parse(read('package-lock.json')),
);
const locked = Object.entries(packages).filter(([folder]) => folder !== '');

/** The texts that a license requires to be shipped with the code, by SPDX identifier. */
const NOTICES: Readonly<Record<string, readonly RegExp[]>> = {
  MIT: [
    /Permission is hereby granted, free of charge, to any person obtaining a copy of this software/,
    /The above copyright notice and this permission notice shall be included in all copies/,
    /THE SOFTWARE IS PROVIDED ["'“]AS IS["'”], WITHOUT WARRANTY OF ANY KIND/,
  ],
  ISC: [/Permission to use, copy, modify, and(?:\/or)? distribute this software/, /PROVIDED ["'“]AS IS["'”]/],
  'BSD-2-Clause': [/Redistributions of source code must retain/, /Redistributions in binary form must reproduce/],
  'BSD-3-Clause': [
    /Redistributions of source code must retain/,
    /Redistributions in binary form must reproduce/,
    /Neither the name of/,
  ],
};

const Purl = v.pipe(v.string(), v.regex(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+$/));
const component = {
  'bom-ref': Purl,
  group: v.optional(v.pipe(v.string(), v.startsWith('@'))),
  name: v.pipe(v.string(), v.nonEmpty()),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  description: v.optional(v.string()),
  licenses: v.tuple([v.strictObject({ license: v.strictObject({ id: v.picklist(Object.keys(NOTICES)) }) })]),
  purl: Purl,
};
/** The part of CycloneDX 1.6 that the bill of materials uses. */
const Bill = v.strictObject({
  $schema: v.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.literal('1.6'),
  version: v.literal(1),
  metadata: v.strictObject({ component: v.strictObject({ type: v.literal('application'), ...component }) }),
  components: v.array(
    v.strictObject({
      type: v.literal('library'),
      ...component,
      hashes: v.tuple([
        v.strictObject({ alg: v.literal('SHA-512'), content: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)) }),
      ]),
    }),
  ),
  dependencies: v.array(v.strictObject({ ref: Purl, dependsOn: v.array(Purl) })),
});

/** Runs the production build, and returns its output. */
function build(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['esbuild.js', '--production', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

describe('The supply chain', function () {
  this.timeout(180_000);

  it('locks every package by hash, and none to a URL', () => {
    assert.ok(locked.length > 100);
    for (const [folder, { integrity, resolved }] of locked) {
      assert.match(integrity ?? '', /^sha512-/, folder);
      assert.equal(resolved, undefined, folder);
    }
  });

  it('has exact versions of bundled packages without install scripts', () => {
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

  it('puts the locked version and the complete license of each bundled package into the VSIX', () => {
    build();
    const entries = read('dist/LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`);
    const named = entries.map((entry) => {
      const [, name = '', version, license = '', text = ''] = /^(\S+) (\S+) \((\S+)\)\n\n([^]+)$/.exec(entry) ?? [];
      assert.equal(version, packages[`node_modules/${name}`]?.version, entry.slice(0, 60));
      const notice = NOTICES[license] ?? assert.fail(`${name} has the license ${license}`);
      for (const part of [/copyright/i, ...notice]) {
        assert.match(text.replaceAll(/\s+/g, ' '), part, name);
      }
      return name;
    });
    for (const name of Object.keys(packages['']?.dependencies ?? {})) {
      assert.ok(named.includes(name), `${name} is missing`);
    }
  });

  it('creates a bill of materials with exactly the bundled packages', () => {
    const { metadata, components, dependencies } = v.parse(Bill, JSON.parse(build('--sbom')));
    const bundled = [...read('dist/LICENSES.txt').matchAll(/^(\S+) (\S+) \(\S+\)$/gm)].map(([, name, version]) => [
      name,
      version,
    ]);
    assert.deepEqual(
      components.map(({ group, name, version }) => [group === undefined ? name : `${group}/${name}`, version]),
      bundled,
    );
    for (const { name, hashes } of components) {
      const [{ content }] = hashes;
      assert.equal(
        `sha512-${Buffer.from(content, 'hex').toString('base64')}`,
        packages[`node_modules/${name}`]?.integrity,
      );
    }
    const refs = [metadata.component, ...components].map((component) => component['bom-ref']);
    assert.equal(new Set(refs).size, refs.length);
    assert.deepEqual(
      dependencies.map(({ ref }) => ref),
      refs,
    );
    assert.ok(dependencies.every(({ dependsOn }) => dependsOn.every((ref) => refs.includes(ref))));
    // The extension depends on every package, directly or indirectly.
    const reached = new Set([metadata.component['bom-ref']]);
    for (const ref of reached) {
      dependencies.find((one) => one.ref === ref)?.dependsOn.forEach((used) => reached.add(used));
    }
    assert.equal(reached.size, refs.length);
  });

  it('pins downloads of tests and workflows by hash', () => {
    for (const folderOfLock of ['test/unit/simulator/mongodb-mcp-server', '.github/ovsx']) {
      const lock = JSON.parse(read(`${folderOfLock}/package-lock.json`)) as unknown;
      const { packages: downloaded } = v.parse(v.object({ packages: v.record(v.string(), Package) }), lock);
      for (const [folder, { integrity, resolved, link }] of Object.entries(downloaded)) {
        assert.ok(folder === '' || link || integrity?.startsWith('sha512-') === true, folder);
        assert.equal(resolved, undefined, folder);
      }
    }
    const nodes = Object.keys(packages['']?.optionalDependencies ?? {});
    assert.deepEqual(
      nodes.filter((name) => !read('test/bootstrap.mjs').includes(`'${name}'`)),
      [],
    );
    const pins = new Map<string, string>();
    for (const file of readdirSync(path.join(root, '.github/workflows'))) {
      const actions = [...read(`.github/workflows/${file}`).matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action);
      assert.ok(actions.length > 0, file);
      for (const action of actions) {
        assert.match(action, /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, file);
        const [name = '', pin = ''] = action.split('@');
        assert.equal(pins.get(name) ?? pin, pin, `${file} uses another version of ${name}`);
        pins.set(name, pin);
      }
    }
  });

  it('puts exactly these files into the VSIX', async () => {
    const copy = await mkdtemp(path.join(tmpdir(), 'package-'));
    // vsce reads all folders, so folders with tens of thousands of files are not copied.
    const installed = ['.git', '.vscode-test', 'node_modules', 'out'].map((name) => path.join(root, name));
    await cp(root, copy, { recursive: true, filter: (file) => !installed.includes(file) });
    const files = await listFiles({ cwd: copy, packageManager: PackageManager.None });
    await rm(copy, { recursive: true });
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

  it('lists each file of the VSIX in .vscodeignore', () => {
    const [all, ...named] = read('.vscodeignore').trim().split('\n');
    assert.equal(all, '**');
    assert.deepEqual(named, [
      '!dist/extension.js',
      '!dist/chunks/*.js',
      '!dist/details/page.js',
      '!dist/exports/page.js',
      '!dist/overview/page.js',
      '!dist/LICENSES.txt',
      ...LANGUAGES.map((language) => `!${filesOf(language).bundle}`),
      '!media/activity.svg',
      '!media/details/bucket-dark.svg',
      '!media/details/bucket-light.svg',
      '!media/details/page.css',
      '!media/exports/export-dark.svg',
      '!media/exports/export-light.svg',
      '!media/exports/page.css',
      '!media/icon.png',
      '!media/overview/chart-dark.svg',
      '!media/overview/chart-light.svg',
      '!media/overview/page.css',
      '!media/providers/aws-dark.svg',
      '!media/providers/aws-light.svg',
      '!media/providers/azure-dark.svg',
      '!media/providers/azure-light.svg',
      '!media/providers/gcp-dark.svg',
      '!media/providers/gcp-light.svg',
      '!media/walkthrough/addKey.svg',
      '!media/walkthrough/browse.svg',
      '!media/walkthrough/copyId.svg',
      '!media/walkthrough/createKey.svg',
      '!media/webview/page.css',
      '!package.json',
      '!package.nls.json',
      ...LANGUAGES.map((language) => `!${filesOf(language).manifest}`),
      '!README.md',
      '!CHANGELOG.md',
      '!LICENSE',
    ]);
  });
});
