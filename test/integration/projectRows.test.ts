import assert from 'node:assert/strict';
import { ThemeIcon } from 'vscode';
import { projectNode } from '../../src/model/nodes';
import { toTreeItem } from '../../src/tree/toTreeItem';
import { firstPageOf, rowOf } from '../unit/model/support';

const root = rowOf('contoso');
const project = projectNode(root, { id: 'a'.repeat(24), name: 'orders' });

describe('The row of a project', () => {
  for (const [what, rows, unreadable, totalCount, expected] of [
    ['more than Atlas counts', 2, 0, 0, '~2 buckets'],
    ['rows that could not be read', 1, 2, 1, '~3 buckets'],
    ['what Atlas counts', 2, 0, 7, '~7 buckets'],
    ['nothing, and doesn’t end', 0, 0, 0, 'failed'],
  ] as const) {
    it(`never shows fewer export buckets than its list has: ${what}`, async () => {
      const items = Array.from({ length: rows }, (_, index) => ({
        _id: index.toString(16).padStart(24, '6'),
        bucketName: 'orders',
        cloudProvider: 'AWS',
      }));
      const list = await firstPageOf(project, { buckets: { items, unreadable, totalCount, mayContinue: true } }, 10);
      const item = toTreeItem(project, {
        list: list,
        idDigits: 0,
        arrangement: { order: 'atlas', pinned: new Set(), providers: undefined, language: 'en' },
        needsAttention: false,
        longDate: () => '',
        providerIcons: { of: () => new ThemeIcon('archive') },
        facts: [],
      });
      assert.equal(item.description, expected);
    });
  }
});
