import assert from 'node:assert/strict';
import { EXAMPLE_PROJECTS } from '../../../atlas/sampleWorld';
import { until } from '../../../vscode/until';
import type { Product } from '../../product';

const LAST = 'test-bucket-archive';

export function testArrange(product: () => Product): void {
  describe('arranging rows', () => {
    const first = async (): Promise<string> => {
      const { projects } = product();
      await projects.scrollTo(projects.rows.and(product().page.locator('[data-index="0"]')));
      return (await projects.read(projects.rows.and(product().page.locator('[data-index="0"]')))).label;
    };
    const untilFirst = (label: string): Promise<void> =>
      until(async () => (await first()).endsWith(label), `${label} to be the first row`);

    it('keeps a pinned project first, also after a reload', async () => {
      const { projects, simulator, untilStored, reload } = product();
      await projects.open();
      await projects.scrollTo(projects.row(LAST));
      simulator.clearRequests();
      await projects.contextMenu(projects.row(LAST), 'Pin Project');
      await untilFirst(LAST);
      assert.match((await projects.read(projects.row(LAST))).spoken, /, pinned$/);
      assert.deepEqual(simulator.requests, []);

      await untilStored(`"pins/environment":["${EXAMPLE_PROJECTS.archive}"]`);
      await reload();
      await projects.open();
      await projects.row('checkout-prod').waitFor();
      assert.equal(await first(), LAST);
    });

    it('unpins it with the icon on its row', async () => {
      const { projects } = product();
      await projects.inlineAction(projects.row(LAST), 'Unpin Project');
      await until(async () => (await first()) !== LAST, 'another row to be the first');
    });

    it('offers sorting only for complete lists', async () => {
      const { projects, quickInput, simulator } = product();
      const sorted = 'aws-backups-prod';
      await projects.scrollTo(projects.row(LAST));
      await projects.expand(LAST);
      await until(
        async () => (await projects.read(projects.row(LAST))).description.includes('2,508'),
        'the first page of many',
      );
      assert.ok(!(await projects.contextEntries(projects.row(LAST))).includes('Sort…'));
      await projects.collapse(LAST);
      await projects.scrollTo(projects.row(sorted));
      await projects.expand(sorted);
      await projects.row('contoso-mongodb-exports').waitFor();
      // The row is updated after its children, when its list is complete.
      await until(async () => (await projects.read(projects.row(sorted))).description === '2 buckets', 'the count');
      simulator.clearRequests();
      const below = async (): Promise<string[]> =>
        (await projects.readAll()).filter(({ level }) => level === 2).map(({ label }) => label);
      const newest = (simulator.world.projects.find(({ name }) => name === sorted)?.exportBuckets ?? [])
        .toSorted((a, b) => (a._id < b._id ? 1 : -1))
        .map(({ bucketName }) => bucketName);
      for (const [order, expected, before] of [
        ['Name', newest.toSorted(), 'Atlas Order'],
        ['Newest First', newest, 'Name'],
        ['Name', newest.toSorted(), 'Newest First'],
      ] as const) {
        await projects.contextMenu(projects.row(sorted), 'Sort…');
        await quickInput.untilTitle(new RegExp(`^Sort Export Buckets of ${sorted}$`));
        await quickInput.focused().filter({ hasText: before }).waitFor();
        await quickInput.pick(order);
        await until(async () => (await below()).join() === expected.join(), `the order ${order}`);
      }
      assert.deepEqual(simulator.requests, []);
      await projects.collapse(sorted);
    });

    it('sorts the projects from the title', async () => {
      const { projects, quickInput } = product();
      const before = await first();
      assert.ok(!before.endsWith('analytics-staging'));
      await projects.titleAction('Sort Projects…');
      await quickInput.pick('Name');
      await untilFirst('analytics-staging');
      await projects.titleAction('Sort Projects…');
      await quickInput.pick('Atlas Order');
      await untilFirst(before);
    });

    it('shows only the export buckets of some providers, counts and names what it hides, and shows all again', async () => {
      const { projects, quickInput, simulator } = product();
      const mixed = 'data-platform-multi-cloud';
      await projects.scrollTo(projects.row(mixed));
      await projects.expand(mixed);
      await projects.row('contoso-lake-exports').waitFor();
      simulator.clearRequests();
      await projects.titleAction('Filter by Provider…');
      await quickInput.item('AWS').locator('.monaco-checkbox').first().click();
      await quickInput.widget.locator('.monaco-button', { hasText: 'OK' }).click();
      await projects.row('contoso-lake-exports').waitFor({ state: 'detached' });
      await projects.row('contoso-lake-azure').waitFor();
      await projects.message('Showing Azure and Google Cloud only.').waitFor();
      assert.equal((await projects.read(projects.row(mixed))).description, '2 of 3');
      await projects.row('1 bucket hidden').waitFor();
      // All of its export buckets were loaded above, and all are in AWS.
      assert.equal(await projects.row('aws-backups-prod').count(), 0);
      await projects.scrollTo(projects.row('1 project hidden'));
      await projects.row('1 project hidden').click();
      await projects.message('Showing').waitFor({ state: 'hidden' });
      await projects.scrollTo(projects.row('aws-backups-prod'));
      await projects.scrollTo(projects.row('contoso-lake-exports'));
      assert.deepEqual(simulator.requests, []);
    });
  });
}
