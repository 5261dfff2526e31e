import assert from 'node:assert/strict';
import { chooseFromMenu } from '../../../vscode/pages/view';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

export function testRawResponse(product: () => Product): void {
  describe('the raw response', () => {
    it('is shown page by page with its request, without the token', async () => {
      const { projects, simulator, page, quickInput } = product();
      const id = simulator.world.examples.estimated;
      await projects.open();
      await projects.scrollTo(projects.row('reporting-archive'));
      simulator.clearRequests();
      await projects.contextMenu(projects.row('reporting-archive'), 'Show Raw API Response');
      await page.locator('.tab.active', { hasText: `exportBuckets-${id}-page-1.jsonc` }).waitFor();
      const lines = page.locator('.editor-container .view-lines');
      const address = `/api/atlas/v2/groups/${id}/backup/exportBuckets?itemsPerPage=100`;
      await lines
        .filter({ hasText: `GET ${simulator.origin}${address}&pageNum=1&envelope=true&pretty=true` })
        .waitFor();
      await lines.filter({ hasText: '// 200, application/vnd.atlas.2024-05-30+json' }).waitFor();
      const token = simulator.requests.at(-1)?.headers['authorization']?.split(' ')[1] ?? '';
      assert.ok(token.length > 10);
      assert.equal((await lines.textContent())?.includes(token), false);
      const action = (name: string) =>
        page.locator(`.editor-actions .action-label[aria-label^="${name} Response Page"]`);
      await action('Next').waitFor();
      assert.equal(await action('Previous').count(), 0);
      await action('Next').click();
      await page.locator('.tab.active', { hasText: 'page-2.jsonc' }).waitFor();
      await lines.filter({ hasText: 'pageNum=2' }).waitFor();
      await action('Previous').waitFor();
      await quickInput.runCommand('Atlas Export Buckets: Previous Response Page');
      await page.locator('.tab.active', { hasText: 'page-1.jsonc' }).waitFor();
    });

    it('is restored after the window reloads', async () => {
      const { page, reload, untilTabStored, simulator } = product();
      await untilTabStored(`exportBuckets-${simulator.world.examples.estimated}-page-1.jsonc`);
      simulator.clearRequests();
      await reload();
      await page.locator('.editor-container .view-lines', { hasText: 'pageNum=1' }).waitFor();
      assert.ok(simulator.requests.some(({ path }) => path.endsWith('envelope=true&pretty=true')));
    });

    it('opens from the details of a bucket too', async () => {
      const { projects, page, simulator } = product();
      await projects.open();
      await projects.expand('aws-backups-prod');
      await projects.select(projects.row('contoso-mongodb-private'));
      const details = new DetailsPage(page);
      await details.untilLoaded('contoso-mongodb-private');
      assert.ok((await details.contextMenu()).includes('Show Raw API Response'));
      await chooseFromMenu(page, 'Show Raw API Response');
      await page.locator('.tab.active', { hasText: `exportBuckets-${simulator.world.examples.aws}-page-1` }).waitFor();
    });
  });
}
