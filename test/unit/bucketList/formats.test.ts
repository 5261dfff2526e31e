import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { TABLES } from '../../../src/bucketList/formats';
import { INVISIBLE } from '../../../src/text/invisible';
import {
  written,
  readCsv,
  READERS,
  FORMULA,
  SEPARATORS,
  withoutApostrophes,
  AS_WRITTEN,
  mapped,
  expected,
  inventory,
  many,
} from './lists';

describe('The formats of a saved list', () => {
  for (const { label } of TABLES) {
    const read = READERS[label];
    assert.ok(read, `no reader for ${label}`);

    it(`are read by an independent parser as they were written: ${label}`, () => {
      fc.assert(
        fc.property(inventory, (list) => {
          const { notes, rows } = read(written(label, list));
          const asWritten = AS_WRITTEN[label] ?? ((words: string) => words);
          const cells = rows.map((row) => (label === 'CSV' ? mapped(row, withoutApostrophes) : row));
          assert.deepEqual(cells, expected(list, label));
          const notices = [list.partial?.notice, list.filter?.notice]
            .filter((notice) => notice !== undefined)
            .join(' ');
          assert.equal(label === 'CSV' ? withoutApostrophes(notes) : notes, asWritten(notices));
        }),
        { numRuns: 100 },
      );
    });

    it(`start like a complete list, and end with what is missing: ${label}`, () => {
      const partial = {
        notice: 'Incomplete: “payroll-vault” (62c8d1e04f7a9b3c5d6e7f01) is missing',
        missing: [{ credential: 'Retail', project: 'payroll-vault', reason: 'no role' }],
      };
      for (const rows of [0, 3]) {
        const text = written(label, { ...many(rows), partial }).replaceAll('&#58;', ':');
        const position = text.indexOf(partial.notice);
        assert.ok(position > text.lastIndexOf('test-bucket') && position > text.indexOf('Bucket ID'), text);
        assert.equal(read(text).rows.length, rows);
      }
      const [first = ''] = written(label, many(3)).split('\n');
      assert.equal(written(label, { ...many(3), partial }).startsWith(label === 'JSON Lines' ? '{' : first), true);
      assert.ok(!written(label, many(3)).includes('ncomplete'));
    });

    it(`can contain no rows, or many chunks: ${label}`, () => {
      assert.deepEqual(read(written(label, { projects: [] })).rows, []);
      const list = many(601);
      assert.deepEqual(read(written(label, list)).rows, expected(list, label));
      const format = TABLES.find((candidate) => candidate.label === label);
      assert.ok([...(format?.write(list) ?? [])].every((chunk) => chunk.split('\n').length <= 502));
    });
  }

  it('keep spreadsheets from running formulas in cells of a CSV file', () => {
    const [sample] = many(1).projects;
    assert.ok(sample);
    const [sampleBucket] = sample.buckets;
    assert.ok(sampleBucket);
    const cellOf = (bucketName: string): string => {
      const list = { projects: [{ ...sample, buckets: [{ ...sampleBucket, bucketName }] }] };
      return readCsv(written('CSV', list)).rows[0]?.['Bucket Name'] ?? '';
    };
    for (const name of ["=cmd|' /C calc'!A0", '+1', '-2+3', '@SUM(1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '"=1']) {
      assert.ok(cellOf(name).startsWith("'"), name);
    }
    assert.equal(cellOf('x;=1+1;y'), "x;'=1+1;y");
    assert.equal(cellOf('x|"-1'), `x|'"-1`);
    assert.equal(cellOf('a,=1 -2 x@y'), 'a,=1 -2 x@y');
    assert.ok(cellOf(`${'\t '.repeat(200_000)}x`).length > 200_000);
  });

  it('keep spreadsheets from running formulas if cells are not separated by commas', () => {
    fc.assert(
      fc.property(inventory, (list) => {
        for (const cell of written('CSV', list).split(SEPARATORS)) {
          assert.doesNotMatch(cell, FORMULA);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('contain no invisible characters in JSON', () => {
    fc.assert(
      fc.property(inventory, (list) => {
        for (const label of ['JSON', 'JSON Lines']) {
          assert.doesNotMatch(written(label, list).replaceAll('\n', ''), INVISIBLE);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('contain no lone surrogates in JSON, which jq rejects', () => {
    const [known] = many(1).projects;
    assert.ok(known);
    const buckets = known.buckets.map((bucket) => ({ ...bucket, bucketName: 'a\uD800', region: '\uDC00b' }));
    for (const label of ['JSON', 'JSON Lines']) {
      const text = written(label, { projects: [{ ...known, buckets }] });
      assert.match(text, /"a\uFFFD".*"\uFFFDb"/);
      assert.doesNotMatch(text, /\\ud[89a-f]/i);
    }
  });

  it('mark each part of an incomplete list', () => {
    const partial = { notice: 'Incomplete.', missing: [] };
    const [, ...records] = parse(written('CSV', { ...many(600), partial }), { record_delimiter: '\r\n' });
    assert.equal(records.length, 600);
    assert.ok(records.every((record) => record.at(-1)?.startsWith('Incomplete')));
    const lines = written('JSON Lines', { ...many(600), partial })
      .trimEnd()
      .split('\n');
    assert.equal(lines.length, 600);
    assert.ok(lines.every((line) => (JSON.parse(line) as { note: string }).note.startsWith('Incomplete')));
  });

  it('end the lines of a CSV file as RFC 4180 requires', () => {
    assert.match(written('CSV', many(2)), /^(?:[^\r\n]+\r\n){3}$/);
  });
});
