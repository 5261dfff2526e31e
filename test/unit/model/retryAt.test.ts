import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { KEYS } from '../client/support';
import { rowOf, useLists } from './support';

const root = rowOf('retail', KEYS.apiKey);

describe('A list that Atlas refuses for too many requests', () => {
  const { simulator, listsOver } = useLists();

  /** Milliseconds until it is requested again by itself, after each of several refusals in a row. */
  async function waitsAfter(refusals: number, retryAfter: number): Promise<number[]> {
    const { lists } = await listsOver();
    simulator().fault({ answer: { status: 429, retryAfter } });
    const waits: number[] = [];
    for (let count = 0; count < refusals; count += 1) {
      await lists.of(root).pages.loadNext();
      lists.recordResult(lists.of(root));
      waits.push((lists.of(root).retryAt ?? 0) - performance.now());
    }
    return waits;
  }

  for (const retryAfter of [0, 1]) {
    it(`is requested again less and less often when the wait of ${retryAfter} s does not help`, async () => {
      const waits = await waitsAfter(10, retryAfter);
      assert.ok((waits[0] ?? 0) <= 1000);
      assert.ok((waits.at(-1) ?? 0) > 200_000 && (waits.at(-1) ?? 0) <= 300_000, waits.join());
    });
  }

  it('waits as long as Atlas says, whatever the time of day', async () => {
    const dates = mock.method(Date, 'now', () => 0);
    try {
      const [wait = 0] = await waitsAfter(1, 60);
      assert.ok(wait > 50_000 && wait <= 60_000, `${wait}`);
    } finally {
      dates.mock.restore();
    }
  });
});
