import assert from 'node:assert/strict';
import path from 'node:path';
import { sources } from './sources';

/** Returns the imports of a file. Paths within the program begin with `src`. */
function importsOf({ file, text }: { readonly file: string; readonly text: string }): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  );
}

describe('The source', () => {
  it('has at most 250 lines of code per file', () => {
    for (const { file, text } of sources) {
      const code = text.split('\n').filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line));
      assert.ok(code.length <= 250, `${file} has ${code.length} lines of code`);
    }
  });

  it('of the client imports neither VS Code nor other folders', () => {
    const client = sources.filter(({ file }) => file.startsWith('src/atlas/'));
    assert.ok(client.length > 10);
    for (const source of client) {
      for (const name of importsOf(source)) {
        assert.notEqual(name, 'vscode', source.file);
        assert.ok(!name.startsWith('src/') || name.startsWith('src/atlas/'), `${source.file} imports ${name}`);
      }
    }
  });

  it('imports node-fetch in one place', () => {
    const importers = sources.filter((source) => importsOf(source).includes('node-fetch')).map(({ file }) => file);
    assert.deepEqual(importers, ['src/core.ts']);
  });

  it('reads the display language in one place', () => {
    const files = sources.filter(({ text }) => /\benv\.language\b/.test(text)).map(({ file }) => file);
    assert.deepEqual(files, ['src/host/uiLanguage.ts']);
    for (const { file, text } of sources) {
      // Without a locale, the functions use the locale of the machine.
      assert.doesNotMatch(text, /toLocale\w*\(\s*(\)|undefined)|new Intl\.\w+\(\s*(\)|undefined)/, file);
    }
  });

  it('writes to the status bar in one place, which screen readers announce', () => {
    for (const { file, text } of sources) {
      assert.doesNotMatch(text, /\bsetStatusBarMessage\(/, file);
      assert.equal(/\bcreateStatusBarItem\(/.test(text), file === 'src/host/acknowledgements.ts', file);
    }
  });

  it('creates only pages that can be searched, and whose menu has no commands of VS Code that do nothing in them', () => {
    const creators = sources.flatMap(({ file, text }) =>
      text
        .split(/\bcreateWebviewPanel\(/)
        .slice(1)
        .map((rest) => ({ file, call: rest.slice(0, rest.indexOf(';')) })),
    );
    assert.equal(creators.length, 3);
    for (const { file, call } of creators) {
      assert.match(call, /enableFindWidget: true/, file);
    }
    const pages = sources.filter(({ file }) => file.endsWith('/page/main.ts')).map(({ file }) => path.dirname(file));
    assert.equal(pages.length, creators.length);
    for (const page of pages) {
      const code = sources.filter(({ file }) => path.dirname(file) === page).map(({ text }) => text);
      assert.match(code.join(''), /\bsetContextMenu\(/, page);
    }
  });

  it('sends requests in no other way', () => {
    for (const source of sources) {
      const network = importsOf(source).filter((name) =>
        /^(node:)?(https?|net|tls|http2|dgram|child_process|undici)$/.test(name),
      );
      assert.deepEqual(network, [], source.file);
      assert.doesNotMatch(source.text, /globalThis\.fetch|XMLHttpRequest|WebSocket/, source.file);
    }
  });
});
