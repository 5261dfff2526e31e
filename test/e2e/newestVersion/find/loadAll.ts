import assert from 'node:assert/strict';
import { until } from '../../../vscode/until';
import type { Product } from '../../product';

const ARCHIVE = 'test-bucket-archive';
const LOAD_MORE = 'Load 100 more';

export function testLoadAll(product: () => Product): void {
  describe('loading everything of a project with 2,508 export buckets', () => {
    /** The loaded pages of export buckets, as `number × size`. */
    const pages = (): string[] =>
      product()
        .simulator.requests.filter(({ status, path }) => status === 200 && path.includes('/exportBuckets?'))
        .map(({ path }) => new URL(path, 'http://atlas').searchParams)
        .map((query) => `${query.get('pageNum') ?? ''} × ${query.get('itemsPerPage') ?? ''}`);

    it('shows progress, and stops immediately with what is loaded', async () => {
      const { projects, simulator } = product();
      await projects.open();
      await projects.scrollTo(projects.row(ARCHIVE));
      await projects.expand(ARCHIVE);
      await projects.scrollTo(projects.row(LOAD_MORE));
      simulator.clearRequests();
      const end = simulator.fault({ path: /pageNum=3/, response: { hang: 'beforeHeaders' } });
      await projects.inlineAction(projects.row(LOAD_MORE), 'Load All');
      await projects.message('Loading all: 1,000 export buckets').waitFor();
      await projects.scrollTo(projects.row('Loading…'));
      await projects.titleAction('Stop Loading');
      await until(
        () => Promise.resolve(simulator.requests.filter(({ isAbandoned }) => isAbandoned).length === 1),
        'the request to be ended',
      );
      await projects.scrollTo(projects.row(LOAD_MORE));
      assert.equal((await projects.read(projects.row(LOAD_MORE))).description, '1,000 of about 2,508');
      assert.equal(await projects.message('Loading').count(), 0);
      assert.deepEqual(pages(), ['1 × 500', '2 × 500']);
      end();
    });

    it('continues, shows how long a rate limit lasts, and repeats no request', async () => {
      const { projects, simulator } = product();
      simulator.fault({ path: /pageNum=4/, times: 1, response: { status: 429, retryAfter: 3 } });
      await projects.inlineAction(projects.row(LOAD_MORE), 'Load All');
      await projects.message(/^Rate limited by Atlas\. Resuming in \d s: 1,500 export buckets$/).waitFor();
      await projects.row(LOAD_MORE).waitFor({ state: 'hidden' });
      await until(async () => (await projects.message(/./).count()) === 0, 'no message');
      assert.deepEqual(
        pages(),
        // What is left after that fits into a page of the usual size.
        ['1 × 500', '2 × 500', '3 × 500', '4 × 500', '5 × 500', '26 × 100'],
      );
    });

    it('loads every project from the menu of the view, and names what failed', async () => {
      const { projects, simulator } = product();
      simulator.clearRequests();
      await projects.titleAction('Load Everything');
      await projects.message('Could not load: payroll-vault (No access: Project Read Only required)').waitFor();
      const loaded = simulator.requests.filter(({ status }) => status === 200).map(({ path }) => path.split('?')[0]);
      assert.equal(new Set(loaded).size, loaded.length);
      assert.ok(!loaded.some((path) => path?.endsWith('/groups') === true));
      await projects.scrollTo(projects.row('checkout-prod'));
      assert.equal((await projects.read(projects.row('checkout-prod'))).description, '2 buckets');
      await projects.titleAction('Collapse All');
      await projects.scrollTo(projects.row('payroll-vault'));
      assert.equal((await projects.read(projects.row('payroll-vault'))).description, 'no access');
      await projects.titleAction('Dismiss Message');
      await projects.message('Could not load').waitFor({ state: 'hidden' });
      assert.equal((await projects.read(projects.row('payroll-vault'))).description, 'no access');
      await projects.titleAction('Refresh');
    });

    it('cancels its requests when the window closes', async () => {
      const { projects, quickInput, reload, simulator } = product();
      simulator.clearRequests();
      const end = simulator.fault({ path: /exportBuckets/, response: { hang: 'beforeHeaders' } });
      await quickInput.runCommand('Atlas Export Buckets: Load Everything');
      await projects.message('Loading all').waitFor();
      const hanging = () => simulator.requests.filter(({ path }) => path.includes('/exportBuckets'));
      await until(() => Promise.resolve(hanging().length >= 8), 'eight requests under way');
      await reload();
      await until(() => Promise.resolve(hanging().every(({ isAbandoned }) => isAbandoned)), 'the requests to be ended');
      // Eight in the background, and up to two for the rows that VS Code shows.
      assert.ok(hanging().length <= 10);
      end();
    });
  });
}
