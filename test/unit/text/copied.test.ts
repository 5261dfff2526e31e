import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { copiedText, copiedValue } from '../../../src/text/copied';

describe('Copied text', () => {
  it('runs nothing in a terminal that it is pasted into', () => {
    assert.deepEqual(copiedValue('a\u0003\nrm -rf ~\n\u001B[201~'), { text: 'arm -rf ~[201~', removed: 4 });
    assert.equal(copiedText('id1\nid2\u0085\u0003\tx'), 'id1\nid2\tx');
    const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter((one) =>
      /\p{Cc}/u.test(one),
    );
    assert.equal(controls.length, 65);
    for (const control of controls) {
      assert.deepEqual(copiedValue(`a${control}b`), { text: 'ab', removed: 1 });
      assert.equal(copiedText(`a${control}b`), /[\n\t]/.test(control) ? `a${control}b` : 'ab');
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        assert.doesNotMatch(copiedValue(value).text, /\p{Cc}/u);
        assert.doesNotMatch(copiedText(value), /(?![\n\t])\p{Cc}/u);
      }),
    );
  });

  it('contains no invisible characters, which could hide or reverse text where it is pasted', () => {
    for (const hidden of [
      '\u200B',
      '\u202E',
      '\u2066',
      '\u2028',
      '\u00AD',
      '\uFEFF',
      '\u{E0041}',
      '\u3164',
      '\uD800',
    ]) {
      assert.deepEqual(copiedValue(`pro${hidden}d`), { text: 'prod', removed: hidden.length });
      assert.equal(copiedText(`pro${hidden}d\nx`), 'prod\nx');
    }
  });

  it('is otherwise unchanged', () => {
    for (const value of ['arn:aws:s3:::b', '5f1c0e0a9b2d3c4e5f6a7b8c', ' é \u00A0😀', 'x'.repeat(200_000)]) {
      assert.deepEqual(copiedValue(value), { text: value, removed: 0 });
      assert.equal(copiedText(value), value);
    }
  });
});
