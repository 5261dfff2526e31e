import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { RAW_JSON, rowTexts, rawFields, rawJsonOf, wholeText, withRawJson } from '../../../src/atlas/rawJson';
import { readJson } from '../../../src/atlas/json';
import { elementsOf, membersOf, partsOf } from '../../../src/atlas/jsonText';
import { jsonDocument } from '../../../src/text/jsonDocument';
import { INVISIBLE } from '../../../src/text/invisible';

/** A JSON text with white space in all possible places. */
const spaced = fc
  .tuple(fc.json(), fc.constantFrom('', ' ', '\n\t', ' \r\n  '))
  .map(([json, space]) => JSON.stringify(JSON.parse(json), undefined, space));

const ODD = `{"a": 12345678901234567890, "b":1e400, "c" :-0, "d": 1.0, "__proto__":{"x":null}, "constructor": "C",
  "a": "again", "e": [ ], "f": {}, "\\u0067": "\\ud800 \u202E \\" ] }", "": "" }`;

describe('The text of a JSON object', () => {
  it('has the members that JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom('', ' ', '\t'), (object, space) => {
        const members = membersOf(JSON.stringify(object, undefined, space));
        assert.deepEqual(
          members.map(({ name, text }) => [name, JSON.parse(text) as unknown]),
          Object.entries<unknown>(JSON.parse(JSON.stringify(object)) as Record<string, unknown>),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('has the members that JSON.parse loses', () => {
    assert.deepEqual(membersOf(ODD), [
      { name: 'a', text: '12345678901234567890' },
      { name: 'b', text: '1e400' },
      { name: 'c', text: '-0' },
      { name: 'd', text: '1.0' },
      { name: '__proto__', text: '{"x":null}' },
      { name: 'constructor', text: '"C"' },
      { name: 'a', text: '"again"' },
      { name: 'e', text: '[ ]' },
      { name: 'f', text: '{}' },
      { name: 'g', text: '"\\ud800 \u202E \\" ] }"' },
      { name: '', text: '""' },
    ]);
  });

  it('is split without errors even if it is not JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[],:"\\ a1\n')) }), (text) => {
        assert.ok([...partsOf(text)].length <= text.length);
        assert.ok(elementsOf(text).length <= text.length);
      }),
    );
  });
});

describe('A JSON document', () => {
  it('has the value of the text, without invisible characters', () => {
    fc.assert(
      fc.property(spaced, (json) => {
        const shown = jsonDocument(json);
        assert.deepEqual(JSON.parse(shown), JSON.parse(json));
        assert.equal(shown, `${JSON.stringify(JSON.parse(json), undefined, 2)}\n`);
      }),
      { numRuns: 500 },
    );
    assert.doesNotMatch(jsonDocument('{"a":"\u202E\u200B\u0085\u{E0041}"}').replaceAll('\n', ''), INVISIBLE);
    assert.equal(jsonDocument('["\u{E0041}\u202E"]'), '[\n  "\\udb40\\udc41\\u202e"\n]\n');
  });

  it('keeps digits, repeated names, null and `__proto__` as they are', () => {
    assert.equal(
      jsonDocument(ODD),
      `{
  "a": 12345678901234567890,
  "b": 1e400,
  "c": -0,
  "d": 1.0,
  "__proto__": {
    "x": null
  },
  "constructor": "C",
  "a": "again",
  "e": [],
  "f": {},
  "\\u0067": "\\ud800 \\u202e \\" ] }",
  "": ""
}
`,
    );
  });

  it('accepts a text with a hundred thousand levels', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    assert.equal(jsonDocument(deep).replace(/\s/g, ''), deep);
  });
});

describe('A decoded row', () => {
  const text = (row: object): string => JSON.stringify(row);

  /** Returns what a decoded row becomes with the text of its response. */
  const completed = (decoded: Record<string, unknown>, json: string) => {
    const read = readJson(json);
    assert.equal(read.kind, 'json');
    return withRawJson(decoded, read.value, wholeText(read));
  };

  it('keeps no text if its fields contain everything', () => {
    const row = { _id: 'x', name: 'n', flag: true, links: 'l' };
    const decoded = completed({ ...row }, text(row));
    assert.ok(!(RAW_JSON in decoded));
    assert.equal(rawJsonOf(decoded), text(row));
  });

  it('keeps its text if a field is unusual, null, a number, repeated or dropped', () => {
    for (const json of ['{"a":{"x":1}}', '{"b":null}', '{"a":1.0}', '{"a":"x","a":"y"}', '{"__proto__":"x"}']) {
      const decoded = completed(json.includes('"y"') ? { a: 'y' } : {}, json);
      assert.equal(rawJsonOf(decoded), json);
      assert.deepEqual(rawFields(decoded), membersOf(json));
    }
  });

  it('keeps its text if it is nested deeper than the stack', () => {
    const json = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const row: unknown = JSON.parse(json);
    const rowText = { text: () => json, hasRepeatedNames: false };
    assert.equal(rawJsonOf(withRawJson({ a: 'x' }, row, rowText)), json);
    assert.equal(rawJsonOf(withRawJson(row as object, row, rowText)), json);
    assert.equal(rawJsonOf(row as object), '{"a":"…"}');
  });

  it('has its text on its page', () => {
    const page = '{"totalCount":2,"results":[1, {"a":2.0} ,{"b":"]","b":"["}],"other":[{"c":1}]}';
    const read = readJson(page);
    assert.equal(read.kind, 'json');
    const textOf = rowTexts(read);
    assert.deepEqual(
      [textOf(1), textOf(2), textOf(3), textOf(0, 'other'), textOf(0, 'none')].map((row) => [
        row.text(),
        row.hasRepeatedNames,
      ]),
      [
        ['{"a":2.0}', false],
        ['{"b":"]","b":"["}', true],
        ['', false],
        ['{"c":1}', false],
        ['', false],
      ],
    );
  });
});
