import assert from 'node:assert/strict';
import { format } from '@wasm-fmt/gofmt';
import * as fc from 'fast-check';
import { goSdk } from '../../../src/references/goSdk';
import { quoteGo } from '../../../src/references/quoting';
import { AWS, BUCKET_ID, hostileText, PROJECT_ID, subjectOf } from './support';

describe('The reference for the Go SDK', function () {
  this.timeout(30_000);

  it('is formatted by gofmt and contains the bucket ID', () => {
    const text = goSdk(subjectOf(AWS));
    assert.equal(format(text), `${text}\n`);
    assert.match(text, new RegExp(`GetExportBucket\\(ctx, "${PROJECT_ID}", "${BUCKET_ID}"\\)`));
    assert.match(text, /UseBaseURL\("https:\/\/cloud\.mongodb\.com"\)/);
    assert.match(goSdk(subjectOf(AWS, 'https://cloud.mongodbgov.com')), /"https:\/\/cloud\.mongodbgov\.com"/);
  });

  it('is valid Go for every quoted string', () => {
    assert.throws(() => format('package main\n\nvar a = "'));
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = `package main\n\nvar a = ${quoteGo(text)}\n`;
        assert.equal(format(line), line);
        assert.equal(line.split('\n').length, 4);
      }),
      { numRuns: 200 },
    );
  });
});
