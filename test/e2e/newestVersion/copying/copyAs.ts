import assert from 'node:assert/strict';
import { ExportBucketSchema } from '../../../../src/atlas/models';
import { references } from '../../../../src/references/references';
import type { ReferenceId } from '../../../../src/references/reference';
import * as v from 'valibot';
import { addressOnThisMachine } from '../../../vscode/pages/differences';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

const MODIFIER = process.platform === 'darwin' ? 'Meta' : 'Control';
const VALUES = ['Bucket ID', 'Bucket Name', 'Role ID', 'JSON', 'Link for VS Code'];
const NAMES: Record<ReferenceId, string> = {
  uri: 'Storage URI',
  arn: 'AWS Bucket ARN',
  cliDescribe: 'Atlas CLI: Describe',
  cliCreateJob: 'Atlas CLI: Create Export Job',
  cliApi: 'Atlas CLI: API Call',
  terraformResource: 'Terraform: Import and Resource',
  terraformDataSource: 'Terraform: Data Source',
  terraformSchedule: 'Terraform: Schedule Export',
  curlBearer: 'curl with Bearer Token',
  curlDigest: 'curl with Digest',
  goSdk: 'Go SDK',
};

export function testCopyAs(product: () => Product): void {
  describe('references to export buckets', () => {
    const referencesTo = (projectName: string, bucketName: string) => {
      const { simulator } = product();
      const project = simulator.world.projects.find(({ name }) => name === projectName);
      const row = project?.exportBuckets.find((bucket) => bucket.bucketName === bucketName);
      const bucket = v.parse(ExportBucketSchema, row);
      return references({ bucket, projectId: project?.id ?? '', origin: simulator.origin });
    };
    const textOf = (project: string, bucket: string, id: ReferenceId): string =>
      referencesTo(project, bucket).find((reference) => reference.id === id)?.text ?? '';

    const MIXED = 'data-platform-multi-cloud';
    it('offers every reference to a bucket, and copies the selected one', async () => {
      const { projects, quickInput, untilClipboard, page } = product();
      await projects.open();
      await projects.scrollTo(projects.row(MIXED));
      await projects.expandProject(MIXED);
      await projects.select(projects.row('contoso-lake-exports'));
      const all = referencesTo(MIXED, 'contoso-lake-exports');
      await quickInput.runCommand('Atlas Export Buckets: Copy As');
      await page.getByPlaceholder('Select a format').waitFor();
      const { id, text } = all.at(-1) ?? assert.fail();
      // Only the rows on the screen exist, but each one has the total number.
      await quickInput.item(NAMES[all[0]?.id ?? 'uri']).waitFor();
      await quickInput.untilTitle(/^Copy As: contoso-lake-exports$/);
      assert.equal(await quickInput.items.first().getAttribute('aria-setsize'), '17');
      await quickInput.input.fill(NAMES[id]);
      await quickInput.pick(NAMES[id]);
      await untilClipboard(text);
    });

    it('are copied from the menu of a row, with an acknowledgement', async () => {
      const { projects, untilClipboard, page } = product();
      await projects.contextSubmenu(projects.row('contoso-lake-gcp'), 'Copy As', 'Storage URI');
      await untilClipboard('gs://contoso-lake-gcp');
      const acknowledgement = page.locator('.statusbar-item', { hasText: 'Copied: Storage URI' });
      await acknowledgement.waitFor();
      // Screen readers don't read the status bar, except for alerts.
      assert.equal(await page.locator('.part.statusbar').first().getAttribute('aria-live'), 'off');
      assert.equal(await acknowledgement.getByRole('alert').getAttribute('aria-label'), 'Copied: Storage URI');
      assert.equal(await page.locator('.notification-toast').count(), 0);
    });

    it('offers in the menu of a row only what its bucket has', async () => {
      const { projects, untilClipboard } = product();
      const row = projects.row('contoso-lake-gcp');
      const entries = await projects.contextSubmenuEntries(row, 'Copy As');
      const kinds = Object.values(NAMES).filter((name) => name !== NAMES.arn);
      assert.deepEqual(entries.sort(), [...VALUES, ...kinds, 'What Your Cloud Must Grant…'].sort());
      await projects.contextSubmenu(row, 'Copy As', 'Role ID');
      const { exportBuckets } = product().simulator.world.projects.find(({ name }) => name === MIXED) ?? assert.fail();
      const google = exportBuckets.find(({ bucketName }) => bucketName === 'contoso-lake-gcp');
      await untilClipboard(String(google?.['roleId']));
    });

    it('copies one block for each of several buckets, and says for how many', async () => {
      const { projects, untilClipboard, page } = product();
      await projects.select(projects.row('contoso-lake-exports'));
      await projects.row('contoso-lake-azure').click({ modifiers: [MODIFIER] });
      await projects.contextSubmenu(projects.row('contoso-lake-azure'), 'Copy As', 'Terraform: Import and Resource');
      const block = (bucket: string): string => textOf(MIXED, bucket, 'terraformResource');
      await untilClipboard(`${block('contoso-lake-exports')}\n\n${block('contoso-lake-azure')}`);
      await projects.contextSubmenu(projects.row('contoso-lake-exports'), 'Copy As', 'AWS Bucket ARN');
      await untilClipboard('arn:aws:s3:::contoso-lake-exports');
      await page.locator('.statusbar-item', { hasText: 'Copied for 1 of 2 buckets: AWS Bucket ARN' }).waitFor();
    });

    it('compares two buckets', async () => {
      const { projects, page, closeEditors } = product();
      const comparison = page.locator('.tab.active', {
        hasText: /^contoso-lake-azure …[a-f0-9]{6} ↔ contoso-lake-gcp …[a-f0-9]{6}/,
      });
      await projects.select(projects.row('contoso-lake-azure'));
      await projects.row('contoso-lake-gcp').click({ modifiers: [MODIFIER] });
      await projects.contextMenu(projects.row('contoso-lake-gcp'), 'Compare Selected');
      await comparison.waitFor();
      await page.locator('.editor.original .view-lines', { hasText: '"AZURE"' }).waitFor();
      await page.locator('.editor.modified .view-lines', { hasText: '"GCP"' }).waitFor();
      await page.locator('.editor.modified .view-lines', { hasText: '"gs://contoso-lake-gcp"' }).waitFor();
      // The menu of a third row compares the two that are selected.
      await closeEditors();
      await projects.contextMenu(projects.row('contoso-lake-exports'), 'Compare Selected');
      await comparison.waitFor();
    });

    it('explain why nothing can be inserted, and are inserted at every cursor', async () => {
      const { projects, quickInput, page, closeEditors } = product();
      await projects.select(projects.row('contoso-lake-gcp'));
      await closeEditors();
      await quickInput.runCommand('Atlas Export Buckets: Insert at Cursor');
      await page.locator('.notification-toast', { hasText: 'No editable file is open' }).waitFor();
      await quickInput.runCommand('Notifications: Clear All Notifications');
      await quickInput.runCommand('File: New Untitled Text File');
      await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
      await page.keyboard.type('a');
      await page.keyboard.press('Enter');
      await quickInput.runCommand('Add Cursor Above');
      await quickInput.untilClosed();
      await projects.contextMenu(projects.row('contoso-lake-gcp'), 'Insert at Cursor…');
      await quickInput.pick('Storage URI');
      await page.locator('.view-line', { hasText: 'gs://contoso-lake-gcpa' }).waitFor();
      await page.locator('.view-line').nth(1).filter({ hasText: 'gs://contoso-lake-gcp' }).waitFor();
    });

    it('are inserted at each cursor of the file that a details tab covers', async () => {
      const { projects, quickInput, page } = product();
      await quickInput.runCommand('File: New Untitled Text File');
      await page.locator('.tab.active', { hasText: 'Untitled-2' }).waitFor();
      await page.keyboard.type('x');
      await page.keyboard.press('Enter');
      await quickInput.runCommand('Add Cursor Above');
      await quickInput.untilClosed();
      await projects.select(projects.row('contoso-lake-gcp'));
      await new DetailsPage(page).untilLoaded('contoso-lake-gcp');
      assert.equal(await page.locator('.view-lines').count(), 0);
      await projects.contextMenu(projects.row('contoso-lake-gcp'), 'Insert at Cursor…');
      // Every item of Copy As, with its text.
      await quickInput.untilTitle(/^Insert at Cursor: contoso-lake-gcp$/);
      for (const name of [...VALUES, ...Object.values(NAMES).filter((one) => one !== NAMES.arn)]) {
        await quickInput.input.fill(name);
        await quickInput.item(name).waitFor();
      }
      await quickInput.input.fill('');
      await quickInput.item('gs://contoso-lake-gcp').waitFor();
      await quickInput.pick(NAMES.uri);
      await page.locator('.tab.active', { hasText: 'Untitled-2' }).waitFor();
      const line = (number: number) => page.locator('.view-line').nth(number);
      await line(0).filter({ hasText: 'gs://contoso-lake-gcpx' }).waitFor();
      await line(1).filter({ hasText: 'gs://contoso-lake-gcp' }).waitFor();
      // The file has the focus, and one Undo reverts the whole change.
      await page.keyboard.press(`${MODIFIER}+z`);
      await line(0).filter({ hasText: /^x$/ }).waitFor();
      await line(1).filter({ hasText: /^$/ }).waitFor();
    });

    it('let the user select a file if none was active since the window loaded', async () => {
      const { projects, quickInput, page, reload, simulator, untilStored, untilTabStored } = product();
      await projects.select(projects.row('contoso-lake-gcp'));
      await new DetailsPage(page).untilLoaded('contoso-lake-gcp');
      await untilStored('Untitled-2');
      const project = simulator.world.projects.find(({ name }) => name === MIXED);
      const covering = project?.exportBuckets.find(({ bucketName }) => bucketName === 'contoso-lake-gcp');
      await untilTabStored(covering?._id ?? assert.fail());
      await reload();
      await new DetailsPage(page).untilLoaded('contoso-lake-gcp');
      await projects.open();
      await projects.scrollTo(projects.row(MIXED));
      await projects.expandProject(MIXED);
      await projects.contextMenu(projects.row('contoso-lake-gcp'), 'Insert at Cursor…');
      await page.getByPlaceholder('Select the file to insert into').waitFor();
      await quickInput.pick('Untitled-2');
      await page.getByPlaceholder('Select what to insert').waitFor();
      await quickInput.pick(NAMES.uri);
      await page.locator('.view-line', { hasText: 'gs://contoso-lake-gcpx' }).waitFor();
    });

    /** Returns the URL of the page that opens. No request leaves this machine. */
    const opened = async (act: () => Promise<void>): Promise<string> => {
      const context = product().page.context();
      await context.route(
        (url) => url.pathname.startsWith('/v2/') || !/^(127|localhost)/.test(url.hostname),
        (route) => route.fulfill({ contentType: 'text/html', body: '<title>elsewhere</title>' }),
      );
      const [page] = await Promise.all([context.waitForEvent('page'), act()]);
      await page.waitForURL(/^https?:/);
      const url = page.url();
      await page.close();
      // In a browser, VS Code reaches servers on this machine through its own server.
      return url.replace(/^http:\/\/[^/]+\/proxy\/(\d+)/, 'http://127.0.0.1:$1');
    };

    it('opens the project in Atlas', async () => {
      const { projects, simulator, page, version } = product();
      await projects.open();
      await projects.expandProject(MIXED);
      await projects.select(projects.row('contoso-lake-azure'));
      const details = new DetailsPage(page);
      await details.untilLoaded('contoso-lake-azure');
      const expected = addressOnThisMachine(
        version,
        `${simulator.origin}/v2/${simulator.world.examples.mixed}#/clusters`,
      );
      assert.equal(await opened(() => details.button('Open in Atlas').click()), expected);
      assert.equal(await opened(() => projects.contextMenu(projects.row(MIXED), 'Open in Atlas')), expected);
    });

    it('opens the console of the provider after VS Code asks', async () => {
      const { projects, answerDialog, page, simulator } = product();
      const { exportBuckets } = simulator.world.projects.find(({ name }) => name === MIXED) ?? {};
      const tenant = String(exportBuckets?.find(({ cloudProvider }) => cloudProvider === 'AZURE')?.['tenantId']);
      for (const [bucket, address] of [
        ['contoso-lake-exports', 'https://console.aws.amazon.com/s3/buckets/contoso-lake-exports?region=eu-west-1'],
        ['contoso-lake-azure', `https://portal.azure.com/#@${tenant}/browse/Microsoft.Storage%2FStorageAccounts`],
        ['contoso-lake-gcp', 'https://console.cloud.google.com/storage/browser/contoso-lake-gcp'],
      ] as const) {
        const url = await opened(async () => {
          await projects.contextMenu(projects.row(bucket), 'Open in Cloud Console');
          await page.locator('.monaco-dialog-box', { hasText: new URL(address).host }).waitFor();
          await answerDialog('Open');
        });
        assert.equal(url, address);
      }
      await page.getByRole('tab', { name: 'contoso-lake-azure', exact: true }).click();
      await new DetailsPage(page).button('Open in Cloud Console').click();
      await page.locator('.monaco-dialog-box', { hasText: 'portal.azure.com' }).waitFor();
      await answerDialog('Cancel');
    });
  });
}
