import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import type { Product } from '../../product';

const ARCHIVE = 'test-bucket-archive';

/** Returns the loaded lists of export buckets: which project, and which page of what size. */
const listed = ({ simulator }: Product): string[] =>
  simulator.requests
    .filter(({ status, path }) => status === 200 && path.includes('/exportBuckets?'))
    .map(({ path }) => path);

const abandoned = ({ simulator }: Product): number =>
  simulator.requests.filter(({ isAbandoned }) => isAbandoned).length;

/** Returns the active tab if it has this name. */
const tab = ({ page }: Product, name: string) => page.locator('.tabs-container .tab.active', { hasText: name });

export function testSameName(product: () => Product): void {
  describe('finding an export bucket among 2,508 with the same name', () => {
    const bucketsOf = (name: string) => {
      const project = product().simulator.world.projects.find((one) => one.name === name);
      assert.ok(project);
      return project.exportBuckets;
    };

    it('opens from the keyboard without a request, and counts what is not loaded', async () => {
      const { page, projects, quickInput, simulator } = product();
      await projects.open();
      await projects.scrollTo(projects.row(ARCHIVE));
      await projects.expand(ARCHIVE);
      await projects.rowWith('~2,508 buckets').waitFor();
      simulator.clearRequests();
      await projects.row(ARCHIVE).focus();
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+f');
      await quickInput.item('Search the 2,408 buckets in test-bucket-archive that are not loaded').waitFor();
      assert.match(
        await quickInput.title(),
        /^Find Export Bucket: 100 buckets loaded · about 2,408 not loaded · \d+ projects not loaded$/,
      );
      assert.equal(simulator.requests.length, 0);
    });

    it('finds loaded buckets by any part of their IDs, and copies an ID from its row', async () => {
      const { page, quickInput, untilClipboard } = product();
      const { _id } = bucketsOf(ARCHIVE)[42] ?? assert.fail();
      await quickInput.input.fill(_id.slice(-6));
      await quickInput.item(_id).hover();
      await quickInput.item(_id).locator('.action-label[aria-label^="Copy Bucket ID"]').click();
      await untilClipboard(_id);
      assert.equal(await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: _id }).count(), 1);
    });

    it('searches the projects that may contain a pasted ID, reveals the bucket and opens it', async () => {
      const { page, projects, quickInput, simulator } = product();
      const { _id, bucketName } = bucketsOf('aws-backups-prod').at(-1) ?? assert.fail();
      simulator.clearRequests();
      await quickInput.input.fill(_id.toUpperCase());
      await quickInput.item('Find the export bucket or project with the ID').waitFor();
      await page.keyboard.press('Enter');
      await quickInput.item(bucketName).waitFor();
      // The search has ended. Until then, Enter opens nothing.
      await quickInput.item('Search all projects').waitFor();
      const requested = simulator.requests
        .map(({ path }) => path.split('?')[0] ?? '')
        .filter((path) => path.endsWith(_id));
      assert.equal(new Set(requested).size, requested.length);
      assert.equal(listed(product()).length, 0);
      await page.keyboard.press('Enter');
      await tab(product(), bucketName).waitFor();
      await projects.selected().filter({ hasText: bucketName }).waitFor();
    });

    it('stops immediately, continues while the user types, and sends six requests in total', async () => {
      const { page, projects, quickInput, simulator } = product();
      const { _id } = bucketsOf(ARCHIVE).at(-1) ?? assert.fail();
      simulator.clearRequests();
      const end = simulator.fault({ path: /pageNum=3/, response: { hang: 'beforeHeaders' } });
      await projects.titleAction('Find Export Bucket…');
      await quickInput.item('Search the 2,408 buckets').waitFor();
      await page.keyboard.press('Enter');
      await quickInput.untilTitle(/^Find Export Bucket: Loading all: 1,000 export buckets$/);
      await quickInput.titleButton('Stop Searching').click();
      await until(() => Promise.resolve(abandoned(product()) === 1), 'the request to be ended');
      end();
      await quickInput.item('Search the 1,508 buckets').waitFor();
      await page.keyboard.press('Enter');
      await quickInput.input.fill(_id.slice(-8));
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: _id }).waitFor();
      await page.keyboard.press('Enter');
      await tab(product(), 'test-bucket').waitFor();
      await projects
        .selected()
        .filter({ hasText: _id.slice(-4) })
        .waitFor();
      assert.equal(listed(product()).length, 6);
    });
  });
}
