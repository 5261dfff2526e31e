import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasNextPage } from '../../../src/documents/nextPage';

describe('A raw response', () => {
  it('has a next page if one of its links leads there', () => {
    const links = (...rels: string[]): string => JSON.stringify({ links: rels.map((rel) => ({ href: 'x', rel })) });
    assert.equal(hasNextPage(links('self', 'next')), true);
    assert.equal(hasNextPage(links('self', 'previous')), false);
    assert.equal(hasNextPage(JSON.stringify({ links: [null, 7, { rel: 'next' }] })), true);
    assert.equal(
      hasNextPage(JSON.stringify({ status: 200, content: { results: [], links: [{ rel: 'next' }] } })),
      true,
    );
  });

  it('has no next page if it is an error or no JSON', () => {
    for (const body of ['', '<html>', '{"error":404}', '['.repeat(100_000)]) {
      assert.equal(hasNextPage(body), false);
    }
    fc.assert(fc.property(fc.json(), (body) => typeof hasNextPage(body) === 'boolean'));
  });
});
