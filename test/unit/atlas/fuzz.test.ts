import assert from 'node:assert/strict';
import fc from 'fast-check';
import { digestAuthorization, parseDigestChallenge } from '../../../src/atlas/auth/digest';
import { openEnvelope } from '../../../src/atlas/envelope';
import { decodePage, ExportBucketSchema } from '../../../src/atlas/models';
import { isObjectId } from '../../../src/atlas/objectId';
import { parseOrigin } from '../../../src/atlas/origin';

/** fast-check prints the seed of a failed run. */
const RUNS = { numRuns: 500 };

/** Texts that resemble valid input, with anything in between. */
const near = (...pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 6 })))
    .map((all) => all.join(''));

describe('Random input', () => {
  it('as a challenge leads to one header line or to none', () => {
    const header = near(
      'Digest ',
      'Basic ',
      'realm=',
      'nonce=',
      '"',
      '\\',
      ',',
      ' ',
      'qop="auth"',
      'algorithm=MD5',
      'x',
    );
    fc.assert(
      fc.property(header, (text) => {
        const challenge = parseDigestChallenge(text);
        if (challenge !== undefined) {
          const request = {
            username: 'u',
            password: 'the-secret',
            method: 'GET',
            uri: '/',
            nonceCount: 1,
            clientNonce: 'c',
          };
          const response = digestAuthorization(challenge, request);
          assert.match(response, /^Digest username="u", realm="/);
          assert.ok(!response.includes('the-secret'));
        }
      }),
      RUNS,
    );
  });

  it('as a page has only rows that are read or counted as unreadable', () => {
    const odd = fc.jsonValue();
    const row = fc.record({ _id: odd, bucketName: odd, cloudProvider: odd, region: odd }, { requiredKeys: [] });
    const body = fc.record(
      { results: fc.array(fc.oneof(row, odd)), totalCount: odd, links: odd },
      { requiredKeys: ['results'] },
    );
    fc.assert(
      fc.property(body, (page) => {
        const decoded = decodePage(ExportBucketSchema, page, 500);
        assert.ok(decoded);
        assert.equal(decoded.items.length + decoded.unreadable, page.results.length);
        assert.ok(decoded.items.every(({ _id, bucketName }) => isObjectId(_id) && typeof bucketName === 'string'));
      }),
      RUNS,
    );
  });

  it('as a body is a page or is rejected', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        openEnvelope(body);
        const page = decodePage(ExportBucketSchema, body, 100);
        assert.ok(page === undefined || Array.isArray(page.items));
      }),
      RUNS,
    );
  });

  it('as an origin is a bare https or loopback origin, or is rejected', () => {
    const text = near(
      'https://',
      'http://',
      'cloud.mongodb.com',
      '127.0.0.1',
      'localhost',
      '@',
      ':',
      '/',
      '?',
      '#',
      '%',
      '\\',
      '.',
      '[::1]',
    );
    fc.assert(
      fc.property(text, (given) => {
        const parsed = parseOrigin(given);
        if ('origin' in parsed) {
          const url = new URL(parsed.origin);
          assert.equal(url.origin, parsed.origin);
          assert.ok(url.protocol === 'https:' || /^(127\.[\d.]+|localhost|\[::1\])$/.test(url.hostname));
          assert.equal(url.username + url.password + url.search + url.hash, '');
        }
      }),
      { numRuns: 3000 },
    );
  });
});
