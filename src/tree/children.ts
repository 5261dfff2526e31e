import type { LoadedList } from '../model/loadedList';
import { messageNode, type ParentNode, type TreeNode } from '../model/nodes';
import { arrange, withPinned, type Arrangement } from './arrangement';

/** Returns the rows of a list and the messages about it. */
export function childrenOf(parent: ParentNode, list: LoadedList, arrangement: Arrangement): TreeNode[] {
  const { pages } = list;
  const rows = withPinned(parent, list.rows(), arrangement);
  const children: TreeNode[] = arrange(rows, arrangement);
  if (children.length < rows.length) {
    children.push(messageNode('filtered', parent));
  }
  if (pages.unreadable > 0) {
    children.push(messageNode('unreadable', parent));
  }
  if (list.failure !== undefined) {
    children.push(messageNode('failure', parent));
  } else if (!pages.isComplete) {
    children.push(messageNode('loadMore', parent));
  } else if (children.length === 0) {
    children.push(messageNode('empty', parent));
  }
  return children;
}
