import type { LoadedList } from '../model/loadedList';
import { messageNode, type ParentNode, type TreeNode } from '../model/nodes';
import { arrange, withPinned, type Arrangement } from './arrangement';
import type { ProviderIcons } from './providerIcons';

/** What an item displays in addition to the data of its row. */
export interface RowState {
  /** The list below a credential or project; for any other row, the list that it is in or is about. */
  readonly list: LoadedList | undefined;
  /** How many last characters of the ID tell the row from loaded siblings of the same name; 0 if there are none. */
  readonly idDigits: number;
  /** How the list that contains the row is shown. */
  readonly arrangement: Arrangement;
  /** Whether the user has to fix a credential; false for other rows. */
  readonly needsAttention: boolean;
  /** Returns a day (UTC) in the language of the texts. */
  readonly longDate: (date: Date) => string;
  readonly providerIcons: Pick<ProviderIcons, 'of'>;
  /** Names and values that features add to the tooltip of a project. */
  readonly facts: readonly Fact[];
}

/** A line of a tooltip. */
export type Fact = readonly [name: string, value: string];

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
