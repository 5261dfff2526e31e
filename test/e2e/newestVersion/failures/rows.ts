import assert from 'node:assert/strict';
import type { Fault } from '../../../atlas/simulator';
import type { Product } from '../../product';

const LISTS = /backup\/exportBuckets\?/;

export function testRows(product: () => Product): void {
  describe('failures', () => {
    /** Expands a project whose list fails, checks the row, loads the list with Retry, and collapses the project. */
    async function failing(project: string, response: Fault['response'], label: string, fix: string): Promise<void> {
      const { projects, simulator, page } = product();
      const end = simulator.fault({ path: LISTS, response });
      await projects.expand(project);
      await projects.row(label).waitFor({ timeout: 15_000 });
      assert.equal((await projects.read(projects.row(label))).description, fix);
      assert.equal(await page.locator('.notification-toast').count(), 0);
      end();
      await projects.inlineAction(projects.row(label), 'Retry');
      await projects.row(`contoso-${project}-snapshots`).waitFor();
      await projects.collapse(project);
    }

    it('show a missing role, and keep the token', async () => {
      const { projects, simulator, requested } = product();
      await projects.open();
      await projects.row('checkout-prod').waitFor();
      await projects.scrollTo(projects.row('payroll-vault'));
      simulator.clearRequests();
      await projects.expand('payroll-vault');
      const failed = projects.row('No access');
      await failed.waitFor();
      assert.equal(requested().length, 1);
      assert.match((await projects.read(failed)).spoken, /^No access: Project Read Only required\. /);
      const [fix, ...others] = await projects.contextEntries(failed);
      assert.deepEqual([fix, others.includes('Retry')], ['Open Access Manager', true]);
      await projects.collapse('payroll-vault');
      // The project is still marked as failed.
      const { description, spoken } = await projects.read(projects.row('payroll-vault'));
      assert.deepEqual([description, spoken], ['no access', 'payroll-vault, project, no access']);
      await projects.row('payroll-vault').locator('.codicon-warning').waitFor();
      await projects.scrollTo(projects.row('checkout-prod'));
    });

    it('show an IP address that is not on the access list, without a new token', async () => {
      const { simulator } = product();
      simulator.clearRequests();
      await failing(
        'checkout-prod',
        { status: 403, errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST', parameters: ['203.0.113.7'] },
        'Not on the access list: 203.0.113.7',
        'Open Access List',
      );
      assert.equal(simulator.requests.filter(({ method }) => method === 'POST').length, 0);
    });

    it('show an unsupported API version, and open its setting', async () => {
      const { projects, simulator, page } = product();
      const end = simulator.fault({ path: LISTS, response: { status: 406, errorCode: 'INVALID_VERSION_DATE' } });
      await projects.expand('catalog-search-dev');
      await projects.select(projects.row('Atlas doesn’t support API version 2024-05-30'));
      await page.locator('.settings-editor').getByText('Atlas API version for export buckets').first().waitFor();
      end();
      await page.keyboard.press('Control+w');
      await projects.collapse('catalog-search-dev');
    });

    it('show how long a rate limit lasts, and retry automatically', async () => {
      const { projects, simulator } = product();
      simulator.fault({
        path: LISTS,
        times: 1,
        response: { status: 429, errorCode: 'RATE_LIMITED_TOKEN_BUCKET', retryAfter: 5 },
      });
      await projects.expand('customer-profile-prod');
      const row = projects.row('Rate limited by Atlas');
      await row.waitFor();
      assert.match((await projects.read(row)).description, /^retrying in [1-5] s$/);
      await projects.row('contoso-customer-profile-prod-snapshots').waitFor();
      await projects.collapse('customer-profile-prod');
    });

    it('show a lost connection', async () => {
      const { host } = new URL(product().simulator.origin);
      await failing('fulfilment-prod', { reset: 'withinBody' }, `Connection lost to ${host}`, 'Retry');
    });

    it('are logged with their requests, without a secret', async () => {
      const { quickInput, page, simulator } = product();
      await quickInput.runCommand('Atlas Export Buckets: Show Log');
      const log = page.locator('.part.panel .view-lines');
      await log.getByText('/backup/exportBuckets').first().waitFor();
      const text = (await log.textContent()) ?? '';
      assert.match(
        text.replaceAll('\u00a0', ' '),
        /#\d+ GET http:\/\/127\.0\.0\.1:\d+\/api\/atlas\/v2\/groups\S* → \d+, \d+ ms/,
      );
      assert.equal(text.includes(simulator.world.credentials.serviceAccount.secret), false);
      await page.keyboard.press('ControlOrMeta+j');
      await log.waitFor({ state: 'hidden' });
    });
  });
}
