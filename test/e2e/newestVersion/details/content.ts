import assert from 'node:assert/strict';
import * as v from 'valibot';
import { ExportBucketSchema } from '../../../../src/atlas/models';
import { references } from '../../../../src/references/references';
import { visibleText } from '../../../../src/text/invisible';
import { until } from '../../../vscode/until';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

const MIXED = 'data-platform-multi-cloud';
const BUCKET = 'contoso-lake-exports';

export function testContent(product: () => Product): void {
  describe('the page of an export bucket', () => {
    const details = (): DetailsPage => new DetailsPage(product().page);
    const projectOf = (projectName: string) => {
      const found = product().simulator.world.projects.find(({ name }) => name === projectName);
      assert.ok(found);
      return found;
    };
    const referencesTo = (projectName: string, bucketName: string) => {
      const { id, exportBuckets } = projectOf(projectName);
      const row = exportBuckets.find((bucket) => bucket.bucketName === bucketName);
      return references({
        bucket: v.parse(ExportBucketSchema, row),
        projectId: id,
        origin: product().simulator.origin,
      });
    };

    it('opens once, with the focus in it, from the palette and on Enter', async () => {
      const { projects, page, quickInput } = product();
      await quickInput.runCommand('Atlas Export Buckets: Open Details');
      await quickInput.item(MIXED).waitFor();
      await quickInput.input.fill(MIXED);
      await quickInput.pick(MIXED);
      await quickInput.item('contoso-lake-gcp').waitFor();
      await quickInput.pick('contoso-lake-gcp');
      await details().untilLoaded('contoso-lake-gcp');
      await until(() => page.evaluate<boolean>(`document.activeElement.matches('iframe.webview')`), 'the focus');

      await projects.open();
      await projects.expandProject(MIXED);
      await projects.select(projects.row('contoso-lake-exports'));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await details().untilLoaded('contoso-lake-azure');

      await projects.contextMenu(projects.row('contoso-lake-gcp'), 'Open Details');
      await page.locator('.tab.active', { hasText: 'contoso-lake-gcp' }).waitFor();
      assert.equal(await page.locator('.tabs-container .tab', { hasText: 'contoso-lake-gcp' }).count(), 1);
    });

    it('shows the chosen kind of code snippet for other buckets too', async () => {
      const { projects } = product();
      await projects.open();
      await projects.expandProject(MIXED);
      await projects.contextMenu(projects.row('contoso-lake-gcp'), 'Open Details');
      await details().untilLoaded('contoso-lake-gcp');
      assert.equal(await details().snippets.inputValue(), 'goSdk');
      await details().section('Code snippets').locator('code', { hasText: 'package main' }).waitFor();
    });

    it('has buttons to copy IDs and every code snippet', async () => {
      const { projects, untilClipboard } = product();
      await projects.select(projects.row(BUCKET));
      await details().untilLoaded(BUCKET);
      await details().button('Copy Bucket ID').click();
      await untilClipboard(String(projectOf(MIXED).exportBuckets.find(({ bucketName }) => bucketName === BUCKET)?._id));
      await details().header.locator('.copied').waitFor();
      assert.ok((await details().properties('Role'))['AWS role ARN']);
      const labels: string[] = [];
      for (const row of await details().frame.locator('dl > div:has(button)').all()) {
        labels.push(await row.locator('dt').innerText());
        await row.getByRole('button').click();
        await untilClipboard(await row.locator('.value').innerText());
      }
      assert.deepEqual(labels, [
        ...['Project ID', 'Organization ID', 'Role ID', 'AWS role ARN', 'Atlas account ARN', 'External ID'],
      ]);
      const all = referencesTo(MIXED, BUCKET);
      const refer = details().section('Code snippets');
      const titles = await details().snippets.locator('option').allInnerTexts();
      assert.equal(titles.length, all.length);
      assert.equal(titles[0], 'Terraform: Import and Resource');
      const shown: string[] = [];
      for (const title of titles) {
        await details().choose(title);
        shown.push(await refer.getByRole('group', { name: title, exact: true }).locator('code').innerText());
      }
      assert.deepEqual(shown.toSorted(), all.map(({ text }) => text).toSorted());
      await refer.getByRole('button').click();
      await untilClipboard(shown.at(-1) ?? '');
    });

    it('has the end of the ID in the titles of tabs with the same name', async () => {
      const { projects, page } = product();
      const reports = projectOf('reporting-archive').exportBuckets;
      const first = String(reports[0]?._id);
      await projects.scrollTo(projects.row('reporting-archive'));
      await projects.expand('reporting-archive');
      await projects.select(projects.rowWith('contoso-reports').first());
      await page.locator('.tab.active', { hasText: `contoso-reports (…${first.slice(-6)})` }).waitFor();
      await details().header.getByText(first).waitFor();
      await projects.scrollTo(projects.row(MIXED));
    });
    it('shows export jobs once the role allows it, and copies cells of the tables', async () => {
      const { projects, simulator, untilClipboard } = product();
      const { id, clusters } = projectOf(MIXED);
      await projects.scrollTo(projects.row('contoso-lake-exports'));
      await projects.select(projects.row('contoso-lake-exports'));
      await details().untilLoaded('contoso-lake-exports');
      await details().button('Find Clusters').click();
      const usedBy = details().section('Used by');
      await usedBy.getByText('Requires the Project Backup Manager role').waitFor();
      simulator.world.setRole(simulator.world.credentials.serviceAccount.id, id, 'GROUP_BACKUP_MANAGER');
      await usedBy.getByRole('button', { name: 'Retry' }).click();
      const jobs = usedBy.getByRole('table', { name: 'Export jobs' }).locator('tbody tr');
      await jobs.first().waitFor();
      // A section that arrives replaces the buttons.
      await details().untilLoaded('contoso-lake-exports');
      assert.equal(await jobs.count(), 5);
      await jobs.filter({ hasText: 'failed: Access to the bucket was denied.' }).waitFor();
      await jobs.filter({ hasText: 'successful' }).filter({ hasText: '42 of 42' }).waitFor();
      // Only one of the jobs has succeeded.
      await jobs.getByRole('button', { name: 'Copy Prefix' }).click();
      await untilClipboard(String(clusters[0]?.exports.find(({ state }) => state === 'Successful')?.['prefix']));
      assert.match((await details().facts())[1] ?? '', /^1 cluster exporting, last export 2026-11-01 .+: successful$/);
    });

    it('shows malicious names as text in the page, its title, the Quick Pick and the document', async () => {
      const { projects, page, quickInput } = product();
      const odd = projectOf("Größe & Maße (it's+odd)");
      await projects.open();
      await projects.scrollTo(projects.row(odd.name));
      await projects.expand(odd.name);
      for (const start of ['<img', '[x](command', 'left', '$(sync']) {
        const bucketName = odd.exportBuckets.find((bucket) => bucket.bucketName.startsWith(start))?.bucketName ?? '';
        const shown = bucketName.replace(
          /[\u202C\u202E]/g,
          (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase()}`,
        );
        await projects.select(projects.rowWith(start));
        await details().untilLoaded(shown);
        assert.equal(await details().title.innerText(), shown);
        const refer = details().section('Code snippets');
        await details().choose('Terraform: Import and Resource');
        const terraform = referencesTo(odd.name, bucketName).find(({ id }) => id === 'terraformResource')?.text;
        assert.equal(await refer.locator('code').innerText(), terraform);
        assert.equal(await details().frame.locator('body').locator('img, a, script, [onerror]').count(), 0);
        await page.locator('.tab.active', { hasText: visibleText(bucketName) }).waitFor();
        await details().button('Open as JSON').click();
        await page.locator('.tab.active', { hasText: '.json' }).waitFor();
        const lines = page.locator('.editor-container .view-lines');
        await lines.filter({ hasText: start }).waitFor();
        assert.doesNotMatch((await lines.textContent()) ?? '', /[\u202C\u202E]/);
        assert.equal(await lines.locator('a, img').count(), 0);
      }
      await projects.select(projects.row(odd.name));
      await quickInput.runCommand('Atlas Export Buckets: Open as JSON');
      await quickInput.item('<img src=x onerror=alert(1)>').waitFor();
      await quickInput.item('[x](command:workbench.action.closeWindow)').waitFor();
      await quickInput.item('left[U+202E]').waitFor();
      await quickInput.item('$(sync~spin) codicon').waitFor();
      assert.equal(await quickInput.widget.locator('img, a[href]').count(), 0);
      await quickInput.cancel();
    });
  });
}
