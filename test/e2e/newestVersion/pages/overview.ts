import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import { OverviewPage } from '../../overviewPage';
import type { Product } from '../../product';
import { axeFindings, refusals, THEMES } from '../../webviewChecks';

export function testOverview(product: () => Product): void {
  describe('the overview', () => {
    const overview = (): OverviewPage => new OverviewPage(product().page);

    it('counts by year, provider, region, project, name and role', async () => {
      const { projects, quickInput, simulator } = product();
      await projects.open();
      await projects.row('checkout-prod').waitFor();
      await quickInput.runCommand('Atlas Export Buckets: Show Overview');
      await overview()
        .basis.getByText(/^Nothing loaded yet\. Loading everything takes about \d+ requests for 54 projects\.$/)
        .waitFor();
      assert.equal(await overview().frame.locator('.tile, main section').count(), 0);
      await overview().button('Load Everything').click();
      await overview()
        .basis.getByText(/^53 of 54 projects, loaded \w/)
        .waitFor();
      await overview().frame.locator('progress').waitFor({ state: 'detached' });
      const seen = simulator.world.projects.filter(
        ({ organizationId, name }) =>
          organizationId === simulator.world.credentials.serviceAccount.organizationId && name !== 'payroll-vault',
      );
      const all = seen.flatMap(({ exportBuckets }) => exportBuckets);
      const tiles = await overview().tiles();
      assert.equal(tiles['export buckets'], `at least ${all.length.toLocaleString('en')}`);
      assert.equal(
        tiles['projects without buckets'],
        `at least ${String(seen.filter(({ exportBuckets }) => exportBuckets.length === 0).length)}`,
      );
      const years = await overview().marks('Registered by year');
      assert.ok(years.length > 1 && years.every((spoken) => /^\d{4}: [\d,]+ export buckets?$/.test(spoken)));
      assert.match((await overview().marks('By provider'))[0] ?? '', /^AWS, 9\d(\.\d)?%: 2,\d{3} export buckets$/);
      assert.equal(
        (await overview().marks('By project'))[0]?.startsWith('test-bucket-archive, Contoso Retail: 2,508'),
        true,
      );
      assert.equal((await overview().marks('Duplicate names'))[0], 'test-bucket, in 1 project: 2,508 export buckets');
      await overview().frame.getByText('payroll-vault:').waitFor();
      // Loading again doesn't help while the role is missing, so it isn't the main action.
      await overview().button('Retry Failed').waitFor();
      assert.equal(await overview().frame.locator('.primary').count(), 0);
    });

    it('finds broken roles with one request per project, and shows nothing unchecked as fine', async () => {
      const { simulator, requested, untilClipboard } = product();
      const before = await overview().tiles();
      assert.equal(before['buckets with broken roles'], 'not checked');
      assert.equal(before['unused buckets'], 'not checked');
      simulator.clearRequests();
      await overview()
        .button(/^Check Roles \(\d+ requests\)$/)
        .click();
      await overview()
        .button(/^Check Roles/)
        .waitFor({ state: 'detached' });
      await overview().frame.locator('progress').waitFor({ state: 'detached' });
      assert.ok(requested().length > 40 && requested().every((request) => request.endsWith('/cloudProviderAccess')));
      await overview()
        .button(/^at least 3\s+buckets with broken roles \([\d,]+ of [\d,]+ known\)$/)
        .click();
      await overview().title.getByText('Export buckets with broken roles').waitFor();
      assert.equal(await overview().rows().count(), 3);
      await overview().button('Copy Bucket ID: contoso-legacy-orphaned').click();
      const project = simulator.world.projects.find(({ name }) => name === 'legacy-handover');
      await untilClipboard(String(project?.exportBuckets[0]?._id));
      await overview().frame.locator('.copy.copied').waitFor();
      await overview().button('Back to the Overview').click();
    });

    it('copies a list as a table, and saves it in a chosen format', async () => {
      const { page, quickInput, clipboard } = product();
      await overview()
        .section('By provider')
        .getByRole('button', { name: /^Azure/ })
        .click();
      await overview().title.getByText('Azure').waitFor();
      const rows = await overview().rows().count();
      await overview().button('Copy as CSV').click();
      await until(
        async () => (await clipboard()).startsWith('Name,Project,Provider,Registered,Bucket ID,Note'),
        'the table',
      );
      assert.equal((await clipboard()).trimEnd().split('\n').length, rows + 1);
      await overview().button('Save Bucket List As…').click();
      await quickInput.pick('CSV');
      await page.locator('.editor-container .view-lines', { hasText: 'Organization,Organization ID' }).waitFor();
      await quickInput.runCommand('View: Revert and Close Editor');
      await quickInput.runCommand('Notifications: Clear All Notifications');
      await overview().button('Back to the Overview').click();
    });

    it('links each figure to its list, and the list to rows of the tree', async () => {
      const { projects, page, quickInput } = product();
      await overview()
        .section('By provider')
        .getByRole('button', { name: /^Google Cloud/ })
        .click();
      await overview().title.getByText('Google Cloud').waitFor();
      const names = await overview().rows().locator('.link').allInnerTexts();
      assert.ok(names.includes('contoso-lake-gcp'));
      await overview().button('contoso-lake-gcp').click();
      await projects.row('contoso-lake-gcp').waitFor();
      await until(
        async () => (await projects.read(projects.row('contoso-lake-gcp'))).selected,
        'the row to be selected',
      );

      const head = (name: string) => overview().frame.getByRole('columnheader', { name, exact: true });
      const byName = names.toSorted(new Intl.Collator('en').compare);
      for (const [sorted, expected] of [
        ['ascending', byName],
        ['descending', byName.toReversed()],
      ] as const) {
        await head('Name').getByRole('button').click();
        await overview().frame.locator(`th[aria-sort="${sorted}"]`, { hasText: 'Name' }).waitFor();
        assert.deepEqual(await overview().rows().locator('.link').allInnerTexts(), expected);
        assert.equal(await overview().frame.locator(':focus').innerText(), 'Name');
      }

      const tabs = page.locator('.tabs-container .tab');
      const link = overview().button('contoso-lake-gcp');
      for (const click of [
        () => link.click({ button: 'middle' }),
        () => link.click({ modifiers: ['ControlOrMeta'] }),
      ]) {
        await click();
        const beside = page.locator('.editor-group-container').nth(1).locator('.tab', { hasText: 'contoso-lake-gcp' });
        await beside.waitFor();
        assert.equal(await tabs.count(), 2);
        await quickInput.runCommand('View: Close Editor');
        await beside.waitFor({ state: 'detached' });
      }
      await overview().button('Back to the Overview').click();
      await overview().title.getByText('Export Buckets at a Glance').waitFor();
      const focused = overview().frame.locator(':focus');
      assert.match((await focused.getAttribute('title')) ?? '', /^Google Cloud/);
    });

    it('can be used with the keyboard alone', async () => {
      const { page } = product();
      const focused = overview().frame.locator(':focus');
      await page.keyboard.press('Enter');
      await overview().title.getByText('Google Cloud').waitFor();
      assert.equal(await focused.innerText(), 'Google Cloud');
      await page.keyboard.press('Escape');
      await overview().title.getByText('Export Buckets at a Glance').waitFor();
      await until(async () => (await focused.getAttribute('title'))?.startsWith('Google Cloud') === true, 'the focus');
      await page.keyboard.press('Shift+Tab');
      assert.match((await focused.getAttribute('title')) ?? '', /^Azure/);
    });

    it('shows a malicious name as text', async () => {
      await overview()
        .button(/^at least [\d,]+\s+export buckets$/)
        .click();
      await overview().title.getByText('All export buckets').waitFor();
      assert.equal(await overview().rows().count(), 200);
      assert.equal(await overview().frame.locator('main :is(img, script, iframe, b, a)').count(), 0);
      await overview()
        .button(/^Show [\d,]+ more$/)
        .click();
      await until(async () => (await overview().rows().count()) === 400, '400 rows');
      await overview().button('Back to the Overview').click();
    });

    for (const [theme, kind] of THEMES) {
      it(`has no axe findings in ${theme}, and loads nothing that its policy forbids`, async () => {
        const { page, quickInput } = product();
        await page.locator('.tab.active').click();
        await quickInput.chooseTheme(theme);
        await overview().frame.locator(`body.${kind}`).waitFor();
        // axe can't tell the background of a number in a drawing. Its color is that of all text.
        const findings = (await axeFindings(overview().frame)).filter(
          (found) => !found.includes('<text class="count"'),
        );
        assert.deepEqual(findings, []);
        await overview()
          .section('By provider')
          .getByRole('button', { name: /^Azure/ })
          .click();
        await overview().title.getByText('Azure').waitFor();
        assert.deepEqual(await axeFindings(overview().frame), []);
        await overview().button('Back to the Overview').click();
        assert.deepEqual(await refusals(overview().frame), []);
      });
    }

    it('fits at a width of 320 pixels', async () => {
      const { page, quickInput } = product();
      const inPage = <T>(script: string): Promise<T> => overview().frame.locator('html').evaluate<T, undefined>(script);
      const overflow = (): Promise<number> =>
        inPage(`document.documentElement.scrollWidth - document.documentElement.clientWidth`);
      await page.locator('.tab.active').click();
      await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
      await page.setViewportSize({ width: 368, height: 800 });
      await until(async () => (await inPage<number>('innerWidth')) <= 320, 'the page to be narrow');
      assert.equal(await overflow(), 0);
      await overview()
        .section('By provider')
        .getByRole('button', { name: /^Azure/ })
        .click();
      await overview().title.getByText('Azure').waitFor();
      assert.equal(await overflow(), 0);
      await overview().button('Back to the Overview').click();
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.locator('.tab.active').click();
      await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
    });

    it('is restored after the window reloads', async () => {
      const { projects, reload, page, untilTabStored } = product();
      await projects.titleAction('Collapse All');
      await untilTabStored('atlasExportBuckets.overview');
      await reload();
      await page.locator('.tab', { hasText: 'Export Buckets at a Glance' }).waitFor();
      await overview()
        .button(/^(Load the Rest|Load Everything|Retry Failed)$/)
        .waitFor();
    });
  });
}
