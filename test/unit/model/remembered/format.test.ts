import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decode, encode, MAX_BUCKETS, MAX_BYTES } from '../../../../src/model/remembered/format';
import type { Remembered, RememberedBucket } from '../../../../src/model/remembered/remembered';
import { bucketOf, idOf, rememberedOf } from './support';

const OWNER = 'a'.repeat(32);

const objectId = fc.stringMatching(/^[a-f0-9]{24}$/);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '__proto__', '\ud800', '"],[', '$(x)', '\u2028'),
);
const optional = fc.option(
  text.filter((one) => one !== ''),
  { nil: undefined },
);
const bucket: fc.Arbitrary<RememberedBucket> = fc.record(
  {
    id: objectId,
    name: text,
    provider: text,
    roleId: optional,
    region: optional,
    readAt: fc.integer({ min: 0, max: 4_000_000_000 }),
  },
  { noNullPrototype: true },
);
const remembered: fc.Arbitrary<Remembered> = fc
  .array(fc.record({ id: objectId, name: text, buckets: fc.array(bucket, { maxLength: 4 }) }), { maxLength: 4 })
  .map((projects) => new Map(projects.map((project) => [project.id, project])));

/** Returns what is remembered in an order that doesn't depend on how it was written. */
function sorted(all: Remembered): unknown {
  const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return [...all.values()].map((one) => ({ ...one, buckets: [...one.buckets].sort(byText) })).sort(byText);
}

function read(written: string): Remembered {
  const decoded = decode(written, OWNER);
  assert.ok('remembered' in decoded);
  return decoded.remembered;
}

describe('The file of remembered lists', () => {
  it('is read as it was written, whatever the names are', () => {
    fc.assert(
      fc.property(remembered, (all) => {
        assert.deepEqual(sorted(read(encode(all, OWNER))), sorted(all));
      }),
    );
  });

  it('is ignored if a part is missing, and never throws if a character is wrong', () => {
    const written = encode(rememberedOf(2, 2), OWNER);
    const intact = sorted(rememberedOf(2, 2));
    fc.assert(
      fc.property(fc.nat(written.length - 1), fc.constantFrom('', '"', '{', ']', '\0', '7'), (at, planted) => {
        const decoded = decode(written.slice(0, at) + planted + written.slice(at + 1), OWNER);
        // A changed name is as good as any other, and so is a changed digit of an ID or a time.
        assert.ok('problem' in decoded ? decoded.problem !== 'tooLarge' : decoded.remembered.size <= 2);
      }),
    );
    for (const length of [0, 1, written.length >> 1, written.length - 3]) {
      assert.deepEqual(decode(written.slice(0, length), OWNER), { problem: 'broken' });
    }
    assert.deepEqual(sorted(read(written)), intact);
  });

  for (const [what, change] of [
    ['an ID that could change a path', (json: string) => json.replace(idOf(0xabc000), '../../../../../etc/passwd')],
    ['a name that is no text', (json: string) => json.replace('"project-0000"', '{"a":1}')],
    ['a time that is no number', (json: string) => json.replace('1760000000', '"now"')],
    ['a time before 1970', (json: string) => json.replace('1760000000', '-1')],
    ['a field too many', (json: string) => json.replace('"eu-central-1"', '"eu-central-1","x"')],
    ['no projects', (json: string) => json.replace('"projects"', '"items"')],
    ['a name with megabytes', (json: string) => json.replace('project-0000', 'x'.repeat(2_000_000))],
    ['another format', (json: string) => json.replace('"format":"', '"format":"other ')],
    ['levels without end', (json: string) => json.replace('[["', `${'['.repeat(5000)}"`)],
  ] as const) {
    it(`is ignored as damaged with ${what}`, () => {
      const written = encode(rememberedOf(1, 1), OWNER);
      assert.notEqual(change(written), written);
      assert.deepEqual(decode(change(written), OWNER), { problem: 'broken' });
    });
  }

  it('is ignored if another key or a newer version wrote it', () => {
    const written = encode(rememberedOf(1, 1), OWNER);
    assert.deepEqual(decode(written, 'b'.repeat(32)), { problem: 'foreign' });
    assert.deepEqual(decode(written.replace('"version":1', '"version":2'), OWNER), { problem: 'newer' });
  });

  it('contains 100,000 export buckets in at most 15 MB', function () {
    this.timeout(20_000);
    const all = rememberedOf(1000, 100);
    const written = encode(all, OWNER);
    assert.ok(Buffer.byteLength(written) <= 15_000_000, `${Buffer.byteLength(written)} bytes`);
    assert.equal(read(written).size, 1000);
    assert.equal([...read(written).values()].flatMap(({ buckets }) => buckets).length, 100_000);
  });

  it('leaves out what was loaded longest ago if there is too much', function () {
    this.timeout(20_000);
    const old = { id: idOf(1), name: 'old', buckets: [bucketOf(1, 1)] };
    const many = new Map([[old.id, old], ...rememberedOf(1001, 100)]);
    const kept = read(encode(many, OWNER));
    assert.equal([...kept.values()].flatMap(({ buckets }) => buckets).length, MAX_BUCKETS);
    assert.deepEqual(kept.get(old.id)?.buckets, []);
    const long = { ...bucketOf(0), name: 'ß'.repeat(1000) };
    const buckets = Array.from({ length: 10_000 }, (_, index) => ({ ...long, id: idOf(index) }));
    const written = encode(new Map([[old.id, { ...old, buckets }]]), OWNER);
    assert.ok(Buffer.byteLength(written) <= MAX_BYTES);
    assert.ok((read(written).get(old.id)?.buckets.length ?? 0) > 7000);
  });

  it('leaves out names that no cloud allows', () => {
    const buckets = [{ ...bucketOf(1), name: 'x'.repeat(1001) }, bucketOf(2)];
    const kept = read(encode(new Map([[idOf(3), { id: idOf(3), name: 'p', buckets }]]), OWNER));
    assert.deepEqual(kept.get(idOf(3))?.buckets, [bucketOf(2)]);
    assert.equal(read(encode(new Map([[idOf(3), { id: idOf(3), name: 'x'.repeat(1001), buckets }]]), OWNER)).size, 0);
  });
});
