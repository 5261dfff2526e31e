import assert from 'node:assert/strict';
import type { Product } from '../../product';
import { untilRemembered } from '../../rememberedFiles';

const PROJECT = 'orders-staging';
const BUCKET = 'contoso-orders-staging-snapshots';

export function testRemembered(product: () => Product): void {
  describe('finding an export bucket in a new window', () => {
    const find = async (): Promise<void> => {
      await product().quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
      await product().quickInput.item('Search all projects').waitFor();
    };
    const remembered = () =>
      product()
        .quickInput.item(BUCKET)
        .filter({ hasText: /remembered (just now|\d)/ });

    /** Waits until Enter selects the bucket, because the list also had it before anything was typed. */
    const untilActive = () =>
      product().page.locator('.quick-input-list .monaco-list-row.focused', { hasText: BUCKET }).waitFor();

    it('shows what was loaded before without a request, with its age, and copies its ID', async () => {
      const { quickInput, reload, projects, simulator, untilClipboard, closeEditors } = product();
      // Rows that are expanded and tabs that are open would be loaded again in the new window.
      await projects.titleAction('Collapse All');
      await closeEditors();
      await untilRemembered(product(), BUCKET);
      await reload();
      await projects.open();
      await projects.row('aws-backups-prod').waitFor();
      simulator.clearRequests();
      await find();
      await quickInput.input.fill(BUCKET);
      await remembered().waitFor();
      await quickInput.untilTitle(/^Find Export Bucket: 0 buckets loaded · [\d,]+ remembered · /);
      const bucket = simulator.world.projects.find(({ name }) => name === PROJECT)?.exportBuckets[0] ?? assert.fail();
      await remembered().hover();
      await remembered().locator('.action-label[aria-label^="Copy Bucket ID"]').click();
      await untilClipboard(bucket._id);
      const status = product().page.locator('.statusbar-item', {
        hasText: `Copied bucket ID ${bucket._id} (remembered`,
      });
      await status.getByRole('alert').waitFor();
      assert.deepEqual(simulator.requests, []);
    });

    it('requests the one that the user selects before anything else, and opens it', async () => {
      const { page, simulator } = product();
      const end = simulator.fault({ path: /exportBuckets\//, response: { hang: 'beforeHeaders' }, times: 1 });
      await product().quickInput.input.focus();
      await untilActive();
      await page.keyboard.press('Enter');
      await product().quickInput.item('Stop searching').waitFor();
      const bucket = simulator.world.projects.find(({ name }) => name === PROJECT)?.exportBuckets[0] ?? assert.fail();
      const asked = product()
        .requested()
        .filter((line) => !line.startsWith('POST '));
      assert.equal(asked.length, 1);
      assert.ok(asked[0]?.endsWith(`/exportBuckets/${bucket._id}`), asked[0]);
      end();
      await product().quickInput.item('Stop searching').click();
      // VS Code ignores a click while it renders the items again.
      await product().quickInput.item('Stop searching').waitFor({ state: 'hidden' });
      await remembered().click();
      await page.locator('.tabs-container .tab.active', { hasText: BUCKET }).waitFor();
      const lists = product()
        .requested()
        .filter((line) => line.endsWith('/exportBuckets'));
      assert.deepEqual(lists, []);
    });

    it('says that one is gone after one request, and forgets it', async () => {
      const { page, quickInput, reload, projects, simulator, closeEditors } = product();
      const project = simulator.world.projects.find(({ name }) => name === PROJECT) ?? assert.fail();
      const { _id } = project.exportBuckets.shift() ?? assert.fail();
      await closeEditors();
      await reload();
      await projects.open();
      await projects.row('aws-backups-prod').waitFor();
      simulator.clearRequests();
      await find();
      await quickInput.input.fill(_id);
      await untilActive();
      await page.keyboard.press('Enter');
      await quickInput.item(`${BUCKET} no longer exists`).waitFor();
      await remembered().waitFor({ state: 'detached' });
      const asked = product()
        .requested()
        .filter((line) => !line.startsWith('POST '));
      assert.deepEqual([asked.length, asked[0]?.endsWith(_id)], [1, true]);
      await quickInput.cancel();
      await find();
      await quickInput.input.fill(BUCKET);
      await quickInput.item('no matches in the loaded').waitFor();
      await quickInput.cancel();
    });

    it('forgets everything on request', async () => {
      const { page, quickInput } = product();
      await quickInput.runCommand('Atlas Export Buckets: Clear Remembered Lists');
      await page.locator('.statusbar-item', { hasText: 'Remembered lists cleared' }).waitFor();
      await find();
      await quickInput.untilTitle(/^Find Export Bucket: 0 buckets loaded · (?!.*remembered)/);
      await quickInput.cancel();
    });
  });
}
