import assert from 'node:assert/strict';
import { visibleText } from '../../../src/text/invisible';
import { until } from '../../vscode/until';
import { useProduct } from '../product';

const LIST = /^GET \/api\/atlas\/v2\/groups\/[a-f0-9]{24}\/backup\/exportBuckets$/;
const ARCHIVE = 'test-bucket-archive';

describe('browsing with an API key from the environment', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.apiKey });

  it('opens the view with one challenge and one page of projects', async () => {
    const { projects, simulator, requested, untilRequests } = product();
    await projects.open();
    await projects.row('checkout-prod').waitFor();
    await untilRequests(2);
    assert.deepEqual(requested(), ['GET /api/atlas/v2/groups', 'GET /api/atlas/v2/groups']);
    assert.deepEqual(
      simulator.requests.map(({ status }) => status),
      [401, 200],
    );
  });

  it('distinguishes projects with the same name, also for screen readers', async () => {
    const { projects } = product();
    const rows = (await projects.readAll()).filter(({ label }) => label.endsWith('analytics-staging'));
    assert.equal(rows.length, 2);
    const [first, second] = rows;
    assert.match(first?.label ?? '', /^…[a-f0-9]{2,4} analytics-staging$/);
    assert.match(first?.description ?? '', /^\d{4}-\d\d-\d\d$/);
    assert.notEqual(first?.label, second?.label);
    assert.match(first?.spoken ?? '', /^analytics-staging, project, ID ending [a-f0-9]{2,4}, created /);
  });

  it('expands a project with one request, and the second time with none', async () => {
    const { projects, simulator, requested, untilRequests } = product();
    simulator.clearRequests();
    await projects.expand('aws-backups-prod');
    await projects.row('contoso-mongodb-exports').waitFor();
    await untilRequests(1);
    assert.equal(requested().length, 1);
    assert.match(requested()[0] ?? '', LIST);
    // The row shows the number of its children once VS Code has them.
    await until(
      async () => (await projects.read(projects.row('aws-backups-prod'))).description === '2 buckets',
      'the number of buckets',
    );

    await projects.collapse('aws-backups-prod');
    await projects.expand('aws-backups-prod');
    await projects.row('contoso-mongodb-private').waitFor();
    const tooltip = await projects.tooltip(projects.row('contoso-mongodb-exports'), 'Bucket ID');
    const [bucket] = simulator.world.projects.find(({ name }) => name === 'aws-backups-prod')?.exportBuckets ?? [];
    assert.match((await tooltip.textContent()) ?? '', new RegExp(`Bucket\\sID:\\s${bucket?._id ?? 'none'}`));
    assert.equal(requested().length, 1);
    await projects.collapse('aws-backups-prod');
  });

  it('shows names that look like HTML or Markdown as plain text', async () => {
    const { projects, simulator } = product();
    const odd = simulator.world.projects.find(({ name }) => name.startsWith('Größe'));
    assert.ok(odd);
    await projects.expand(odd.name);
    await projects.rowWith('<img').waitFor();
    // It is the first project, so that its buckets are the rows after the first.
    for (const [index, { bucketName }] of odd.exportBuckets.entries()) {
      const row = projects.rows.nth(index + 1);
      assert.equal((await projects.read(row)).label, visibleText(bucketName));
      const tooltip = await projects.tooltip(row, `Name: ${visibleText(bucketName)}`);
      assert.equal(await tooltip.locator('img, a, b, code, em, strong').count(), 0);
    }
    await projects.collapse(odd.name);
  });

  it('shows that a project has no export buckets', async () => {
    const { projects } = product();
    await projects.expand('empty-sandbox');
    await projects.row('No export buckets').waitFor();
    await projects.collapse('empty-sandbox');
  });

  it('loads the next page on one click and focuses its first row', async () => {
    const { projects, simulator, requested, untilRequests } = product();
    await projects.scrollTo(projects.row(ARCHIVE));
    simulator.clearRequests();
    await projects.expand(ARCHIVE);
    await untilRequests(1);
    await projects.scrollTo(projects.row('Load 100 more'));
    assert.equal((await projects.read(projects.row('Load 100 more'))).description, '100 of about 2,508');
    await projects.row('Load 100 more').click();
    const buckets = simulator.world.projects.find(({ name }) => name === ARCHIVE)?.exportBuckets ?? [];
    const firstNew = buckets[100]?._id ?? '';
    await until(async () => {
      const focused = projects.focused();
      return (await focused.count()) === 1 && ((await focused.textContent()) ?? '').includes(`…${firstNew.slice(-2)} `);
    }, 'the focus to be on the first new row');
    assert.equal(requested().length, 2);
  });

  it('sends one request at a time for 20 rapid clicks, and shows no row twice', async () => {
    const { projects, page, simulator, untilRequests } = product();
    await projects.scrollTo(projects.row('Load 100 more'));
    simulator.clearRequests();
    let release = (): void => undefined;
    simulator.fault({
      path: /exportBuckets/,
      times: 1,
      response: { hold: new Promise<void>((resolve) => (release = resolve)) },
    });
    const box = await projects.row('Load 100 more').boundingBox();
    assert.ok(box);
    for (let click = 0; click < 20; click += 1) {
      await page.mouse.click(box.x + 60, box.y + box.height / 2);
    }
    await until(() => Promise.resolve(simulator.requests.length === 1), 'the request');
    await projects.row('Loading…').waitFor();
    release();
    await projects.row('Loading…').waitFor({ state: 'hidden' });
    await untilRequests(1);
    // A nonce may have expired, which causes another challenge.
    const pages = simulator.requests
      .filter(({ status }) => status === 200)
      .map(({ path }) => new URL(path, 'http://atlas').searchParams.get('pageNum'));
    assert.deepEqual(pages, [...new Set(pages)]);
  });

  it('refreshes the view, and keeps rows expanded, loaded and selected', async () => {
    const { projects, simulator, untilRequests } = product();
    await projects.scrollTo(projects.row(ARCHIVE));
    await projects.collapse(ARCHIVE);
    await projects.scrollTo(projects.row('aws-backups-prod'));
    await projects.expand('aws-backups-prod');
    await projects.select(projects.row('contoso-mongodb-private'));
    const project = simulator.world.projects.find(({ name }) => name === 'aws-backups-prod');
    assert.ok(project);
    simulator.world.addExportBucket(project.id, { bucketName: 'registered-later', cloudProvider: 'GCP' });
    simulator.clearRequests();
    await projects.titleAction('Refresh');
    await projects.row('registered-later').waitFor();
    assert.match((await projects.read(projects.row('registered-later'))).description, /^Google Cloud/);
    assert.equal((await projects.read(projects.row('contoso-mongodb-private'))).selected, true);
    assert.equal((await projects.read(projects.row('aws-backups-prod'))).expanded, true);
    await untilRequests(2);

    simulator.clearRequests();
    await projects.contextMenu(projects.row('aws-backups-prod'), 'Refresh');
    await untilRequests(1);
    assert.equal(simulator.requests.length, 1);
    assert.match(simulator.requests[0]?.path ?? '', new RegExp(`/groups/${project.id}/backup/exportBuckets`));
  });
});
