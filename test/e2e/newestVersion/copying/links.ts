import assert from 'node:assert/strict';
import { EXTENSION_ID } from '../../../../src/manifest';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

const PROJECT = 'data-platform-multi-cloud';

export function testLinks(product: () => Product): void {
  describe('a link to an export bucket', () => {
    /** Opens a link as from another program: VS Code asks first whether the extension may open it. */
    const open = async (link: string): Promise<void> => {
      const { quickInput, page, answerDialog } = product();
      await quickInput.runCommand('Developer: Open URL');
      await quickInput.answer(link);
      await page.locator('.monaco-dialog-box', { hasText: 'open this URI' }).waitFor();
      await answerDialog('Open');
    };
    const copied: { link?: string } = {};

    it('is copied, and opens a loaded bucket without a question', async () => {
      const { projects, clipboard, page, simulator } = product();
      await projects.open();
      await projects.scrollTo(projects.row(PROJECT));
      await projects.expandProject(PROJECT);
      await projects.contextSubmenu(projects.row('contoso-lake-gcp'), 'Copy As', 'Link for VS Code');
      await page.locator('.statusbar-item', { hasText: 'Copied: Link for VS Code' }).waitFor();
      const link = await clipboard();
      copied.link = link;
      assert.match(link, new RegExp(`^[a-z-]+://${EXTENSION_ID}/bucket/[a-f0-9]{24}/[a-f0-9]{24}\\?baseUrl=`));
      assert.ok(link.endsWith(encodeURIComponent(simulator.origin)));
      await open(link);
      await new DetailsPage(page).untilLoaded('contoso-lake-gcp');
      await projects.row('contoso-lake-gcp').and(page.locator('.selected')).waitFor();
    });

    it('asks before it requests a bucket that is not loaded, and then shows it', async () => {
      const { reload, projects, page, simulator, answerDialog, closeEditors } = product();
      const link = copied.link ?? assert.fail();
      await closeEditors();
      await reload();
      await projects.open();
      await projects.scrollTo(projects.row(PROJECT));
      simulator.clearRequests();
      await open(link);
      const dialog = page.locator('.monaco-dialog-box', { hasText: `of the project ${PROJECT}?` });
      await dialog.filter({ hasText: 'with the credential “Environment”' }).waitFor();
      await answerDialog('Cancel');
      await dialog.waitFor({ state: 'hidden' });
      assert.deepEqual(simulator.requests, []);
      await open(link);
      await dialog.waitFor();
      await answerDialog('Open');
      await new DetailsPage(page).untilLoaded('contoso-lake-gcp');
      await projects.row('contoso-lake-gcp').and(page.locator('.selected')).waitFor();
    });

    it('is refused without a request if its base URL is not that of a credential', async () => {
      const { page, simulator } = product();
      const link = copied.link ?? assert.fail();
      simulator.clearRequests();
      for (const [changed, text] of [
        [link.replace(/baseUrl=.*/, 'baseUrl=evil.example'), 'None of your credentials has the base URL of this link'],
        [link.toUpperCase().replace(/^[^?]*/, link.split('?')[0] ?? ''), 'doesn’t lead to an export bucket'],
        [`${link}&add=1`, 'doesn’t lead to an export bucket'],
      ] as const) {
        await open(changed);
        const toast = page.locator('.notification-toast', { hasText: text });
        await toast.waitFor();
        await product().quickInput.runCommand('Notifications: Clear All Notifications');
        await toast.waitFor({ state: 'hidden' });
      }
      assert.deepEqual(simulator.requests, []);
    });
  });
}
