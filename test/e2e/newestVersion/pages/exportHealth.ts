import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import { DetailsPage } from '../../detailsPage';
import { ExportsPage } from '../../exportsPage';
import type { Product } from '../../product';
import { axeFindings, refusals, THEMES } from '../../webviewChecks';

export function testExportHealth(product: () => Product): void {
  describe('export health', () => {
    const exports = (): ExportsPage => new ExportsPage(product().page);
    const details = (): DetailsPage => new DetailsPage(product().page);
    const paths = (): string[] => product().simulator.requests.map(({ path }) => path);
    /** Opens the page, with the button that starts a check. */
    const open = async (project: string, button = 'Check Exports'): Promise<void> => {
      const { projects } = product();
      await projects.scrollTo(projects.row(project));
      await projects.contextMenu(projects.row(project), 'Check Exports…');
      await exports().header.getByText(project).waitFor();
      await exports().button(button).waitFor();
    };
    const check = async (): Promise<void> => {
      await exports().button('Check Exports').click();
      await exports().button('Check Again').waitFor();
    };

    it('says what a check costs before the first request', async () => {
      const { projects, simulator, closeEditors } = product();
      await closeEditors();
      await projects.open();
      await projects.row('checkout-prod').waitFor();
      simulator.clearRequests();
      await open('orders-prod');
      await exports().header.getByText('Checking the exports of 1 project takes about 29 requests, 1 s.').waitFor();
      assert.deepEqual(simulator.requests, []);
    });

    it('of all projects, from the menu of the view: asks what to check, and says what that costs', async () => {
      const { projects, quickInput, simulator } = product();
      await projects.scrollTo(projects.row('checkout-prod'));
      await projects.select(projects.row('checkout-prod'));
      await projects.rowWith('No export buckets').or(projects.rowWith('contoso-checkout')).first().waitFor();
      simulator.clearRequests();
      await projects.titleAction('Check Exports…');
      await quickInput.untilTitle(/^Check Exports$/);
      await quickInput.item('checkout-prod').filter({ hasText: 'selected in the view' }).waitFor();
      await quickInput.pick('Everything');
      await exports().header.getByText('All projects of Environment').waitFor();
      await exports()
        .header.getByText(/^Checking the exports of 54 projects takes about /)
        .waitFor();
      // The list of projects has the current numbers of clusters.
      assert.deepEqual(product().requested(), ['GET /api/atlas/v2/groups']);
      await open('orders-prod');
      simulator.clearRequests();
    });

    it('shows every finding of a project', async () => {
      await check();
      assert.deepEqual(await exports().tiles(), { broken: '4', 'at risk': '7', unknown: '0', fine: '0' });
      assert.match(
        (await exports().findings('orders-eu')).join(),
        /^The last export failed on .+: The role may not write/,
      );
      assert.deepEqual(await exports().findings('orders-cache'), [
        'Not exported: the backup schedule has no export bucket.',
      ]);
      assert.match(
        (await exports().findings('orders-archive'))[0] ?? '',
        /^Never exports: the schedule exports monthly/,
      );
      assert.equal(paths().length, 23);
      assert.equal(paths().filter((path) => path.includes('/backup/exports')).length, 8);
      await product().screenshot('export-health');
    });

    it('opens a bucket to the side by a click with the middle button', async () => {
      const { page, quickInput } = product();
      const link = exports().row('orders-eu').getByRole('button', { name: 'contoso-orders-prod-snapshots' });
      await link.click({ button: 'middle' });
      const beside = page.locator('.editor-group-container').nth(1).locator('.tab');
      await beside.filter({ hasText: 'contoso-orders-prod-snapshots' }).waitFor();
      await quickInput.runCommand('View: Close Editor');
      await beside.waitFor({ state: 'detached' });
      await exports().title.getByText('Export Health').waitFor();
    });

    it('answers three questions, each of which can be copied as a report', async () => {
      const { clipboard, simulator } = product();
      simulator.clearRequests();
      const answers = [
        ['Which Clusters Are Not Exported?', /orders-cache [^\n]*no export bucket/],
        ['What Failed Since Monday, and Why?', /orders-eu [^\n]*s3&#58;PutObject was denied/],
        ['Can I Delete This Bucket?', /contoso-orders-prod-snapshots [^\n]*These clusters export to it/],
      ] as const;
      for (const [question, expected] of answers) {
        await exports().button(question).click();
        await exports().title.getByText(question).waitFor();
        await exports().button('Copy Report').click();
        await until(async () => (await clipboard()).startsWith(`# ${question}`), question);
        assert.match(await clipboard(), expected);
      }
      await exports().row('contoso-orders-prod-compliance').getByText('No backup schedule exports to it.').waitFor();
      await exports().button('Show All Clusters').click();
      await exports().title.getByText('Export Health').waitFor();
      assert.deepEqual(simulator.requests, []);
    });

    it('shows what is loaded without a request, on the page and in the details of a bucket', async () => {
      const { projects, simulator } = product();
      await open('legacy-handover');
      await open('orders-prod', 'Check Again');
      assert.deepEqual(await exports().tiles(), { broken: '4', 'at risk': '7', unknown: '0', fine: '0' });
      assert.deepEqual(simulator.requests, []);
      await projects.expand('orders-prod');
      await projects.select(projects.row('contoso-orders-prod-snapshots'));
      await details().untilLoaded('contoso-orders-prod-snapshots');
      const health = details().section('Export health');
      await health.getByRole('row', { name: /^orders-eu broken .*The role may not write/ }).waitFor();
      assert.match((await details().facts())[1] ?? '', /^7 clusters exporting, last loaded export /);
      assert.ok(!paths().some((path) => path.includes('/clusters')));
      await product().screenshot('export-health-details');
      await details().button('Check Exports…').click();
      await exports().button('Check Again').waitFor();
    });

    it('saves the list in the formats of the bucket list', async () => {
      const { quickInput, page } = product();
      await exports().button('Save As…').click();
      await quickInput.untilTitle(/Save Export Health As/);
      await quickInput.pick('CSV');
      await page.locator('.view-line', { hasText: 'Project,Project ID,Cluster,State,Findings' }).waitFor();
      await page
        .locator('.view-line', { hasText: 'orders-archive,broken,neverRuns neverExported notAlerted' })
        .waitFor();
      await quickInput.runCommand('View: Revert and Close Editor');
      await exports().title.waitFor();
    });

    for (const [theme, kind] of THEMES) {
      it(`has no axe findings in ${theme}, and loads nothing that its policy forbids`, async () => {
        const { page, quickInput } = product();
        await page.locator('.tab.active').click();
        await quickInput.chooseTheme(theme);
        await exports().frame.locator(`body.${kind}`).waitFor();
        assert.deepEqual(await axeFindings(exports().frame), []);
        assert.deepEqual(await refusals(exports().frame), []);
      });
    }

    it('fits on a page that is 320 pixels wide', async () => {
      const { page, quickInput } = product();
      const inPage = <T>(script: string): Promise<T> => exports().frame.locator('html').evaluate<T, undefined>(script);
      await page.locator('.tab.active').click();
      await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
      await page.setViewportSize({ width: 368, height: 800 });
      await until(async () => (await inPage<number>('innerWidth')) <= 320, 'the page to be narrow');
      assert.equal(await inPage('document.documentElement.scrollWidth - document.documentElement.clientWidth'), 0);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.locator('.tab.active').click();
      await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
    });

    it('says once that a role is missing, after one request for export jobs', async () => {
      const { simulator } = product();
      await open('legacy-handover');
      simulator.clearRequests();
      await check();
      await exports()
        .notices.getByText(/^Export jobs require the Project Backup Manager role\. .* legacy-handover$/)
        .waitFor();
      assert.equal(paths().filter((path) => path.includes('/backup/exports')).length, 1);
      assert.deepEqual(await exports().tiles(), { broken: '3', 'at risk': '0', unknown: '1', fine: '0' });
    });

    it('continues after a rate limit', async () => {
      const { simulator } = product();
      await open('orders-prod', 'Check Again');
      simulator.clearRequests();
      const remove = simulator.fault({ path: /backup\/schedule/, response: { status: 429, retryAfter: 3 } });
      await exports().button('Check Again').click();
      await exports()
        .header.getByText(/Rate limited by Atlas\. Resuming at/)
        .waitFor();
      remove();
      await exports().button('Check Again').waitFor();
      // The project is expanded in the tree, whose rows may be old.
      assert.ok(paths().some((path) => path.includes('/backup/exportBuckets')));
      assert.deepEqual(await exports().tiles(), { broken: '4', 'at risk': '7', unknown: '0', fine: '0' });
    });

    it('keeps the loaded results when it is canceled', async () => {
      const { simulator } = product();
      await open('orders-prod', 'Check Again');
      const remove = simulator.fault({ path: /\/events/, response: { hang: 'beforeHeaders' } });
      await exports().button('Check Again').click();
      await until(
        async () => (await exports().findings('orders-archive')).join().includes('Never exports'),
        'a finding',
      );
      await exports().button('Cancel').click();
      await exports().notices.getByText('Canceled. Not everything was checked.').waitFor();
      remove();
      assert.equal((await exports().tiles())['fine'], 'at least 0');
      assert.match((await exports().findings('orders')).join(), /Can’t tell whether the last export succeeded\./);
    });

    it('loads only the rest of a canceled check', async () => {
      const { simulator } = product();
      await exports().header.getByText('Loading the rest takes about 1 request.').waitFor();
      simulator.clearRequests();
      await exports().button('Load the Rest').click();
      await until(async () => (await exports().tiles())['broken'] === '4', 'the complete result');
      assert.deepEqual(
        paths().filter((path) => !path.includes('/events')),
        [],
      );
    });
  });
}
