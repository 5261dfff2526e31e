import assert from 'node:assert/strict';
import { largeWorld } from '../../atlas/largeWorld';
import { until } from '../../vscode/until';
import { OverviewPage } from '../overviewPage';
import { useProduct } from '../product';

describe('the overview of 250 projects', () => {
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    simulator: { world: largeWorld(250, 20) },
  });
  const overview = (): OverviewPage => new OverviewPage(product().page);
  const lists = (): string[] =>
    product()
      .simulator.requests.filter(({ path }) => path.includes('exportBuckets'))
      .map(({ path }) => path);

  it('shows what is loaded, and requests only the name of the organization', async () => {
    const { projects, simulator, untilRequests, requested } = product();
    await projects.open();
    await projects.expand('project-0001');
    await projects.rowWith('project-0001-exports').waitFor();
    await untilRequests(3);
    simulator.clearRequests();
    await projects.titleAction('Show Overview');
    await overview()
      .basis.getByText(/^1 of about 250 projects, loaded \w/)
      .waitFor();
    assert.equal((await overview().tiles())['export buckets'], 'at least 20');
    await untilRequests(1);
    assert.deepEqual(
      requested().map((request) => request.replace(/[a-f0-9]{24}/, 'ID')),
      ['GET /api/atlas/v2/orgs/ID'],
    );
  });

  it('loads the rest with progress, and stops immediately when it is canceled', async () => {
    const { simulator } = product();
    let end = (): void => undefined;
    const watching = setInterval(() => {
      if (simulator.requests.filter(({ status }) => status === 200).length >= 30) {
        clearInterval(watching);
        end = simulator.fault({ path: /exportBuckets/, response: { hang: 'beforeHeaders' } });
      }
    }, 5);
    await overview().button('Load the Rest').click();
    await overview()
      .frame.getByText(/^\d+ of about 250 projects, [\d,]+ export buckets$/)
      .waitFor();
    await until(() => Promise.resolve(simulator.requests.some(({ status }) => status === undefined)), 'a held request');
    await overview().button('Cancel').click();
    await overview()
      .basis.getByText(/^\d\d+ of (about )?250 projects, loaded \w/)
      .waitFor();
    await overview().frame.locator('progress').waitFor({ state: 'detached' });
    const sent = simulator.requests.length;
    end();
    const { 'export buckets': buckets = '' } = await overview().tiles();
    assert.ok(Number(buckets.replace(/\D/g, '')) > 500 && Number(buckets.replace(/\D/g, '')) < 5000);
    assert.equal(simulator.requests.length, sent);
    await overview().button('Load the Rest').click();
    await overview()
      .basis.getByText(/^250 of 250 projects, loaded \w/)
      .waitFor();
    await overview().button('Load the Rest').waitFor({ state: 'detached' });
    assert.equal((await overview().tiles())['export buckets'], '5,000');
    // Only the requests that were held are sent again.
    const loaded = simulator.requests.filter(({ path, status }) => path.includes('exportBuckets') && status === 200);
    assert.equal(new Set(loaded.map(({ path }) => path)).size, 249);
    assert.equal(loaded.length, 249);
    assert.ok(lists().length <= 249 + 8);
  });
});
