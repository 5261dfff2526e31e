import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { gate } from '../../../unit/atlas/support';
import { chooseFromMenu } from '../../../vscode/pages/view';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

export function testSections(product: () => Product): void {
  describe('the details of an export bucket', () => {
    const details = (): DetailsPage => new DetailsPage(product().page);
    const project = (name: string) => {
      const found = product().simulator.world.projects.find((candidate) => candidate.name === name);
      assert.ok(found);
      return found;
    };

    it('open on a click, keep the focus in the tree, and send one request per section', async () => {
      const { projects, simulator, requested } = product();
      const { id, exportBuckets } = project('data-platform-multi-cloud');
      await projects.open();
      await projects.expand('data-platform-multi-cloud');
      await projects.row('contoso-lake-exports').waitFor();
      simulator.clearRequests();
      await projects.select(projects.row('contoso-lake-exports'));
      await details().untilLoaded('contoso-lake-exports');
      const { Organization: organization } = await details().properties('Identity');
      assert.equal(organization, 'Contoso Retail');
      await details()
        .header.getByText(`${exportBuckets[0]?._id ?? ''} · data-platform-multi-cloud`)
        .waitFor();
      assert.deepEqual(await details().facts(), ['Role authorized', 'Exports not checked']);
      const { 'AWS role ARN': arn } = await details().properties('Role');
      assert.equal(arn, 'arn:aws:iam::123456789012:role/atlas-snapshot-export');
      assert.deepEqual(requested().sort(), [
        `GET /api/atlas/v2/groups/${id}/backup/exportBuckets/${exportBuckets[0]?._id ?? ''}`,
        `GET /api/atlas/v2/groups/${id}/cloudProviderAccess`,
        `GET /api/atlas/v2/orgs/${project('data-platform-multi-cloud').organizationId}`,
      ]);
      assert.equal(await projects.focused().count(), 1);
    });

    it('reuse one tab for each clicked row, and load the roles of the project once', async () => {
      const { projects, simulator, requested, page } = product();
      simulator.clearRequests();
      await projects.select(projects.row('contoso-lake-azure'));
      await details().untilLoaded('contoso-lake-azure');
      const { 'Service principal ID': principal } = await details().properties('Role');
      assert.match(principal ?? '', /^[0-9a-f-]{36}$/);
      await projects.select(projects.row('contoso-lake-gcp'));
      await details().untilLoaded('contoso-lake-gcp');
      const { Status: status } = await details().properties('Role');
      assert.equal(status, 'ready');
      assert.deepEqual(
        requested().filter((request) => request.includes('cloudProviderAccess')),
        [],
      );
      assert.equal(await page.locator('.tabs-container .tab').count(), 1);
    });

    it('fail and retry section by section', async () => {
      const { projects, simulator } = product();
      simulator.fault({ path: /cloudProviderAccess/, times: 3, response: { status: 500 } });
      await projects.expand('aws-backups-prod');
      await projects.select(projects.row('contoso-mongodb-private'));
      const role = details().section('Role');
      await role.getByText('Atlas is unavailable (500)').waitFor();
      assert.equal((await details().properties('Identity'))['Private networking'], 'required');
      await role.getByRole('button', { name: 'Retry' }).click();
      await role.getByText('Atlas is unavailable (500)').waitFor({ state: 'detached' });
      simulator.fault({ path: /exportBuckets\/[a-f0-9]{24}/, times: 3, response: { status: 500 } });
      await details().button('Refresh').click();
      const identity = details().section('Identity');
      await identity.getByText('Atlas is unavailable (500)').waitFor();
      assert.equal((await details().properties('Identity'))['Region'], 'eu-west-1');
      await identity.getByRole('button', { name: 'Retry' }).click();
      await identity.getByText('Atlas is unavailable (500)').waitFor({ state: 'detached' });
      await details().untilLoaded('contoso-mongodb-private');
      assert.equal(
        (await details().properties('Role'))['AWS role ARN'],
        'arn:aws:iam::123456789012:role/atlas-snapshot-export',
      );
      simulator.fault({ path: /clusters\?/, times: 3, response: { status: 500 } });
      await details().button('Find Clusters').click();
      const usedBy = details().section('Used by');
      await usedBy.getByText('Atlas is unavailable (500)').waitFor();
      await usedBy.getByRole('button', { name: 'Retry' }).click();
      await usedBy.getByText('No backup schedule exports here').waitFor();
    });

    it('show the clusters that use the bucket, and what was not checked', async () => {
      const { projects, page } = product();
      await projects.select(projects.row('contoso-lake-exports'));
      await details().untilLoaded('contoso-lake-exports');
      await details().button('Find Clusters').click();
      const usedBy = details().section('Used by');
      await usedBy.getByText('1 cluster exports to this bucket').waitFor();
      await usedBy.getByText('Requires the Project Backup Manager role').waitFor();
      await usedBy.getByRole('row', { name: 'lake yes monthly' }).waitFor();
      assert.deepEqual(await details().facts(), ['Role authorized', '1 cluster exporting, last result not loaded']);
      // Tabs that were used are no longer previews.
      assert.equal(await page.locator('.tabs-container .tab').count(), 2);
    });

    it('can cancel the search for clusters', async () => {
      const { simulator } = product();
      const end = simulator.fault({ path: /backup\/schedule/, response: { hang: 'beforeHeaders' } });
      await details().button('Refresh').click();
      const usedBy = details().section('Used by');
      await usedBy.getByText('1 of 5 requests').waitFor();
      await usedBy.getByRole('button', { name: 'Cancel' }).click();
      await usedBy.getByText('Not all clusters were checked').waitFor();
      end();
    });

    for (const [way, copied, press, release] of [
      [
        'pointer',
        'Project ID',
        (button: Locator) => button.hover().then(() => product().page.mouse.down()),
        () => product().page.mouse.up(),
      ],
      [
        'keyboard',
        'Organization ID',
        (button: Locator) => button.focus().then(() => product().page.keyboard.down(' ')),
        () => product().page.keyboard.up(' '),
      ],
    ] as const) {
      it(`keep a button that is pressed with the ${way} while its section arrives`, async () => {
        const { simulator, untilClipboard } = product();
        const { id, organizationId, exportBuckets } = project('data-platform-multi-cloud');
        assert.ok(exportBuckets[0]);
        exportBuckets[0] = { ...exportBuckets[0], newField: way };
        const held = gate();
        simulator.fault({ path: /exportBuckets\/[a-f0-9]{24}/, times: 1, response: { hold: held.opened } });
        await details().button('Refresh').click();
        const { frame } = details();
        await frame.locator('#role[aria-busy="false"]').waitFor();
        await frame.locator('html').evaluate((html, attribute) => {
          window.addEventListener('message', ({ data }: MessageEvent<{ section?: { id: string; busy: boolean } }>) => {
            if (data.section?.id === 'identity' && !data.section.busy) {
              html.setAttribute(attribute, '');
            }
          });
        }, `data-${way}`);
        await press(
          details()
            .section('Identity')
            .getByRole('button', { name: `Copy ${copied}` }),
        );
        held.open();
        await frame.locator(`html[data-${way}]`).waitFor({ state: 'attached' });
        await release();
        await untilClipboard(copied === 'Project ID' ? id : organizationId);
        await details().section('Identity').getByText('newField').waitFor();
        await details().untilLoaded('contoso-lake-exports');
      });
    }

    it('can be searched with Ctrl+F, and have a context menu with commands for the bucket', async () => {
      const { page, untilClipboard } = product();
      assert.deepEqual((await details().contextMenu()).slice(0, 2), ['Copy Bucket ID', 'Copy As…']);
      await chooseFromMenu(page, 'Copy Bucket ID');
      await untilClipboard(project('data-platform-multi-cloud').exportBuckets[0]?._id ?? '');
      await details().title.click();
      await page.keyboard.press('Control+f');
      await page.locator('.simple-find-part.visible').waitFor();
      await page.keyboard.press('Escape');
    });

    it('are restored after the window reloads', async () => {
      const { reload, untilStored, untilTabStored, page } = product();
      await details().choose('Go SDK');
      await untilTabStored(project('data-platform-multi-cloud').exportBuckets[0]?._id ?? '');
      await untilStored('goSdk');
      await reload();
      await page.locator('.tab', { hasText: 'contoso-lake-exports' }).waitFor();
      await details().untilLoaded('contoso-lake-exports');
      await details().header.getByText('data-platform-multi-cloud').waitFor();
      assert.equal(await details().snippets.inputValue(), 'goSdk');
    });
  });
}
