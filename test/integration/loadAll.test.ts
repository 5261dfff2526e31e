import assert from 'node:assert/strict';
import { NetworkError } from '../../src/atlas/errors';
import { LoadAll } from '../../src/tree/loadAllCommand';
import type { LoadAllResult, LoadAllOptions } from '../../src/model/loadAll';
import { projectNode, type ProjectNode } from '../../src/model/nodes';
import { rowOf } from '../unit/model/support';

const root = rowOf('contoso');
const [orders, returns] = ['orders', 'returns'].map((name, index) =>
  projectNode(root, { id: `6${index}`.padEnd(24, '0'), name }),
);

describe('Load All, several times in parallel', () => {
  /** Returns a command whose runs end when the test calls `end`. */
  function start() {
    const ends = new Map<string, (loaded: LoadAllResult) => void>();
    const reports: NonNullable<LoadAllOptions['onProgress']>[] = [];
    const messages: string[] = [];
    const loadAll = new LoadAll(
      {
        loadAll: ([scope], { onProgress }) =>
          new Promise((resolve) => {
            ends.set(scope?.id ?? '', resolve);
            reports.push(onProgress ?? (() => undefined));
          }),
      },
      { show: (_about, text) => messages.push(text) },
      () => undefined,
    );
    const end = (node: ProjectNode, isFailed: boolean): void => {
      const error = new NetworkError({ method: 'GET', path: '/' }, 'timeout');
      ends.get(node.id)?.({
        projects: [{ node, buckets: [] }],
        unreadable: [],
        failures: isFailed ? [{ parent: node, error, hasVanished: false }] : [],
      });
    };
    return { loadAll, end, messages, reports };
  }

  it('shows the failures of all runs until it is cleared or starts again', async () => {
    assert.ok(orders && returns);
    const { loadAll, end, messages } = start();
    const runs = [loadAll.run([orders]), loadAll.run([returns])];
    end(orders, true);
    await runs[0];
    end(returns, false);
    await runs[1];
    assert.match(messages.at(-1) ?? '', /^Could not load: orders \(/);
    loadAll.clear();
    assert.equal(messages.at(-1), '');

    const again = loadAll.run([orders]);
    end(orders, true);
    await again;
    const last = loadAll.run([returns]);
    end(returns, false);
    await last;
    assert.equal(messages.at(-1), '');
  });

  it('removes a failure once its list is loaded', async () => {
    assert.ok(orders && returns);
    const { loadAll, end, messages } = start();
    const run = loadAll.run([orders]);
    end(orders, true);
    await run;
    loadAll.update(returns, undefined);
    loadAll.update(orders, new Error('again'));
    assert.match(messages.at(-1) ?? '', /^Could not load: orders \(/);
    loadAll.update(orders, undefined);
    assert.equal(messages.at(-1), '');
  });

  it('shows progress a few times a second, however often it changes', async () => {
    assert.ok(orders);
    const { loadAll, end, messages, reports } = start();
    const run = loadAll.run([orders]);
    for (let projects = 0; projects < 10_000; projects += 1) {
      reports[0]?.({ projects, of: 10_000, buckets: projects, failed: 0, waitingUntil: undefined });
    }
    end(orders, false);
    await run;
    assert.ok(messages.length < 100, `${messages.length} texts`);
    assert.equal(messages.at(-1), '');
  });
});
