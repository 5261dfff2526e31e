import type { PageButton, Progress } from '../webview/protocol';
import type { Figure } from './figures';
import type { PageRequest, Selection } from './pageRequest';

export type { Progress } from '../webview/protocol';
export type { PageRequest, Selection } from './pageRequest';

/** The complete content of the overview page. The extension writes all texts, in the user's language. */
export type PageMessage =
  | { readonly type: 'overview'; readonly overview: Overview }
  | { readonly type: 'list'; readonly list: List }
  /** A text was copied to the clipboard. `key` is the key of the button. */
  | { readonly type: 'copied'; readonly key: string; readonly announcement: string };

export interface Overview {
  readonly title: string;
  /** A sentence that states how much is loaded. */
  readonly basis: string;
  /** Buttons that send requests. Empty if nothing is missing, and while loading. */
  readonly actions: readonly Button[];
  readonly progress?: Progress;
  /** What was not loaded, and why. */
  readonly problems: readonly string[];
  readonly tiles: readonly Tile[];
  readonly charts: readonly Chart[];
}

export type Button = PageButton<PageRequest>;

/** A number with its label. */
export interface Tile {
  readonly value: string;
  readonly label: string;
  /** Absent if there is nothing to list. */
  readonly selection?: Selection;
}

export interface Chart {
  readonly figure: Figure;
  readonly title: string;
  /** An explanation of the chart. */
  readonly note: string;
  /** Columns for years; horizontal bars for everything else. */
  readonly shape: 'columns' | 'bars';
  readonly marks: readonly Mark[];
  /** Shown if there are no marks. */
  readonly empty: string;
  /** Title of the button that shows more marks. */
  readonly expand?: string;
}

/** A bar or column. */
export interface Mark {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly count: number;
  /** The count, formatted. */
  readonly value: string;
  /** The full description, for tooltips and screen readers. */
  readonly description: string;
  readonly color: Color;
}

/** Returns the key of the button that copies the ID of a row. */
export function copyKey(row: string): string {
  return `copy/${row}`;
}

export type Color = 'aws' | 'azure' | 'gcp' | 'other' | 'plain';

/** The list that opens from a figure. */
export interface List {
  /** Title of the back button. */
  readonly back: string;
  readonly title: string;
  readonly basis: string;
  readonly actionsLabel: string;
  /** Buttons that copy and save the list. Empty if the list is. */
  readonly actions: readonly Button[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Title of the button that shows more rows. */
  readonly more?: string;
}

/** A column, which can be sorted with a button in its head. */
export interface Column {
  readonly title: string;
  /** Absent unless the list is sorted by this column. */
  readonly sorted?: 'ascending' | 'descending';
}

export interface Row {
  /** The ID of the tree row. */
  readonly row: string;
  readonly kind: 'bucket' | 'project';
  /** What the button in the first cell does, for tooltips and screen readers. */
  readonly description: string;
  /** Title of the button that copies the ID, which is the last cell. */
  readonly copy: string;
  readonly cells: readonly string[];
}
