import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The sources of threats. */
const KINDS = [
  'User',
  'Workspace',
  'Environment',
  'Other extensions',
  'Agents',
  'Network',
  'Responses',
  'Links',
  'Clipboard',
  'Saved files',
  'Shared machine',
  'Supply chain',
];

/** Returns whether a test file has a test with this text in its title. */
function hasTest(file: string, title: string): boolean {
  const starts = read(file)
    .split(/\bit\(\s*['`"]/)
    .slice(1);
  return starts.some((start) => start.split('\n', 1)[0]?.includes(title) === true);
}

describe('SECURITY.md', () => {
  const rows = read('SECURITY.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split(' | '));

  it('lists a threat from every source', () => {
    const kinds = new Set(rows.map(([from = '']) => from.replace(/^\|/, '').trim()));
    assert.deepEqual([...kinds].sort(), [...KINDS].sort());
  });

  for (const [, threat = '', , where = '', listed = ''] of rows) {
    it(`names the source files and tests that prevent this: ${threat.trim()}`, () => {
      const sources = [...where.matchAll(/`([^`]+)`/g)].map(([, source = '']) => source);
      assert.ok(sources.length > 0 && sources.every((source) => existsSync(path.join(root, source))), where);
      const tests = [...listed.matchAll(/`([^`]+?): ([^`]+)`/g)];
      assert.ok(tests.length > 0);
      assert.equal(tests.length, listed.match(/`[^`]+`/g)?.length, listed);
      for (const [, file = '', title = ''] of tests) {
        assert.ok(hasTest(file, title), `${file} has no test “${title}”`);
      }
    });
  }
});
