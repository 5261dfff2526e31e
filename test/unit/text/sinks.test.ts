import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { INVISIBLE, cut, visibleText } from '../../../src/text/invisible';
import {
  choice,
  choiceText,
  commandLink,
  inputText,
  logText,
  markdownText,
  notificationText,
  plainText,
  row,
  statusBarText,
  titleText,
} from '../../../src/text/sinks';

/** The pattern for links in notifications and input boxes of VS Code 1.100 and 1.139. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** Their pattern for icons. */
const ICON = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('[]()$\\~ab: '), 'command:x', '$(add)', '](', '\u200B', '\uD800') }),
  fc.constantFrom(
    'Ended. [Sign in again](command:workbench.action.files.newUntitledFile)',
    '[a](https://evil.example "title")',
    '[[a]](command:x)',
    '$(sync~spin) \\$(add) \\\\$(add)',
  ),
);

const SINKS = { plainText, titleText, inputText, notificationText, choiceText, statusBarText, logText };

describe('A text from Atlas or from a user', () => {
  for (const [name, sink] of Object.entries(SINKS)) {
    it(`shows invisible characters by their codes, is limited in length, and doesn't change the second time (${name})`, () => {
      fc.assert(
        fc.property(hostile, (text) => {
          const shown = sink(text);
          assert.doesNotMatch(shown, INVISIBLE);
          assert.equal(sink(shown), shown);
        }),
        { numRuns: 2000 },
      );
      assert.ok(sink('\u0007'.repeat(9_000_000)).length <= 8000);
      assert.ok(sink('x'.repeat(9_000_000)).length <= 1000);
    });
  }

  for (const [name, sink] of Object.entries({ inputText, notificationText })) {
    it(`contains no link (${name})`, () => {
      fc.assert(
        fc.property(hostile, (text) => {
          assert.doesNotMatch(sink(text), LINK);
        }),
        { numRuns: 2000 },
      );
    });
  }

  for (const [name, sink] of Object.entries({ titleText, inputText, notificationText, choiceText, statusBarText })) {
    it(`contains no icon (${name})`, () => {
      fc.assert(
        fc.property(hostile, (text) => {
          assert.doesNotMatch(sink(text), ICON);
        }),
        { numRuns: 2000 },
      );
    });
  }

  it('contains only entities, letters, digits, and spaces in a tooltip', () => {
    fc.assert(
      fc.property(fc.array(hostile), (lines) => {
        for (const line of markdownText(lines).split('  \n')) {
          assert.match(line, /^(?:[\p{L}\p{N} ]|&#\d+;)*$/u);
        }
      }),
    );
  });

  it('is never truncated within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
        const shown = cut(text, most);
        assert.ok(shown.length <= most);
        assert.ok(shown === text || (shown.endsWith('…') && text.startsWith(shown.slice(0, -1))));
        assert.ok(/\p{Cs}/u.test(text) || !/\p{Cs}/u.test(shown));
      }),
    );
  });

  it('is sanitized in the label, description, detail, and accessible label of lists and trees', () => {
    assert.deepEqual(choice({ label: '$(a) \u202E', description: '$(b)', detail: '$(c)', icon: 'search', value: 1 }), {
      label: '$(search) \\$(a) [U+202E]',
      description: '\\$(b)',
      detail: '\\$(c)',
      icon: 'search',
      value: 1,
    });
    assert.deepEqual(
      row({
        label: '\u202E',
        description: '\u0007',
        tooltip: '\u001B',
        accessibilityInformation: { label: '\u200B', role: 'alert' },
      }),
      {
        label: '[U+202E]',
        description: '[U+0007]',
        tooltip: '[U+001B]',
        accessibilityInformation: { label: '[U+200B]', role: 'alert' },
      },
    );
  });
});

describe('Two names', () => {
  const invisible = [
    ...Array.from('\u0000\u0007\u0085\u00AD\u034F\u061C\u115F\u1160\u17B4\u180B\u180E\u200B\u200C\u200D\u200E\u200F'),
    ...Array.from('\u2028\u2029\u202A\u202E\u2060\u2064\u2066\u2069\u206A\u206F\u2800\u3164\uFE00\uFE0F\uFEFF\uFFA0'),
    ...Array.from('\uFFF9\uFFFB\uFFFC\uE000\u{E0001}\u{E0041}\u{E0100}\u{1D173}\u{1BCA0}\u{F0000}\u{FFFFE}'),
    ...Array.from('\u00A0\u1680\u2003\u2009\u202F\u205F\u3000'),
    '\uD800',
  ];

  it('that differ in an invisible character look different', () => {
    for (const character of invisible) {
      const shown = visibleText(`pro${character}d`);
      assert.match(shown, /^pro\[U\+[0-9A-F]{4,6}\]d$/);
    }
  });

  it('that differ in leading, trailing, or repeated spaces, or in the encoding of an accent, look different', () => {
    const names = [
      'a b',
      ' a b',
      'a b ',
      'a  b',
      'caf\u00E9',
      'cafe\u0301',
      '\u212B',
      '\u00C5',
      '\uD55C',
      '\u1112\u1161\u11AB',
    ];
    assert.equal(new Set(names.map(visibleText)).size, names.length);
    assert.deepEqual(
      names.map(visibleText).filter((name) => /^[\p{L} ]*$/u.test(name)),
      ['a b', 'caf\u00E9', '\u00C5', '\uD55C'],
    );
  });

  it('are shown unchanged if all characters are visible', () => {
    for (const name of ['Größe & Maße', 'مخزن', '生产', '🪣 prod', 'a_b-c.d', 'हिन्दी'.normalize('NFC')]) {
      assert.equal(visibleText(name), name);
    }
  });
});

describe('A link in a tooltip', () => {
  it('runs its command with its arguments, and nothing in them can end the link or start another', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, argument) => {
        const [, label, query = ''] =
          /^\[([^[\]]*)\]\(command:own\.command\?([\w%.~-]*)\)$/.exec(commandLink(title, 'own.command', [argument])) ??
          [];
        assert.equal(label, markdownText([title]));
        assert.deepEqual(JSON.parse(decodeURIComponent(query)), [argument]);
      }),
    );
  });
});
