import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { idAsValue } from '../../../src/files/idAsValue';

const ID = '64b8e1f2a7c3d90518e6f4b2';

describe('An ID that is inserted as a value', () => {
  for (const [before, syntax, expected] of [
    ['export_bucket_id = ', 'hcl', `"${ID}"`],
    ['export_bucket_id = "', 'hcl', ID],
    ["f(export_bucket_id='", 'python', ID],
    ['{ exportBucketId: `', 'code', ID],
    ['{ exportBucketId:', 'code', `"${ID}"`],
    ['atlas backups exports buckets describe --bucketId ', 'shell', ID],
    ['EXPORT_BUCKET_ID=', 'shell', ID],
    ['  - run: atlas backups exports buckets describe --bucketId ', 'yaml', ID],
    ['  - EXPORT_BUCKET_ID=', 'yaml', ID],
  ] as const) {
    it(`is written as its language requires: ${before} in ${syntax}`, () => {
      assert.equal(idAsValue(ID, before, syntax), expected);
    });
  }

  it('is a text for a YAML parser, also directly after the colon of a key', () => {
    const id = fc.stringMatching(/^(?:[0-9a-f]{24}|[0-9]{24}|[0-9]{20}e[0-9]{3}|0{22}e[0-9])$/);
    const place = fc.constantFrom(
      ...[
        'a: |',
        'a:|',
        'a:  |',
        'a:\n  |',
        'a: "|"',
        "a: '|'",
        'b: 1\na:|\n',
        '{a:|}',
        '{b: 1, a: |}',
        '{"a":|}',
        '"a":|',
      ],
    );
    fc.assert(
      fc.property(place, id, (template, value) => {
        const [before = '', after = ''] = template.split('|');
        const text = before + idAsValue(value, before, 'yaml') + after;
        const parsed: unknown = parse(text);
        assert.ok(typeof parsed === 'object' && parsed !== null && 'a' in parsed, text);
        assert.equal(parsed.a, value, text);
      }),
    );
  });
});
