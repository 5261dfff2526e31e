import assert from 'node:assert/strict';
import { visibleText } from '../../../src/text/invisible';
import { visibleChoice } from '../../../src/text/sinks';

describe('A name from Atlas', () => {
  it('shows invisible characters, and those that reverse text, by their codes', () => {
    assert.equal(visibleText('left\u202Etfel\u202C'), 'left[U+202E]tfel[U+202C]');
    assert.equal(visibleText('tab\tand\nline'), 'tab[U+0009]and[U+000A]line');
    assert.equal(visibleText('مخزن-<img src=x> 🪣 [x](command:y)'), 'مخزن-<img src=x> 🪣 [x](command:y)');
  });

  it('contains no icon in a Quick Pick', () => {
    assert.equal(visibleChoice('$(sync~spin) $(add) a'), '\\$(sync~spin) \\$(add) a');
    assert.equal(visibleChoice('$(rm -rf /) ${HOME} $() \\$(add)'), '$(rm -rf /) ${HOME} $() \\$(add)');
  });
});
