import assert from 'node:assert/strict';
import path from 'node:path';
import { sources } from './sources';

/** What a file imports; paths to files of the program begin at `src`. */
function importsOf({ file, text }: { readonly file: string; readonly text: string }): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  );
}

describe('The source', () => {
  it('is in files that can be read at one sitting', () => {
    for (const { file, text } of sources) {
      const code = text.split('\n').filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line));
      assert.ok(code.length <= 250, `${file} has ${code.length} lines of code`);
    }
  });

  it('of the client knows neither VS Code nor anything above it', () => {
    const client = sources.filter(({ file }) => file.startsWith('src/atlas/'));
    assert.ok(client.length > 10);
    for (const source of client) {
      for (const name of importsOf(source)) {
        assert.notEqual(name, 'vscode', source.file);
        assert.ok(!name.startsWith('src/') || name.startsWith('src/atlas/'), `${source.file} imports ${name}`);
      }
    }
  });

  it('names its fetch in one place', () => {
    const importers = sources.filter((source) => importsOf(source).includes('node-fetch')).map(({ file }) => file);
    assert.deepEqual(importers, ['src/core.ts']);
  });

  it('decides in one place which language it speaks', () => {
    const files = sources.filter(({ text }) => /\benv\.language\b/.test(text)).map(({ file }) => file);
    assert.deepEqual(files, ['src/host/uiLanguage.ts']);
    for (const { file, text } of sources) {
      // Without a locale, it would be the one of the machine.
      assert.doesNotMatch(text, /toLocale\w*\(\s*(\)|undefined)|new Intl\.\w+\(\s*(\)|undefined)/, file);
    }
  });

  it('acknowledges in one place, which a screen reader hears', () => {
    for (const { file, text } of sources) {
      assert.doesNotMatch(text, /\bsetStatusBarMessage\(/, file);
      assert.equal(/\bcreateStatusBarItem\(/.test(text), file === 'src/host/acknowledgements.ts', file);
    }
  });

  it('asks over no other way', () => {
    for (const source of sources) {
      const network = importsOf(source).filter((name) =>
        /^(node:)?(https?|net|tls|http2|dgram|child_process|undici)$/.test(name),
      );
      assert.deepEqual(network, [], source.file);
      assert.doesNotMatch(source.text, /globalThis\.fetch|XMLHttpRequest|WebSocket/, source.file);
    }
  });
});
