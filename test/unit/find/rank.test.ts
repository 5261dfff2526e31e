import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fold, rank, type Searchable } from '../../../src/find/rank';

const ROLE = '60113b99ce5a6a3d72ea7454';

function bucket(name: string, id: string, projectName = 'retail', roleId = ROLE): Searchable {
  return { name: fold(name), id, projectName: fold(projectName), roleId };
}

const names = (query: string, candidates: readonly Searchable[]): string[] =>
  rank(query, candidates, 100).best.map(({ name }) => name);

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'É', '-', '3'), minLength: 1, maxLength: 3 });
const candidates = fc.array(
  fc
    .tuple(word, fc.integer({ min: 0, max: 0xffffff }), word)
    .map(([name, number, project]) => bucket(name, number.toString(16).padStart(24, '6'), project)),
  { maxLength: 40 },
);

describe('Ranking export buckets', () => {
  const one = bucket('contoso-archive-prod', '6a793f75e9ba56aa00000001', 'Checkout (EU)');
  const other = bucket('prod-archive', '6a793f75e9ba56aa00000002', 'Analytics');
  const third = bucket('preproduction', '6b793f75e9ba56aa00000003', 'prod');

  it('searches names, IDs, roles and projects, and ignores case', () => {
    assert.deepEqual(names('ARCHIVE-P', [one, other, third]), ['contoso-archive-prod']);
    assert.deepEqual(names('00000002', [one, other, third]), ['prod-archive']);
    assert.deepEqual(names(ROLE, [one, other, third]).length, 3);
    assert.deepEqual(names('checkout', [one, other, third]), ['contoso-archive-prod']);
    assert.deepEqual(names('größe', [bucket('GRO\u0308SSE', ROLE), bucket('GRO\u0308ßE', ROLE)]), ['größe']);
  });

  it('requires all words, each in any text', () => {
    assert.deepEqual(names('analytics archive', [one, other, third]), ['prod-archive']);
    assert.deepEqual(names('  archive   CHECKOUT ', [one, other, third]), ['contoso-archive-prod']);
    assert.deepEqual(names('archive nowhere', [one, other, third]), []);
  });

  it('ranks whole bucket names, then whole project names, starts, starts of words, and the rest', () => {
    const inside = bucket('preprod', ROLE);
    const begin = bucket('production', ROLE);
    const later = bucket('contoso-prod', ROLE);
    const whole = bucket('prod', ROLE);
    const project = bucket('exports', ROLE, 'prod');
    assert.deepEqual(names('prod', [inside, project, later, begin, whole]), [
      'prod',
      'exports',
      'production',
      'contoso-prod',
      'preprod',
    ]);
  });

  it('ranks a whole ID first, even if other texts contain it', () => {
    const id = '6a793f75e9ba56aa00000001';
    assert.deepEqual(names(id, [bucket(`backup-${id}`, ROLE), bucket(id, ROLE), one]), [
      'contoso-archive-prod',
      id,
      `backup-${id}`,
    ]);
  });

  it('matches the end of an ID, as rows display it', () => {
    assert.deepEqual(names('000003', [bucket('a-0000031', ROLE), third]), ['a-0000031', 'preproduction']);
  });

  it('returns all candidates for an empty query', () => {
    assert.deepEqual(rank(' ', [one, other, third], 2), { best: [one, other], scores: [0, 0], matches: 3 });
    assert.deepEqual(rank('x', [], 2), { best: [], scores: [], matches: 0 });
  });

  it('returns all matches and nothing else, for words in any order and for any maximum', () => {
    fc.assert(
      fc.property(candidates, fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat(50), (all, words, most) => {
        const matching = all.filter(({ name, id, roleId, projectName }) =>
          words.every((part) => [name, id, roleId, projectName].some((text) => text.includes(fold(part)))),
        );
        const { best, matches } = rank(words.join(' '), all, most);
        assert.equal(matches, matching.length);
        assert.equal(best.length, Math.min(most, matching.length));
        assert.ok(best.every((candidate) => matching.includes(candidate)));
        assert.equal(new Set(best).size, best.length);
        // A smaller maximum returns the first ones, and the order of words doesn't matter.
        assert.deepEqual(rank(words.join(' '), all, 1000).best.slice(0, most), best);
        assert.deepEqual(rank(words.toReversed().join(' '), all, most).best, best);
      }),
    );
  });

  it('keeps the order of candidates with the same score', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (count) => {
        const same = Array.from({ length: count }, (_, index) => bucket('same', index.toString(16).padStart(24, '0')));
        assert.deepEqual(rank('same', same, count).best, same);
      }),
    );
  });
});
