import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { dateTextIn, isHeaderValue, numberIn, retryAfterSeconds } from '../../../src/atlas/headers';

describe('A header', () => {
  it('is parsed as a number', () => {
    assert.equal(numberIn('1198'), 1198);
    assert.equal(numberIn(' 0 '), 0);
    for (const header of [null, '', ' ', '-1', '1.5', '1e3', '0x10', '1, 2', 'x']) {
      assert.equal(numberIn(header), undefined);
    }
  });
});

describe('A date header', () => {
  for (const [header, text] of [
    ['Thu, 30 May 2024 00:00:00 GMT', 'Thu, 30 May 2024 00:00:00 GMT'],
    [' Thu, 1 Jul 2027 00:00:00 GMT ', 'Thu, 1 Jul 2027 00:00:00 GMT'],
    ['@1688169599', 'Fri, 30 Jun 2023 23:59:59 GMT'],
    ['@99999999999', 'Wed, 16 Nov 5138 09:46:39 GMT'],
    ['@999999999999', undefined],
    ['true', undefined],
    ['Basic bWRiX3NhX2lk', undefined],
    ['Thu, 30 May 2024 00:00:00 GMT\u009b', undefined],
    ['Thu, 30 May 2024 00:00:00 GMT [info] #1 GET', undefined],
    ['Thu, 32 May 2024 00:00:00 GMT', undefined],
    ['', undefined],
    [null, undefined],
  ] as const) {
    it(`is ${text ?? 'nothing'} for ${JSON.stringify(header)}`, () => {
      assert.equal(dateTextIn(header), text);
    });
  }
});

describe('A header value', () => {
  it('has no control character and nothing beyond Latin-1', () => {
    for (const text of ['', 'abc', 'a\tb', 'é', ' ~']) {
      assert.equal(isHeaderValue(text), true, text);
    }
    for (const text of ['\r\n', 'a\nb', '\0', '\u007f', 'ключ', '€', '😀']) {
      assert.equal(isHeaderValue(text), false, text);
    }
  });
});

describe('Retry-After', () => {
  const SENT_AT = 'Mon, 10 Aug 2026 03:00:00 GMT';
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
    ['Monday, 10-Aug-26 03:00:05 GMT', undefined],
    ['Mon Aug 10 03:00:09 2026 GMT', undefined],
    ['Mon Aug 10 03:00:09 2026', undefined],
    ['Mon, 10 Aug 2026 03:00:30', undefined],
    ['Mon, 10 Aug 2026 03:00:30 +0000', undefined],
    ['Mon, 10 Aug 2026 03:00:30 GMT, Mon, 10 Aug 2026 03:00:30 GMT', undefined],
    ['Mon, 10 Aug 2026 03:00:30 GMT, x', undefined],
    ['Mon, 40 Aug 2026 03:00:30 GMT', undefined],
    ['Mon, 31 Jun 2026 03:00:30 GMT', undefined],
    ['2026-08-10T03:00:30Z', undefined],
    ['5, 5', undefined],
    ['1.5', undefined],
    ['-1', undefined],
    ['-5', undefined],
    ['+5', undefined],
    ['1e9', undefined],
    ['0x10', undefined],
    ['5 seconds', undefined],
    ['NaN', undefined],
    ['Tue, 11 Aug 2026 03:00:00 GMT', 3600],
  ];
  for (const [header, seconds] of cases) {
    it(`reads ${header === null ? 'none' : `"${header.slice(0, 40)}"`} as ${seconds ?? 'nothing'}`, () => {
      assert.equal(retryAfterSeconds(header, SENT_AT), seconds);
    });
  }

  it('rounds fractions of a second up', () => {
    const dates = mock.method(Date, 'now', () => Date.parse(SENT_AT) + 1);
    try {
      assert.equal(retryAfterSeconds('Mon, 10 Aug 2026 03:00:02 GMT', null), 2);
    } finally {
      dates.mock.restore();
    }
  });

  it('measures a date from the `Date` header of the response, whatever the local clock says', () => {
    assert.equal(retryAfterSeconds('Mon, 10 Aug 2026 03:00:30 GMT', 'Mon, 10 Aug 2026 03:00:10 GMT'), 20);
  });

  it('is undefined or at most an hour for any header', () => {
    const part = fc.constantFrom('0', '7', '-', '.', ',', ' ', 'e', 'GMT', 'Mon, 10 Aug 2026', '03:00:30', ':');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (header) => {
          const seconds = retryAfterSeconds(header, SENT_AT);
          const isNumber = /^\s*\d+\s*$/.test(header);
          const isDate = /^\s*\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT\s*$/.test(header);
          assert.ok(seconds === undefined ? !isNumber : (isNumber || isDate) && seconds >= 0 && seconds <= 3600);
        },
      ),
    );
  });

  it('measures from the current time without a `Date` header', () => {
    const header = new Date(Date.now() + 120_000).toUTCString();
    assert.ok([119, 120].includes(retryAfterSeconds(header, null) ?? -1));
  });
});
