import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';
import { enterKey, removeCredential } from '../../wizard';

const WIDTH = 220;

export function testNarrow(product: () => Product): void {
  describe('with a side bar of 220 pixels, the whole path', () => {
    it('leads from the welcome view to a credential, a found bucket, its ID and its details', async () => {
      const { projects, page, quickInput, simulator, untilClipboard, screenshot } = product();
      const { apiKey } = simulator.world.credentials;
      const bucket = simulator.world.projects.find(({ name }) => name === 'azure-backups-prod')?.exportBuckets[0];
      assert.ok(bucket);
      await projects.open();
      await projects.setWidth(WIDTH);
      const button = page.locator('.welcome-view-content .monaco-button', { hasText: 'Add Credential…' });
      await assertInside(button);
      await screenshot('narrow-welcome');
      await button.click();
      await enterKey(product(), simulator.origin, `${apiKey.id}:${apiKey.secret}`);
      await projects.row('checkout-prod').waitFor();
      await assertInside(projects.row('checkout-prod').locator('.label-name'));
      const find = page.locator('.part.sidebar .title-actions .action-label[aria-label^="Find Export Bucket"]');
      await assertInside(find);
      await find.click();
      await quickInput.input.fill('azure-backups-prod');
      await quickInput.focused().filter({ hasText: 'Search in azure-backups-prod' }).waitFor();
      await quickInput.input.press('Enter');
      const found = quickInput.item(bucket._id);
      await found.waitFor();
      // The end of the search replaces the items, and VS Code ignores a click while it renders them again.
      await quickInput.titleButton('Stop Searching').waitFor({ state: 'hidden' });
      await found.hover();
      await found.locator('.action-label[aria-label^="Copy Bucket ID"]').click();
      await untilClipboard(bucket._id);
      await found.click();
      await new DetailsPage(page).header.getByText(bucket._id).waitFor();
      const row = projects.selected();
      await assertInside(row.locator('.label-name'));
      assert.equal((await projects.read(row)).label, bucket.bucketName);
      await projects.inlineAction(row, 'Copy Bucket ID');
      await screenshot('narrow-path');
      await removeCredential(product());
    });

    /** Checks that an element is within the side bar. */
    async function assertInside(element: Locator): Promise<void> {
      const [box, bar] = [await element.boundingBox(), await product().page.locator('.part.sidebar').boundingBox()];
      assert.ok(box && bar);
      assert.ok(box.x >= bar.x && box.x + box.width <= bar.x + bar.width, JSON.stringify([box, bar]));
    }
  });
}
