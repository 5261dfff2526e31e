import assert from 'node:assert/strict';
import { largeWorld } from '../../atlas/largeWorld';
import { useProduct, type Product } from '../product';

/** Returns the loaded lists of export buckets: which project, and which page of what size. */
const listed = ({ simulator }: Product): string[] =>
  simulator.requests
    .filter(({ status, path }) => status === 200 && path.includes('/exportBuckets?'))
    .map(({ path }) => path);

/** Returns the active tab if it has this name. */
const tab = ({ page }: Product, name: string) => page.locator('.tabs-container .tab.active', { hasText: name });

describe('finding an export bucket in 250 projects', () => {
  const product = useProduct({
    simulator: { world: largeWorld(250, 20) },
    credential: ({ world }) => world.credentials.apiKey,
  });

  it('sends one request per project, shows matches as they arrive, and waits for a rate limit', async () => {
    const { page, projects, quickInput, simulator } = product();
    await projects.open();
    await projects.row('project-0001').waitFor();
    // The project that is requested last, so that the others are loaded before it is requested again.
    const last = simulator.world.projects.at(-1)?.id ?? '';
    simulator.fault({ path: new RegExp(`${last}/backup`), times: 1, response: { status: 429, retryAfter: 5 } });
    await projects.titleAction('Find Export Bucket…');
    await quickInput.item('Search all projects').waitFor();
    await page.keyboard.press('Enter');
    await quickInput.input.fill('project-0007-exports');
    await quickInput.item('project-0007').waitFor();
    await quickInput.untilTitle(
      /^Find Export Bucket: Rate limited by Atlas\. Resuming in \d s: 249 of about 250 projects/,
    );
    await quickInput.untilTitle(/^Find Export Bucket: 5,000 buckets loaded$/);
    await quickInput.cancel();
    const lists = listed(product());
    assert.deepEqual([lists.length, new Set(lists).size], [250, 250]);
    // The view has loaded 100 projects; one request loads the others.
    const pages = simulator.requests.filter(({ status, path }) => status === 200 && path.includes('/groups?'));
    assert.equal(pages.length, 2);
    assert.equal(simulator.requests.filter(({ status }) => status === 401).length, 1);
    assert.equal(simulator.requests.length, 250 + 2 + 1 + 1);
  });

  it('opens and reveals a bucket whose project was never expanded', async () => {
    const { page, projects, quickInput, simulator } = product();
    simulator.clearRequests();
    await quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
    const { _id, bucketName } = simulator.world.projects[249]?.exportBuckets[19] ?? assert.fail();
    await quickInput.input.fill(`0250 ${_id.slice(-6)}`);
    await quickInput.item(_id).waitFor();
    await page.keyboard.press('Enter');
    await projects.selected().filter({ hasText: bucketName }).waitFor();
    await tab(product(), bucketName).waitFor();
    assert.equal(listed(product()).length, 0);
  });
});
