import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { KEYS } from '../client/support';
import { rowOf, useLists } from './support';

const root = rowOf('retail', KEYS.apiKey);

describe('The retry time of a rate-limited list', () => {
  const { simulator, listsOver } = useLists();

  /** Returns the milliseconds until the retry after each of several consecutive refusals. */
  async function waitsAfter(refusals: number, retryAfter: number): Promise<number[]> {
    const { lists } = await listsOver();
    simulator().fault({ response: { status: 429, retryAfter } });
    const waits: number[] = [];
    for (let count = 0; count < refusals; count += 1) {
      await lists.loadNext(root);
      waits.push((lists.of(root).retryAt ?? 0) - performance.now());
    }
    return waits;
  }

  for (const retryAfter of [0, 1]) {
    it(`is later after each refusal if a wait of ${retryAfter} s is too short`, async () => {
      const waits = await waitsAfter(10, retryAfter);
      assert.ok((waits[0] ?? 0) <= 1000);
      assert.ok((waits.at(-1) ?? 0) > 200_000 && (waits.at(-1) ?? 0) <= 300_000, waits.join());
    });
  }

  it('follows Atlas, whatever the system time is', async () => {
    const dates = mock.method(Date, 'now', () => 0);
    try {
      const [wait = 0] = await waitsAfter(1, 60);
      assert.ok(wait > 50_000 && wait <= 60_000, `${wait}`);
    } finally {
      dates.mock.restore();
    }
  });
});
