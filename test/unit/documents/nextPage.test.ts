import assert from 'node:assert/strict';
import fc from 'fast-check';
import { namesNextPage } from '../../../src/documents/nextPage';

describe('A raw response', () => {
  it('has a next page if one of its links leads there', () => {
    const links = (...rels: string[]): string => JSON.stringify({ links: rels.map((rel) => ({ href: 'x', rel })) });
    assert.equal(namesNextPage(links('self', 'next')), true);
    assert.equal(namesNextPage(links('self', 'previous')), false);
    assert.equal(namesNextPage(JSON.stringify({ links: [null, 7, { rel: 'next' }] })), true);
  });

  it('has no next page if it is an error or no JSON', () => {
    for (const body of ['', '<html>', '{"error":404}', '{"links":{"rel":"next"}}', '['.repeat(100_000)]) {
      assert.equal(namesNextPage(body), false);
    }
    fc.assert(fc.property(fc.json(), (body) => typeof namesNextPage(body) === 'boolean'));
  });
});
