import assert from 'node:assert/strict';
import { LoadedList } from '../../src/model/loadedList';
import { credentialNode, projectNode } from '../../src/model/nodes';
import { toTreeItem } from '../../src/tree/toTreeItem';

const root = credentialNode({
  id: 'c',
  name: 'Contoso',
  origin: 'https://cloud.mongodb.com',
  method: 'apiKey',
  keyId: 'k',
  source: 'stored',
});
const project = projectNode(root, { id: 'a'.repeat(24), name: 'orders' });

describe('The row of a project', () => {
  for (const [what, rows, unreadable, totalCount, expected] of [
    ['more than Atlas counts', 2, 0, 0, '~2 buckets'],
    ['rows that could not be read', 1, 2, 1, '~3 buckets'],
    ['what Atlas counts', 2, 0, 7, '~7 buckets'],
    ['nothing so far, and goes on', 0, 0, 0, ''],
  ] as const) {
    it(`never says that there are fewer export buckets than its list has: ${what}`, async () => {
      const items = Array.from({ length: rows }, (_, index) => ({
        _id: index.toString(16).padStart(24, '6'),
        bucketName: 'orders',
        cloudProvider: 'AWS',
      }));
      const client = {
        listProjects: () => Promise.reject(new Error('not requested')),
        listExportBuckets: () => Promise.resolve({ items, unreadable, totalCount, mayContinue: true }),
      };
      const list = new LoadedList(project, {
        client: () => Promise.resolve(client),
        pageSize: 10,
        pages: 1,
        addedProjects: () => [],
      });
      await list.pages.load();
      const item = toTreeItem(project, {
        list: list,
        ambiguous: false,
        arrangement: { order: 'atlas', pinned: new Set(), providers: undefined, language: 'en' },
        needsAttention: false,
        longDate: () => '',
      });
      assert.equal(item.description, expected);
    });
  }
});
