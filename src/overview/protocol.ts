import type { Figure } from './figures';

/**
 * What the extension and the page of the overview say to each other. The extension decides what is to be read, in the
 * person's language; the page draws it.
 */

/** The list behind a figure: behind one group of it, or behind all of them. */
export interface Selection {
  readonly figure: Figure | 'all' | 'withoutBucket';
  readonly key?: string;
}

/** What the page asks of the extension. */
export type PageRequest =
  /** The page has been loaded, for the first time or again, and has nothing yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly selection: Selection }
  /** Show all groups of a figure, and not the largest alone. */
  | { readonly type: 'expand'; readonly figure: Figure }
  | { readonly type: 'back' | 'more' | 'load' | 'cancel' }
  /** Show in the tree the row that has this id. */
  | { readonly type: 'reveal'; readonly row: string };

/** What the extension tells the page: all that it is to show. */
export type PageMessage =
  { readonly type: 'overview'; readonly overview: Overview } | { readonly type: 'list'; readonly list: List };

export interface Overview {
  readonly title: string;
  /** What the figures are based on, in a sentence. */
  readonly basis: string;
  /** Loads what is missing; absent when nothing is, or while it is being loaded. */
  readonly load?: string;
  readonly progress?: Progress;
  /** What could not be read, and why. */
  readonly problems: readonly string[];
  readonly tiles: readonly Tile[];
  readonly charts: readonly Chart[];
}

export interface Progress {
  readonly label: string;
  /** How many of `total` are done. */
  readonly done: number;
  readonly total: number;
  /** Title of the button that ends it. */
  readonly cancel: string;
}

/** One number. */
export interface Tile {
  readonly value: string;
  readonly label: string;
  /** Absent where there is nothing to be listed. */
  readonly selection?: Selection;
}

export interface Chart {
  readonly figure: Figure;
  readonly title: string;
  /** What is to be known to read it. */
  readonly note: string;
  /** Columns stand beside each other, as years do; bars lie below each other, the largest on top. */
  readonly shape: 'columns' | 'bars';
  readonly marks: readonly Mark[];
  /** Stands in the place of the marks when there are none. */
  readonly empty: string;
  /** Title of the button that shows the marks that were left out. */
  readonly expand?: string;
}

/** One bar or column. */
export interface Mark {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly count: number;
  /** The count as the person's language writes it. */
  readonly value: string;
  /** All of it in one sentence, for those who hear it. */
  readonly spoken: string;
  readonly color: Color;
}

export type Color = 'aws' | 'azure' | 'gcp' | 'other' | 'plain';

/** The list behind a figure. */
export interface List {
  /** Title of the button that leads back. */
  readonly back: string;
  readonly title: string;
  readonly basis: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Title of the button that shows more rows. */
  readonly more?: string;
}

export interface Row {
  /** The id of the row of the tree. */
  readonly row: string;
  /** What the button does that its first cell is, for those who hear it. */
  readonly spoken: string;
  readonly cells: readonly string[];
}
