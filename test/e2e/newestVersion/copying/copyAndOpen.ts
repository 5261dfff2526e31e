import assert from 'node:assert/strict';
import type { Product } from '../../product';

const MODIFIER = process.platform === 'darwin' ? 'Meta' : 'Control';

export function testCopyAndOpen(product: () => Product): void {
  describe('commands of rows', () => {
    const project = (name: string) => {
      const found = product().simulator.world.projects.find((candidate) => candidate.name === name);
      assert.ok(found);
      return found;
    };
    const idOf = (projectName: string, bucketName: string): string => {
      const found = project(projectName).exportBuckets.find((bucket) => bucket.bucketName === bucketName);
      assert.ok(found);
      return found._id;
    };

    it('copies a bucket ID from its row', async () => {
      const { projects, untilClipboard, page } = product();
      await projects.open();
      await projects.scrollTo(projects.row('azure-backups-prod'));
      await projects.expandProject('azure-backups-prod');
      await projects.row('atlas-exports').waitFor();
      await projects.inlineAction(projects.row('atlas-exports'), 'Copy Bucket ID');
      const id = idOf('azure-backups-prod', 'atlas-exports');
      await untilClipboard(id);
      await page.locator('.statusbar-item', { hasText: `Copied bucket ID ${id}` }).waitFor();
      assert.equal(await page.locator('.notification-toast').count(), 0);
    });

    it('copies a project ID from its row and from the context menu', async () => {
      const { projects, untilClipboard, setClipboard } = product();
      await projects.contextMenu(projects.row('azure-backups-prod'), 'Copy Project ID');
      await untilClipboard(project('azure-backups-prod').id);
      await setClipboard('');
      await projects.contextMenu(projects.row('atlas-exports'), 'Copy Project ID');
      await untilClipboard(project('azure-backups-prod').id);
    });

    it('copies several IDs with the keyboard, in displayed order', async () => {
      const { projects, untilClipboard, page } = product();
      await projects.select(projects.row('atlas-exports-cold'));
      await projects.row('atlas-exports').click({ modifiers: [MODIFIER] });
      await page.keyboard.press(`${MODIFIER}+c`);
      const ids = [idOf('azure-backups-prod', 'atlas-exports'), idOf('azure-backups-prod', 'atlas-exports-cold')];
      await untilClipboard(ids.join('\n'));
      await projects.contextMenu(projects.row('atlas-exports-cold'), 'Copy Bucket ID');
      await untilClipboard(ids.join('\n'));
    });

    it('copies only the ID of a row that is not selected', async () => {
      const { projects, untilClipboard } = product();
      await projects.select(projects.row('atlas-exports'));
      await projects.contextMenu(projects.row('atlas-exports-cold'), 'Copy Bucket ID');
      await untilClipboard(idOf('azure-backups-prod', 'atlas-exports-cold'));
    });

    it('opens a bucket as a read-only document, with one request', async () => {
      const { projects, simulator, page, requested } = product();
      await projects.expandProject('aws-backups-prod');
      await projects.row('contoso-mongodb-private').waitFor();
      simulator.clearRequests();
      await projects.contextMenu(projects.row('contoso-mongodb-private'), 'Open as JSON');
      const id = idOf('aws-backups-prod', 'contoso-mongodb-private');
      await page.locator('.tab.active', { hasText: 'contoso-mongodb-private.json' }).waitFor();
      await page.locator('.view-lines', { hasText: id }).waitFor();
      await page.locator('.view-lines', { hasText: '"region"' }).waitFor();
      assert.deepEqual(requested(), [
        `GET /api/atlas/v2/groups/${project('aws-backups-prod').id}/backup/exportBuckets/${id}`,
      ]);
      await page.locator('.view-lines').click();
      await page.keyboard.type('x');
      await page.locator('.monaco-editor-overlaymessage', { hasText: 'can’t be edited' }).waitFor();
    });

    it('restores the document after the window reloads', async () => {
      const { page, reload, untilTabStored, requested, simulator } = product();
      const id = idOf('aws-backups-prod', 'contoso-mongodb-private');
      await untilTabStored(`${id}/contoso-mongodb-private.json`);
      simulator.clearRequests();
      await reload();
      await page.locator('.view-lines', { hasText: id }).waitFor();
      assert.ok(requested().some((request) => request.endsWith(`/backup/exportBuckets/${id}`)));
    });

    it('lets the user pick a project and a bucket, page by page, if nothing is selected', async () => {
      const { quickInput, simulator, untilClipboard, page } = product();
      await quickInput.runCommand('Atlas Export Buckets: Copy Bucket ID');
      await quickInput.item('aws-backups-prod').waitFor();
      await quickInput.input.fill('test-bucket-archive');
      await quickInput.pick('test-bucket-archive');
      // The list of projects contains the same text, so this waits for the question.
      await page.getByPlaceholder('Select an export bucket of test-bucket-archive').waitFor();
      await quickInput.item('test-bucket').waitFor();
      const buckets = project('test-bucket-archive').exportBuckets;
      const [firstNew, wanted] = [buckets[100], buckets[150]];
      assert.ok(firstNew && wanted);
      simulator.clearRequests();
      // The row that loads more is the last one.
      await quickInput.input.press('ArrowUp');
      await quickInput.focused().filter({ hasText: 'Load 100 more' }).waitFor();
      await quickInput.input.press('Enter');
      await quickInput.focused().filter({ hasText: firstNew._id }).waitFor();
      await quickInput.input.fill(wanted._id);
      await quickInput.pick(wanted._id);
      await untilClipboard(wanted._id);
      assert.equal(simulator.requests.length, 1);
    });

    it('copies a project ID from the palette', async () => {
      const { quickInput, untilClipboard } = product();
      await quickInput.runCommand('Atlas Export Buckets: Copy Project ID');
      await quickInput.item('aws-backups-prod').waitFor();
      await quickInput.input.fill('payments-prod');
      await quickInput.pick('payments-prod');
      await untilClipboard(project('payments-prod').id);
    });

    it('falls back to the data of the list, and says so', async () => {
      const { projects, simulator, page } = product();
      await projects.open();
      await projects.scrollTo(projects.row('gcp-backups-prod'));
      await projects.expandProject('gcp-backups-prod');
      await projects.row('contoso_exports.eu').waitFor();
      simulator.fault({
        path: /exportBuckets\/[a-f0-9]{24}/,
        times: 1,
        response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' },
      });
      await projects.contextMenu(projects.row('contoso_exports.eu'), 'Open as JSON');
      await page.locator('.view-lines', { hasText: '"_note"' }).waitFor();
      await page.locator('.view-lines', { hasText: idOf('gcp-backups-prod', 'contoso_exports.eu') }).waitFor();
      // VS Code shows the question again the next time.
      await projects.contextMenu(projects.row('contoso_exports.eu'), 'Open as JSON');
      await page.locator('.view-lines', { hasText: '"_note"' }).waitFor({ state: 'hidden' });
      await page.locator('.view-lines', { hasText: '"roleId"' }).waitFor();
    });
  });
}
