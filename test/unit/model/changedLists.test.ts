import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import { ChangedListError } from '../../../src/atlas/pagedRows';
import { loadAll } from '../../../src/model/loadAll';
import { largeWorld } from '../../atlas/largeWorld';
import { listsThrough, rowOf, useLists } from './support';

describe('Loading everything while lists change', () => {
  const { listsOver } = useLists();
  const root = rowOf('retail');
  const { signal } = new AbortController();

  it('reports a list that changed during each attempt to load it, because items may be missing', async () => {
    const { client } = await listsOver({ world: largeWorld(1, 6) });
    const lists = listsThrough(client);
    await lists.load(root);
    const [project] = lists.of(root).rows();
    assert.ok(project?.kind === 'project');
    let totalCount = 1001;
    const shrinking: AtlasClient['listExportBuckets'] = (_project, request) => {
      const { pageNum = 1, itemsPerPage = 100 } = request ?? {};
      totalCount -= 1;
      const length = Math.max(0, Math.min(itemsPerPage, totalCount - (pageNum - 1) * itemsPerPage));
      const from = (pageNum - 1) * itemsPerPage;
      const items = Array.from({ length }, (_, index) => ({
        _id: (from + index).toString(16).padStart(24, '0'),
        bucketName: 'exports',
        cloudProvider: 'AWS',
      }));
      return Promise.resolve({ items, unreadable: 0, totalCount, mayContinue: length === itemsPerPage });
    };
    client.listExportBuckets = shrinking;
    const { failures } = await loadAll(lists, [project], { signal });
    assert.deepEqual(
      failures.map(({ parent, error }) => [parent.id, error instanceof ChangedListError]),
      [[project.id, true]],
    );
  });
});
