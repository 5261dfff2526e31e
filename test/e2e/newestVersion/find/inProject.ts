import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import type { Product } from '../../product';

const abandoned = ({ simulator }: Product): number =>
  simulator.requests.filter(({ isAbandoned }) => isAbandoned).length;

export function testInProject(product: () => Product): void {
  describe('finding an export bucket of a project that is not loaded', () => {
    const PROJECT = 'orders-staging';
    const BUCKET = 'contoso-orders-staging-snapshots';

    it('offers the project first, and searches it with one request', async () => {
      const { page, projects, quickInput, simulator } = product();
      await projects.open();
      await projects.titleAction('Collapse All');
      await projects.scrollTo(projects.row('aws-backups-prod'));
      simulator.clearRequests();
      await quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
      await quickInput.item('Search all projects').waitFor();
      await quickInput.input.fill(PROJECT);
      await quickInput.item(`Search in ${PROJECT} (not loaded)`).waitFor();
      assert.match((await quickInput.items.first().textContent()) ?? '', /^\s*Search in orders-staging \(not loaded\)/);
      assert.match((await quickInput.items.nth(1).textContent()) ?? '', /^\s*Show orders-staging in the tree/);
      await page.keyboard.press('Enter');
      await quickInput.item(BUCKET).waitFor();
      assert.equal(simulator.requests.length, 1);
      assert.match((await quickInput.items.first().textContent()) ?? '', new RegExp(`^\\s*${BUCKET}`));
      await page.locator('.statusbar-item', { hasText: 'Search finished: 1 match' }).getByRole('alert').waitFor();
    });

    it('stays open with its text when it loses focus', async () => {
      const { page, projects, quickInput } = product();
      await projects.select(projects.row('aws-backups-prod'));
      await projects.rowWith('AWS').waitFor();
      assert.equal(await quickInput.input.inputValue(), PROJECT);
      await quickInput.item(BUCKET).waitFor();
      await quickInput.input.focus();
      await page.keyboard.press('Enter');
      await page.locator('.tabs-container .tab.active', { hasText: BUCKET }).waitFor();
      await projects.selected().filter({ hasText: BUCKET }).waitFor();
    });

    it('reveals the project in the tree', async () => {
      const { page, projects, quickInput } = product();
      await quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
      await quickInput.input.fill('checkout-stag');
      await quickInput.item('Search in checkout-staging (not loaded)').hover();
      const row = quickInput.item('Search in checkout-staging (not loaded)');
      await row.locator('.action-label[aria-label^="Show in the Tree"]').click();
      await projects.selected().filter({ hasText: 'checkout-staging' }).waitFor();
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    });

    it('neither stops the search nor opens anything when Enter is pressed again', async () => {
      const { page, quickInput, simulator } = product();
      await quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
      // A bucket that is loaded matches, and would be opened.
      await quickInput.input.fill('contoso-orders-staging');
      await quickInput.item(BUCKET).waitFor();
      const end = simulator.fault({ path: /exportBuckets\?/, response: { hang: 'beforeHeaders' } });
      // A click at the moment at which the list changes is ignored.
      await until(async () => {
        await quickInput.item('Search all projects').click();
        return quickInput
          .item('Stop searching')
          .waitFor({ timeout: 2000 })
          .then(
            () => true,
            () => false,
          );
      }, 'the search');
      await quickInput.input.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await quickInput.item('Stop searching').waitFor();
      assert.equal(abandoned(product()), 0);
      await quickInput.item('Stop searching').click();
      await until(() => Promise.resolve(abandoned(product()) > 0), 'the requests to be ended');
      end();
      await quickInput.cancel();
    });
  });
}
