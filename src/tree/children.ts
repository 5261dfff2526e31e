import type { LoadedList } from '../model/loadedList';
import { messageNode, type ParentNode, type TreeNode } from '../model/nodes';
import { arrange, withPinned, type Arrangement } from './arrangement';

/** What a row says beyond its own data. */
export interface RowState {
  /** The list below a credential or project; for any other row, the list that it is in. */
  readonly list: LoadedList | undefined;
  /** Whether a sibling that is loaded has the same name. */
  readonly ambiguous: boolean;
  /** How the list is shown that the row is in. */
  readonly arrangement: Arrangement;
  /** Of a credential: whether something about it is to be mended. */
  readonly needsAttention: boolean;
  /** A day in UTC, in words of the person's language. */
  readonly longDate: (date: Date) => string;
}

/** The rows of a list, and what is to be said about it in rows of its own. */
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
