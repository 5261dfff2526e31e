import assert from 'node:assert/strict';
import { BUCKET, Gestures, idIn, PROJECT } from '../../gestures';
import type { Product } from '../../product';

export function testGestures(product: () => Product): void {
  describe('with a credential, the ID of a bucket', () => {
    it('is copied with 3 gestures', async () => {
      const { projects, untilClipboard } = product();
      const gestures = new Gestures(product());
      await gestures.openView();
      await projects.row(PROJECT).waitFor();
      await gestures.copyFromTree();
      await untilClipboard(idIn(product()));
      assert.equal(gestures.count, 3);
    });

    /** Finds a bucket in a new window, where the view is closed and nothing is loaded. Counts from there. */
    async function find(text: string, search: string): Promise<Gestures> {
      const { projects, quickInput, setClipboard, page, reload, simulator } = product();
      await setClipboard('');
      await page.keyboard.press('Control+Shift+e');
      await page.locator('.part.sidebar .title-label', { hasText: 'Explorer' }).waitFor();
      await reload();
      assert.equal(await projects.rows.count(), 0, 'the view is open');
      simulator.clearRequests();
      const gestures = new Gestures(product());
      await gestures.do(async () => {
        await page.keyboard.press('Control+k');
        await page.keyboard.press('b');
      });
      await quickInput.item('Search all projects').waitFor();
      await gestures.paste(text);
      await quickInput.item(search).waitFor();
      await gestures.press('Enter');
      const found = quickInput.item(BUCKET);
      await found.waitFor();
      // The end of the search replaces the items.
      await quickInput.titleButton('Stop Searching').waitFor({ state: 'hidden' });
      await found.hover();
      await gestures.do(() => found.locator('.action-label[aria-label^="Copy Bucket ID"]').click());
      return gestures;
    }

    it('is copied with 4 gestures and 2 requests from the closed view if the name of its project is known', async () => {
      const { untilClipboard, requested, simulator } = product();
      const gestures = await find(PROJECT, `Search in ${PROJECT} (not loaded)`);
      await untilClipboard(idIn(product()));
      assert.equal(gestures.count, 4);
      assert.deepEqual(
        requested().filter((request) => request.startsWith('GET')),
        ['GET /api/atlas/v2/groups', `GET /api/atlas/v2/groups/${simulator.world.examples.azure}/backup/exportBuckets`],
      );
    });

    it('is copied with 4 gestures from the closed view if its name is known', async () => {
      const { quickInput, untilClipboard } = product();
      const gestures = await find(BUCKET, 'no matches in the loaded buckets');
      await untilClipboard(idIn(product()));
      assert.equal(gestures.count, 4);
      await quickInput.cancel();
    });
  });
}
