import assert from 'node:assert/strict';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';
import { enterKey, removeCredential } from '../../wizard';

const PROJECT = 'data-platform-multi-cloud';
const BUCKET = 'contoso-lake-azure';

export function testRemovedCredential(product: () => Product): void {
  describe('tabs of a removed credential', () => {
    it('say that the credential was removed, also after a reload', async () => {
      const { projects, page, quickInput, simulator, reload, untilStored, closeEditors } = product();
      const { apiKey } = simulator.world.credentials;
      const bucket = simulator.world
        .project(simulator.world.examples.mixed)
        ?.exportBuckets.find(({ bucketName }) => bucketName === BUCKET);
      assert.ok(bucket);
      const details = new DetailsPage(page);
      await closeEditors();
      await projects.open();
      await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
      await enterKey(product(), simulator.origin, `${apiKey.id}:${apiKey.secret}`);
      await projects.row(PROJECT).waitFor();

      await projects.expandProject(PROJECT);
      await projects.row(BUCKET).waitFor();
      await projects.contextMenu(projects.row(BUCKET), 'Open Details');
      await details.untilLoaded(BUCKET);
      await projects.contextMenu(projects.row(BUCKET), 'Open as JSON');
      // A double click turns a preview editor into one that stays open.
      await page.locator('.tab.active', { hasText: `${BUCKET}.json` }).dblclick();
      await projects.contextMenu(projects.row(PROJECT), 'Show Raw API Response');
      await page.locator('.tab.active', { hasText: 'page-1.jsonc' }).waitFor();
      await page.locator('.editor-container .view-lines', { hasText: 'envelope=true' }).waitFor();
      await page.locator('.tab', { hasText: 'page-1.jsonc' }).dblclick();

      await removeCredential(product());
      const sayIt = async (): Promise<void> => {
        const lines = page.locator('.editor-container .view-lines');
        await page.locator('.tab', { hasText: 'page-1.jsonc' }).click();
        await lines.filter({ hasText: 'The credential for this response was removed.' }).waitFor();
        await page.locator('.tab', { hasText: `${BUCKET}.json` }).click();
        await lines.filter({ hasText: 'The credential for this export bucket was removed.' }).waitFor();
        await page.getByRole('tab', { name: BUCKET, exact: true }).click();
        await details.section('Identity').getByText('Credential removed').waitFor();
        await details.header.getByText(bucket._id).waitFor();
        assert.deepEqual(await details.frame.getByRole('heading', { level: 2 }).allInnerTexts(), ['Identity']);
      };
      await sayIt();
      // VS Code saves all three tabs together, but may have saved an earlier state before.
      for (const text of [bucket._id, `${BUCKET}.json`, 'page-1.jsonc']) {
        await untilStored(text);
      }
      simulator.clearRequests();
      await reload();
      await sayIt();
      assert.deepEqual(simulator.requests, []);
    });
  });
}
