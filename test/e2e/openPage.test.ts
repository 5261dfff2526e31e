import assert from 'node:assert/strict';
import { DetailsPage } from './detailsPage';
import { useProduct } from './product';

const MIXED = 'data-platform-multi-cloud';

describe('pages in the browser', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.serviceAccount });

  /** The address of the page that opens meanwhile; nothing of the world is really asked. */
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
    // In a browser, VS Code reaches what is on this machine through its own server.
    return url.replace(/^http:\/\/[^/]+\/proxy\/(\d+)/, 'http://127.0.0.1:$1');
  };

  it('is the project in Atlas', async () => {
    const { projects, simulator, page } = product();
    await projects.open();
    await projects.expand(MIXED);
    await projects.row('contoso-lake-azure').click();
    const details = new DetailsPage(page);
    await details.untilLoaded('contoso-lake-azure');
    const expected = `${simulator.origin}/v2/${simulator.world.examples.mixed}#/clusters`;
    assert.equal(await opened(() => details.button('Open in Atlas').click()), expected);
    assert.equal(await opened(() => projects.contextMenu(projects.row(MIXED), 'Open in Atlas')), expected);
  });

  it('is the console of the provider, after the question of VS Code', async () => {
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
  });
});
