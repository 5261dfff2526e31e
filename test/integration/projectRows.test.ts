import assert from 'node:assert/strict';
import { ThemeIcon } from 'vscode';
import { projectNode } from '../../src/model/nodes';
import type { RowState } from '../../src/tree/rowState';
import { toTreeItem } from '../../src/tree/toTreeItem';
import { firstPageOf, rowOf } from '../unit/model/support';

const root = rowOf('contoso');
const project = projectNode(root, { id: 'a'.repeat(24), name: 'orders' });

const stateOf = (list: RowState['list'], idDigits = 0): RowState => ({
  list,
  idDigits,
  arrangement: { order: 'atlas', pinned: new Map(), providers: undefined, language: 'en' },
  needsAttention: false,
  longDate: () => '',
  providerIcons: { of: () => new ThemeIcon('archive') },
  facts: [],
});

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
      const item = toTreeItem(project, stateOf(list));
      assert.equal(item.description, expected);
    });
  }

  it('shows the end of the ID before a long name that another project has, and after a short one', () => {
    const shown = (name: string, idDigits: number) => {
      const named = projectNode(root, { id: '62c8e7d5f2a10b3c4d5ead34', name });
      const { label, description, accessibilityInformation } = toTreeItem(named, stateOf(undefined, idDigits));
      return [label, description, accessibilityInformation?.label.startsWith(`${name}, project, `)];
    };
    assert.deepEqual(shown('orders-prod', 4), ['orders-prod', '…ad34 · 2022-07-09', true]);
    assert.deepEqual(shown('analytics-staging', 4), ['…ad34 analytics-staging', '2022-07-09', true]);
    assert.deepEqual(shown('analytics-staging', 0).slice(0, 2), ['analytics-staging', '']);
  });
});
