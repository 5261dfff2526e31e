import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import * as v from 'valibot';
import { describeRelease } from '../../build/release';
import { TESTED_VERSIONS } from '../vscode/install';
import { read, root } from './sources';

/** The categories that both registries accept. */
const CATEGORIES = [
  ...['AI', 'Azure', 'Chat', 'Data Science', 'Debuggers', 'Education', 'Extension Packs', 'Formatters', 'Keymaps'],
  ...['Language Packs', 'Linters', 'Machine Learning', 'Notebooks', 'Other', 'Programming Languages', 'SCM Providers'],
  ...['Snippets', 'Testing', 'Themes', 'Visualization'],
];
/** The largest number of keywords that the Marketplace accepts. */
const MOST_KEYWORDS = 30;

const Manifest = v.looseObject({
  publisher: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/)),
  name: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/)),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  license: v.literal('MIT'),
  repository: v.object({ url: v.pipe(v.string(), v.regex(/^https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/)) }),
  engines: v.object({ vscode: v.string() }),
  categories: v.array(v.string()),
  keywords: v.array(v.string()),
  activationEvents: v.array(v.string()),
});
const manifest = v.parse(Manifest, JSON.parse(read('package.json')));
const workflow = read('.github/workflows/release.yml');

interface Node {
  readonly type: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

/** Returns the URLs of all nodes of a type. */
function urls(node: Node, type: string): string[] {
  return [...(node.type === type ? [node.url ?? ''] : []), ...(node.children ?? []).flatMap((one) => urls(one, type))];
}

/** Returns the text of a job in the release workflow. */
function job(name: string): string {
  const [, text] = new RegExp(`^  ${name}:\\n([^]*?)(?=^  [\\w-]+:\\n|(?![^]))`, 'm').exec(workflow) ?? [];
  return text ?? assert.fail(`The release workflow has no job ${name}`);
}

describe('A release', () => {
  it('has the version at the top of the changelog, below changes that are not released', () => {
    const headings = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    const [first, ...others] = headings;
    assert.equal(first === 'Unreleased' ? others[0] : first, manifest.version);
    assert.ok(!others.includes('Unreleased'));
    assert.equal(new Set(headings).size, headings.length);
  });

  it('requires the oldest VS Code that tests run in', () => {
    const minor = (version: string): number => Number(version.split('.')[1]);
    const [oldest = ''] = [...TESTED_VERSIONS].sort((a, b) => minor(a) - minor(b));
    assert.equal(manifest.engines.vscode, `^${oldest}.0`);
    assert.ok(read('README.md').includes(`VS Code ${oldest} or newer`));
  });

  it('has categories and keywords that the Marketplace accepts', () => {
    assert.ok(manifest.categories.length > 0);
    for (const category of manifest.categories) {
      assert.ok(CATEGORIES.includes(category), category);
    }
    for (const keyword of manifest.keywords) {
      assert.match(keyword, /^[a-z0-9]+([ -][a-z0-9]+)*$/);
    }
    assert.ok(manifest.keywords.length > 0 && manifest.keywords.length <= MOST_KEYWORDS);
    assert.equal(new Set(manifest.keywords).size, manifest.keywords.length);
  });

  it('is not activated by every start of VS Code', () => {
    for (const event of ['*', 'onStartupFinished']) {
      assert.ok(!manifest.activationEvents.includes(event), event);
    }
  });

  for (const file of ['README.md', 'CHANGELOG.md']) {
    it(`shows no broken image or link in ${file}`, () => {
      const tree = fromMarkdown(read(file));
      assert.doesNotMatch(read(file), /<(img|svg|picture|video)\b/i);
      for (const url of urls(tree, 'image')) {
        assert.doesNotMatch(url, /\.svg\b/i, 'The Marketplace refuses SVG');
        assert.ok(url.startsWith('https://') || existsSync(path.join(root, url)), url);
      }
      for (const url of urls(tree, 'link')) {
        const [target = ''] = url.split('#');
        assert.ok(url.startsWith('https://') || existsSync(path.join(root, target)), url);
      }
    });
  }

  it('is installed by the commands in the README', () => {
    const id = `${manifest.publisher}.${manifest.name}`;
    const repository = manifest.repository.url.replace(/\.git$/, '');
    for (const text of [
      `code --install-extension ${id}\``,
      `https://marketplace.visualstudio.com/items?itemName=${id})`,
      `https://open-vsx.org/extension/${manifest.publisher}/${manifest.name})`,
      `${repository}/releases)`,
      `--repo ${new URL(repository).pathname.slice(1)}\``,
    ]) {
      assert.ok(read('README.md').includes(text), text);
    }
  });

  it('is described by its tag, its manifest and the top of the changelog', () => {
    const changelog = '# Changelog\n\n## 0.3.1\n\n- New\n\n### Fixed\n\n- Old\n\n## 0.2.0\n\n- First\n';
    const release = (tag: string, version: string) =>
      describeRelease(tag, { publisher: 'someone', name: 'thing', version }, changelog);
    assert.deepEqual(release('v0.3.1', '0.3.1'), {
      extension: 'someone.thing',
      version: '0.3.1',
      isPreRelease: true,
      vsix: 'thing-0.3.1.vsix',
      notes: '- New\n\n### Fixed\n\n- Old',
    });
    assert.throws(() => release('v0.3.0', '0.3.1'), /tag v0\.3\.0 is not the version/);
    assert.throws(() => release('v0.2.0', '0.2.0'), /starts with “0\.3\.1”/);
    assert.throws(() => release('v0.3.1-beta', '0.3.1-beta'), /major\.minor\.patch/);
    assert.equal(
      describeRelease('v1.2.0', { publisher: 'a', name: 'b', version: '1.2.0' }, '## 1.2.0\n').isPreRelease,
      false,
    );
  });

  it('is tested on all levels except the one that packages, on three systems', () => {
    const levels = [...read('test/run.ts').matchAll(/\{ name: '([^']+)'/g)].map(([, level = '']) => level);
    const [, wanted = ''] = /npm test -- (.+)$/m.exec(job('test')) ?? [];
    assert.ok(levels.length > 10);
    assert.deepEqual(
      levels.filter((level) => !wanted.split(' ').some((start) => level.startsWith(start))),
      ['package'],
    );
    assert.match(job('test'), /os: \[ubuntu-latest, macos-latest, windows-latest\]/);
  });

  it('is built once, and published with approval after the tests', () => {
    assert.equal(workflow.match(/npm run package|vsce package/g)?.length, 1);
    assert.match(job('test'), /needs: package\n/);
    assert.match(job('draft'), /needs: \[package, test\]\n/);
    for (const name of ['marketplace', 'open-vsx']) {
      assert.match(job(name), /needs: \[package, draft\]\n {4}environment: release\n/);
      assert.match(job(name), /gh attestation verify "\$FOLDER\/\$VSIX"/);
      assert.match(job(name), /publish (--oidc --packagePath )?"\$FOLDER\/\$VSIX"\n/);
      assert.match(job(name), /echo "\$SHA256 {2}published\.vsix" \| sha256sum --check\n/);
    }
    assert.match(job('publish'), /needs: \[marketplace, open-vsx\]\n/);
  });

  it('gives no rights to jobs that run tests or build', () => {
    assert.match(workflow, /^permissions:\n {2}contents: read\n\n/m);
    for (const name of ['package', 'test']) {
      assert.doesNotMatch(job(name), /permissions:|secrets\./);
    }
    assert.doesNotMatch(job('open-vsx'), /id-token/);
    assert.equal(workflow.match(/secrets\./g)?.length, 1);
    // An expression in a script would run what a tag is named.
    for (const [script] of workflow.matchAll(/run: (\||.*$)(\n {10}.*)*/gm)) {
      assert.doesNotMatch(script, /\$\{\{/);
    }
  });
});
