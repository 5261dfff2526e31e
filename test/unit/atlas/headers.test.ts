import assert from 'node:assert/strict';
import { numberIn, retryAfterSeconds } from '../../../src/atlas/headers';

describe('A header', () => {
  it('is read as a number', () => {
    assert.equal(numberIn('1198'), 1198);
    assert.equal(numberIn(' 0 '), 0);
    for (const header of [null, '', ' ', '-1', '1.5', '1e3', '0x10', '1, 2', 'x']) {
      assert.equal(numberIn(header), undefined);
    }
  });
});

describe('Retry-After', () => {
  const NOW = Date.parse('Mon, 10 Aug 2026 03:00:00 GMT');
  const cases: readonly (readonly [header: string | null, seconds: number | undefined])[] = [
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['0', 0],
    ['55', 55],
    [' 7 ', 7],
    ['007', 7],
    ['3600', 3600],
    ['3601', 3600],
    ['9'.repeat(400), 3600],
    ['Mon, 10 Aug 2026 03:00:30 GMT', 30],
    ['Mon, 10 Aug 2026 03:00:00 GMT', 0],
    ['Mon, 10 Aug 2026 02:59:00 GMT', 0],
    ['Monday, 10-Aug-26 03:00:05 GMT', 5],
    ['Mon Aug 10 03:00:09 2026 GMT', 9],
    ['Tue, 11 Aug 2026 03:00:00 GMT', 3600],
  ];
  for (const [header, seconds] of cases) {
    it(`reads ${header === null ? 'none' : `"${header.slice(0, 40)}"`} as ${seconds ?? 'nothing'}`, () => {
      assert.equal(retryAfterSeconds(header, NOW), seconds);
    });
  }

  it('rounds a part of a second up', () => {
    assert.equal(retryAfterSeconds('Mon, 10 Aug 2026 03:00:02 GMT', NOW + 1), 2);
  });

  it('counts from the present by itself', () => {
    const header = new Date(Date.now() + 120_000).toUTCString();
    assert.ok([119, 120].includes(retryAfterSeconds(header) ?? -1));
  });
});
