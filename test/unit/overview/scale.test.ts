import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { scaleFor } from '../../../src/overview/page/scale';

describe('The axis of a chart', () => {
  it('starts at 0, has even steps, and ends just above the largest count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (largest) => {
        const { max, ticks } = scaleFor(largest);
        const [zero = -1, step = 0] = ticks;
        assert.equal(zero, 0);
        assert.ok(step >= 1 && Number.isInteger(step));
        assert.deepEqual(
          ticks,
          ticks.map((_, index) => index * step),
        );
        assert.equal(ticks.at(-1), max);
        assert.ok(max >= largest && max - step < Math.max(1, largest));
        assert.ok(ticks.length >= 2 && ticks.length <= 5, `${ticks.length} lines`);
        assert.match(String(step), /^[125]0*$/);
      }),
    );
  });

  it('has round numbers', () => {
    assert.deepEqual(scaleFor(0).ticks, [0, 1]);
    assert.deepEqual(scaleFor(3).ticks, [0, 1, 2, 3]);
    assert.deepEqual(scaleFor(7).ticks, [0, 2, 4, 6, 8]);
    assert.deepEqual(scaleFor(2508).ticks, [0, 1000, 2000, 3000]);
  });
});
