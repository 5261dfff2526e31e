import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

export function testKeyboard(product: () => Product): void {
  describe('by keyboard alone', () => {
    it('signs in, browses, loads more, copies, opens, finds, refreshes and signs out', async () => {
      const { page, simulator, quickInput, projects, untilClipboard, untilRequests } = product();
      const { keyboard } = page;
      const { apiKey } = simulator.world.credentials;
      const type = async (text: string): Promise<void> => {
        await keyboard.type(text);
        await keyboard.press('Enter');
      };
      const command = async (title: string): Promise<void> => {
        const row = quickInput.widget.locator(`.monaco-list-row.focused[aria-label^="Atlas Export Buckets: ${title}"]`);
        await until(async () => {
          await keyboard.press('Escape');
          await keyboard.press('F1');
          await keyboard.type(`Atlas Export Buckets: ${title}`);
          return row.waitFor({ timeout: 2000 }).then(
            () => true,
            () => false,
          );
        }, title);
        await keyboard.press('Enter');
      };

      await command('Add Credential');
      await quickInput.untilStep(1, 3);
      await keyboard.press('ArrowDown');
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await quickInput.untilStep(2, 4);
      await type(simulator.origin);
      await quickInput.untilStep(3, 4);
      await type(apiKey.id);
      await quickInput.untilStep(4, 4);
      await type(apiKey.secret);

      await projects.row('checkout-prod').waitFor();
      await until(
        async () => (await page.locator('.part.sidebar .monaco-list:focus').count()) > 0,
        'the focus in the view',
      );
      simulator.clearRequests();
      await keyboard.press('End');
      await until(
        async () => (await projects.focused().textContent())?.includes('test-bucket-archive') ?? false,
        'the last row',
      );
      await keyboard.press('ArrowRight');
      await untilRequests(1);
      await projects.rowWith('~2,508 buckets').waitFor();
      await keyboard.press('End');
      await until(
        async () => (await projects.focused().textContent())?.includes('Load 100 more') ?? false,
        'the row that loads',
      );
      await keyboard.press('Enter');
      const buckets = simulator.world.projects.find(({ name }) => name === 'test-bucket-archive')?.exportBuckets ?? [];
      const [first = '', second = '', third = ''] = buckets.slice(100, 103).map(({ _id }) => _id);
      await until(
        async () => (await projects.focused().textContent())?.includes(first.slice(-2)) ?? false,
        'the first new row',
      );
      assert.equal(simulator.requests.length, 2);
      await keyboard.press('Control+c');
      await untilClipboard(first);
      await keyboard.press('Shift+ArrowDown');
      await keyboard.press('Shift+ArrowDown');
      await keyboard.press('Control+c');
      await untilClipboard([first, second, third].join('\n'));

      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await new DetailsPage(page).frame
        .locator('header')
        .getByText(buckets[103]?._id ?? 'none')
        .waitFor();

      const wanted = simulator.world.projects.find(({ name }) => name === 'azure-backups-prod')?.exportBuckets[0];
      assert.ok(wanted);
      await keyboard.press('Control+k');
      await keyboard.press('b');
      await quickInput.untilTitle(/^Find Export Bucket/);
      await keyboard.type('azure-backups-prod');
      await quickInput.focused().filter({ hasText: 'Search in azure-backups-prod' }).waitFor();
      await keyboard.press('Enter');
      await quickInput.focused().filter({ hasText: wanted._id }).waitFor();
      // The last update of the list takes the focus from the button.
      await quickInput.titleButton('Stop Searching').waitFor({ state: 'hidden' });
      const button = page.locator(':focus[aria-label^="Copy Bucket ID"]');
      await until(async () => {
        await keyboard.press('Tab');
        return button.isVisible();
      }, 'the focus on the button that copies the ID');
      await keyboard.press('Enter');
      await untilClipboard(wanted._id);
      await until(async () => {
        await keyboard.press('Shift+Tab');
        return quickInput.input.and(page.locator(':focus')).isVisible();
      }, 'the focus in the box');
      await keyboard.press('Enter');
      await new DetailsPage(page).frame.locator('header').getByText(wanted._id).waitFor();
      simulator.clearRequests();
      await command('Refresh');
      await untilRequests(1);

      await command('Remove Credential');
      // VS Code shows the question before it focuses its button.
      await page.locator('.monaco-dialog-box .monaco-button:focus', { hasText: 'Remove' }).waitFor();
      await keyboard.press('Enter');
      await page.locator('.welcome-view-content').getByText('Browse the projects').waitFor();
    });
  });
}
