import assert from 'node:assert/strict';
import { decodePage, OrganizationSchema } from '../../../src/atlas/models';

/** Returns whether a short page with these members may continue. */
function continues(members: object): boolean | undefined {
  const results = [{ id: 'a'.repeat(24), name: 'O' }];
  const page = decodePage(OrganizationSchema, { results, ...members }, 100);
  assert.equal(page?.items.length, 1);
  return page.mayContinue;
}

describe('The link to a next page', () => {
  for (const links of [null, 'next', 7, {}, [null], [{}], [{ rel: 7 }], { rel: 'self' }, { next: null }]) {
    it(`ignores links of ${JSON.stringify(links)}`, () => {
      assert.equal(continues({ links }), false);
    });
  }

  for (const odd of [
    null,
    'next',
    7,
    {},
    [],
    { href: '/help' },
    { rel: null },
    { rel: ['self'] },
    { rel: 'next-archive' },
  ]) {
    it(`finds the link to a next page beside a link of ${JSON.stringify(odd)}`, () => {
      const next = { href: 'x', rel: 'next' };
      for (const links of [
        [{ rel: 'self' }, odd, next],
        [next, odd],
        [odd, odd, next],
      ]) {
        assert.equal(continues({ links }), true);
      }
      assert.equal(continues({ links: [odd] }), false);
    });
  }

  for (const links of [
    { rel: 'next' },
    [{ rel: 'NEXT' }],
    [{ rel: 'last next' }],
    [{ rel: ['next', 7] }],
    { next: '/x' },
    { self: null, next: { href: '/x' } },
    { next: [{ href: '/x' }] },
  ]) {
    it(`may continue with links of ${JSON.stringify(links)}`, () => {
      assert.equal(continues({ links }), true);
      assert.equal(continues({ links: [], _links: links }), true);
    });
  }
});
