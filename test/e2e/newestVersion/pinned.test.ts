import assert from 'node:assert/strict';
import { until } from '../../vscode/until';
import { useProduct } from '../product';

const LAST = 'test-bucket-archive';

describe('a pinned project beyond the first page', () => {
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    settings: { 'atlasExportBuckets.pageSize': 10 },
  });
  const first = async (): Promise<string> => {
    const { projects, page } = product();
    const row = projects.rows.and(page.locator('[data-index="0"]'));
    await row.waitFor();
    return (await projects.read(row)).label;
  };

  it('comes first after a reload, before its page is loaded, and opens with one request', async () => {
    const { projects, page, simulator, untilStored, reload } = product();
    await projects.open();
    await projects.contextMenu(projects.rowWith('Load 10 more'), 'Load All');
    await projects.scrollTo(projects.row(LAST));
    await projects.contextMenu(projects.row(LAST), 'Pin Project');
    await until(async () => {
      await projects.scrollTo(projects.rows.and(page.locator('[data-index="0"]')));
      return (await first()) === LAST;
    }, 'the pinned project to come first');
    await untilStored('pinnedProjects/environment');
    await reload();
    simulator.clearRequests();
    await projects.open();
    await projects.rowWith('Load 10 more').waitFor();
    assert.equal(await first(), LAST);
    assert.match((await projects.read(projects.row(LAST))).spoken, /, pinned$/);
    await projects.expand(LAST);
    await until(
      async () => (await projects.read(projects.row(LAST))).description.includes('2,508'),
      'the first page of its buckets',
    );
    const requested = simulator.requests.filter(({ status, path }) => status === 200 && path.includes('/groups'));
    assert.equal(requested.length, 2);
  });
});
