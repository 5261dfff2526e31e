import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('SECURITY.md', () => {
  const rows = read('SECURITY.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split(' | '));

  it('names a danger of every kind', () => {
    const kinds = new Set(rows.map(([from = '']) => from.replace(/^\|/, '').trim()));
    for (const kind of ['Workspace', 'Other extensions', 'Network', 'Answers', 'Clipboard', 'Shared machine']) {
      assert.ok(kinds.has(kind), kind);
    }
  });

  for (const [, danger = '', , where = '', held = ''] of rows) {
    it(`says what stands against this, and a test that is there holds it: ${danger.trim()}`, () => {
      const sources = [...where.matchAll(/`([^`]+)`/g)].map(([, source = '']) => source);
      assert.ok(sources.length > 0 && sources.every((source) => existsSync(path.join(root, source))), where);
      const [, file = '', title = ''] = /`(test\/[^:`]+): ([^`]+)`/.exec(held) ?? [];
      assert.ok(title !== '' && read(file).includes(title), held);
    });
  }
});
