import assert from 'node:assert/strict';
import type { Fault } from '../../../atlas/simulator';
import { until } from '../../../vscode/until';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

const UNEXPECTED = /unexpected/i;
const ARCHIVE = 'test-bucket-archive';
const BUCKET = 'contoso-mongodb-private';
/** Matches the requests that a command sends itself, not those for the lists of the view. */
const ONE_BUCKET = /exportBuckets\/[0-9a-f]{24}/;
const RAW = /envelope=true/;

export function testCommands(product: () => Product): void {
  describe('a command that fails', () => {
    const host = (): string => new URL(product().simulator.origin).host;
    const toast = () => product().page.locator('.notification-toast').first();
    const dismiss = async (): Promise<void> => {
      await product().quickInput.runCommand('Notifications: Clear All Notifications');
      await toast().waitFor({ state: 'hidden' });
    };

    /** Runs a command while a fault is set; its notification must have the cause and a button for the fix. */
    async function failing(
      path: RegExp,
      response: Fault['response'],
      label: string,
      fix: string,
      act: () => Promise<void>,
    ): Promise<void> {
      const end = product().simulator.fault({ path, response });
      await act();
      await toast().filter({ hasText: label }).waitFor();
      assert.doesNotMatch(await toast().innerText(), UNEXPECTED);
      for (const button of [fix, 'Show Log']) {
        assert.equal(await toast().locator('.monaco-button', { hasText: button }).count(), 1, `${label}: ${button}`);
      }
      end();
    }

    const raw = (project: string) => async () => {
      const { projects } = product();
      await projects.contextMenu(projects.row(project), 'Show Raw API Response');
    };

    it('shows a lost connection, and runs again on Retry', async () => {
      const { page, projects } = product();
      await projects.open();
      await projects.scrollTo(projects.row('aws-backups-prod'));
      await projects.expandProject('aws-backups-prod');
      await projects.row(BUCKET).waitFor();
      await failing(RAW, { reset: 'beforeHeaders' }, `Connection lost to ${host()}`, 'Retry', raw('aws-backups-prod'));
      assert.equal(await page.locator('.tab').count(), 0);
      await toast().locator('.monaco-button', { hasText: 'Retry' }).click();
      await page.locator('.tab.active', { hasText: 'page-1.jsonc' }).waitFor();
      await toast().waitFor({ state: 'hidden' });
    });

    it('shows a timeout, and leaves the text of an open document', async () => {
      const { page } = product();
      await failing(
        RAW,
        { hang: 'beforeHeaders' },
        `Timed out waiting for ${host()}`,
        'Retry',
        raw('aws-backups-prod'),
      );
      await page.locator('.editor-container .view-lines', { hasText: 'pageNum=1' }).waitFor();
      await dismiss();
    });

    it('shows why the next page of a raw response failed', async () => {
      const { page, projects, simulator } = product();
      const archive = simulator.world.projects.find(({ name }) => name === ARCHIVE);
      assert.ok(archive);
      await projects.scrollTo(projects.row(ARCHIVE));
      await raw(ARCHIVE)();
      await page.locator('.tab.active', { hasText: `${archive.id}-page-1.jsonc` }).waitFor();
      await failing(RAW, { reset: 'withinBody' }, `Connection lost to ${host()}`, 'Retry', async () => {
        await page.locator('.editor-actions .action-label[aria-label^="Next Response Page"]').click();
      });
      assert.equal(await page.locator('.tab', { hasText: 'page-2.jsonc' }).count(), 0);
      await dismiss();
      await projects.scrollTo(projects.row(BUCKET));
    });

    it('explains in the document why Atlas did not return an export bucket', async () => {
      const { page, projects, simulator } = product();
      const end = simulator.fault({ path: ONE_BUCKET, response: { status: 403, parameters: ['203.0.113.7'] } });
      await projects.contextMenu(projects.row(BUCKET), 'Open as JSON');
      const lines = page.locator('.editor-container .view-lines');
      await lines.filter({ hasText: 'Not on the access list: 203.0.113.7' }).waitFor();
      await lines.filter({ hasText: 'Add the address to the credential’s API access list' }).waitFor();
      end();
      await projects.contextMenu(projects.row(BUCKET), 'Open as JSON');
      await until(async () => !((await lines.textContent()) ?? '').includes('_note'), 'the JSON that Atlas returns');
    });

    it('shows why Open as JSON failed in a restored tab', async () => {
      const { page, projects, quickInput, reload, untilTabStored } = product();
      const details = new DetailsPage(page);
      await projects.select(projects.row(BUCKET));
      await details.untilLoaded(BUCKET);
      await untilTabStored('mainThreadWebview-atlasExportBuckets.details');
      // The tree must not have the row after the reload.
      await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
      await projects.rows.first().waitFor({ state: 'hidden' });
      await reload();
      await details.untilLoaded(BUCKET);
      for (const [response, label, fix] of [
        [{ status: 401 }, 'Atlas rejected this service account', 'Retry'],
        [
          { status: 401, errorCode: 'USER_UNAUTHORIZED' },
          'No access: Project Read Only required',
          'Open Access Manager',
        ],
        // This is last, because Atlas delays every further request.
        [{ status: 429, retryAfter: 60 }, 'Rate limited by Atlas', 'Retry'],
      ] as const) {
        await failing(ONE_BUCKET, response, label, fix, async () => {
          await details.button('Open as JSON').click();
        });
        await dismiss();
      }
    });
  });
}
