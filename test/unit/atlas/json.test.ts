import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJson, readJson } from '../../../src/atlas/json';

const nested = (levels: number, open = '[', close = ']'): string => open.repeat(levels) + close.repeat(levels);

describe('readJson', () => {
  it('accepts what JSON.parse accepts, and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(parseJson(text), JSON.parse(text));
      }),
    );
    for (const text of ['', '{', '<html>', "{'a':1}", 'undefined']) {
      assert.deepEqual(readJson(text), { kind: 'notJson' });
      assert.equal(parseJson(text), undefined);
    }
  });

  it('reads 1,024 levels and no more', () => {
    assert.equal(readJson(nested(1024)).kind, 'json');
    assert.equal(readJson(nested(1025)).kind, 'tooDeep');
    assert.equal(readJson(`{"a":${nested(1024)}}`).kind, 'tooDeep');
    assert.equal(readJson(nested(100_000, '{"a":', '}')).kind, 'tooDeep');
    assert.equal(readJson('['.repeat(4_000_000)).kind, 'tooDeep');
    assert.equal(parseJson(nested(1025)), undefined);
  });

  it('finds a repeated name at any depth', () => {
    for (const text of [
      '{"a":1,"a":1}',
      '[{"b":[{"a":{"x":{"y":1}},"c":2,"a":3}]}]',
      '{"__proto__":1,"__proto__":2}',
      '{"a":1,"\\u0061":2}',
      '{ "" : 1 , "" : 2 }',
      '{"1":1,"1":2}',
      '{"a":":","a":"\\":"}',
    ]) {
      const read = readJson(text);
      assert.equal(read.kind === 'json' && read.hasRepeatedNames, true, text);
    }
  });

  it('finds no repeated name in other texts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t'), (value, space) => {
        const read = readJson(JSON.stringify(value, undefined, space));
        assert.equal(read.kind === 'json' && read.hasRepeatedNames, false);
      }),
    );
    for (const text of ['{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"a":":","b":"{\\"a\\":1}"}', '":"', '7']) {
      const read = readJson(text);
      assert.equal(read.kind === 'json' && read.hasRepeatedNames, false, text);
    }
  });

  it('ignores brackets in strings and closed brackets', () => {
    for (const text of ['[[['.repeat(999), '\\"[[['.repeat(999), '\\\\', '\\u0022['.repeat(2000)]) {
      assert.equal(readJson(`["${text}"]`).kind, 'json', text);
    }
    assert.equal(readJson(`[${'[],{},'.repeat(1000)}1]`).kind, 'json');
  });
});
