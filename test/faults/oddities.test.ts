import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { EndlessListError } from '../../src/atlas/pagedRows';
import { credentialNode, projectNode, type ParentNode } from '../../src/model/nodes';
import { startAtlasSimulator, type AtlasSimulator } from '../atlas/simulator';
import { clientOf, KEYS, PROJECTS } from '../unit/client/support';
import { contextOf } from '../unit/failures/support';
import { listsThrough } from '../unit/model/support';
import { useElsewhere } from './elsewhere';
import { startFront, type Front } from './front';
import { oddities, type Oddity } from './oddities';

const PAGE = path.resolve(__dirname, '../../docs/oddities.md');
const MOST_PAGES = 20;

describe('An unusual response', function () {
  this.timeout(60_000);
  const elsewhere = useElsewhere();
  const clock = { ahead: 0 };
  let simulator: AtlasSimulator;
  let front: Front;

  before(async () => {
    simulator = await startAtlasSimulator({ now: () => Date.now() + clock.ahead });
    front = await startFront(simulator.origin);
  });
  beforeEach(() => {
    // Ends rate limits of previous tests.
    clock.ahead += 3_600_000;
  });
  after(async () => {
    await front.close();
    await simulator.close();
  });

  const all = oddities(elsewhere.origin);
  for (const oddity of all) {
    for (const what of ['projects', 'export buckets'] as const) {
      it(`results in ${oddity.result}: ${oddity.name} (${what})`, () => live(oddity, what));
    }
  }

  async function live(oddity: Oddity, what: 'projects' | 'export buckets'): Promise<void> {
    const { credential } = contextOf('serviceAccount', { origin: front.origin });
    const root = credentialNode(credential);
    const parent: ParentNode =
      what === 'projects' ? root : projectNode(root, { id: PROJECTS.archive, name: 'archive' });
    const truth = await idsOf(parent, what);
    front.change(oddity.target ?? /\/groups\?|exportBuckets\?/, oddity.change);
    try {
      const { ids, unreadable } = await listOf(parent, oddity);
      assert.equal(new Set(ids).size, ids.length);
      if (oddity.result === 'an end, and no duplicate row' || oddity.result.startsWith('some rows')) {
        assert.ok(ids.length > 0 && ids.every((id) => truth.includes(id)));
      } else {
        assert.deepEqual(ids, truth);
      }
      assert.equal(unreadable, oddity.result === 'every row that can be read' ? truth.length : 0);
    } finally {
      front.change(/^$/, (body) => body);
    }
    assert.deepEqual(elsewhere.reached, []);
    assert.deepEqual(simulator.violations, []);
    assert.equal(({} as { name?: string }).name, undefined);
  }

  const idsOf = async (parent: ParentNode, what: string): Promise<string[]> => {
    const { ids } = await listOf(parent);
    assert.ok(ids.length > (what === 'projects' ? 40 : 30));
    return ids;
  };

  /** Loads a list page by page to its end. */
  async function listOf(
    parent: ParentNode,
    { method = 'serviceAccount', before: beforeEachPage, result = 'every row' }: Partial<Oddity> = {},
  ): Promise<{ ids: string[]; unreadable: number }> {
    const { client, waits } = clientOf(simulator, { origin: front.origin, keys: KEYS[method] });
    const lists = listsThrough(client, parent.kind === 'credential' ? 20 : 500);
    const list = lists.of(parent);
    const { pages } = list;
    const isEndless = result.endsWith('doesn’t end”');
    for (let count = 0; isEndless ? list.failure === undefined : !pages.isComplete; count += 1) {
      assert.ok(count < MOST_PAGES, 'the list does not end');
      const clocks = { server: 0, client: 0 };
      beforeEachPage?.(clocks);
      clock.ahead += clocks.server;
      // A test client's clock is ahead by the time that it has waited.
      waits.push(clocks.client);
      await pages.loadNext();
      assert.ok(list.failure === undefined || (isEndless && list.failure instanceof EndlessListError));
    }
    assert.equal(pages.isComplete, !isEndless);
    await client.close();
    return { ids: pages.items.map((item) => ('_id' in item ? item._id : item.id)), unreadable: pages.unreadable };
  }

  describe('in docs/oddities.md', () => {
    it('has these results', async () => {
      const rows = all.map(({ name, result }) => `| ${name} | ${result} |`).join('\n');
      const text =
        '# Unusual responses\n\nThe client handles these responses, which differ from Atlas’s documentation. Each is tested ' +
        'with the list of projects and a list of export buckets, page by page. `npm run test:faults` runs these tests and ' +
        'writes this page. [Faults](faults.md) lists what the client can’t handle.\n\n' +
        `| Response or event | Result |\n| --- | --- |\n${rows}\n`;
      const page = await format(text, { parser: 'markdown', printWidth: 120, singleQuote: true });
      const written = readFileSync(PAGE, 'utf8');
      writeFileSync(PAGE, page);
      assert.equal(page, written, 'docs/oddities.md was out of date and has been updated');
    });
  });
});
