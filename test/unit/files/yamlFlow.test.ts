import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isScalar, parseDocument, visit } from 'yaml';
import { ScannedFile } from '../../../src/files/scannedFile';

/** What may be between two tokens of a collection in several lines. */
const gap = fc.constantFrom('', ' ', '\n  ', '\r\n  ', ' # a: { b\n  ', '\n  # "\n\n  ');
const word = fc.constantFrom('Type', 'export', '"Id"', "'a: b'");
const text = fc.constantFrom('a', '1', 'MongoDB::Atlas::X', '"x # y"', "'{'", 'https://a/b', 'a#b', 'x-y');

type Write = (names: () => number) => string;

const { map } = fc.letrec<{ map: Write; value: Write }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text.map((value) => () => value),
    tie('map'),
    fc.array(fc.tuple(gap, tie('value'), gap), { maxLength: 3 }).map(
      (items): Write =>
        (names) =>
          `[${items.map(([a, of, b]) => a + of(names) + b).join(',')}]`,
    ),
  ),
  map: fc
    .array(fc.tuple(gap, word, gap, tie('value'), gap), { minLength: 1, maxLength: 3 })
    .map((members): Write => (names) => {
      const written = members.map(([a, key, b, value, c]) => {
        const unique = key.replace(/(?=["']?$)/, String(names()));
        return `${a}${unique}: ${b}${value(names)}${c}`;
      });
      return `{${written.join(',')}}`;
    }),
}));

describe('Flow collections of YAML', () => {
  it('have the same keys and values as a real parser finds, also in several lines', () => {
    fc.assert(
      fc.property(map, (write) => {
        let count = 0;
        const source = `a: ${write(() => (count += 1))}\n`;
        const document = parseDocument(source);
        assert.deepEqual(document.errors, [], source);
        const expected: [string, string][] = [];
        visit(document, {
          Pair: (_, { key, value }) => {
            if (isScalar(key) && isScalar(value) && typeof value.source === 'string') {
              expected.push([String(key.value), value.source]);
            }
          },
        });
        const file = new ScannedFile(source, 'yaml');
        const entries = file.blocks
          .slice(1)
          .flatMap((block) => (source[block.start] === '{' ? file.entriesOf(block) : []))
          .sort((a, b) => a.keyStart - b.keyStart);
        assert.deepEqual(
          entries.map(({ key, value }) => [key, value]),
          expected,
          source,
        );
      }),
      { numRuns: 1000 },
    );
  });
});
