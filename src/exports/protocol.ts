import type { PageButton, Progress, Statement } from '../webview/protocol';
import type { PageRequest, Topic } from './pageRequest';

export type { Statement } from '../webview/protocol';
export type { PageRequest, Topic } from './pageRequest';

/** The complete content of the page. The extension writes all texts, in the user's language. */
export interface PageMessage {
  readonly type: 'view';
  readonly view: View;
}

export interface View {
  readonly topic: Topic;
  readonly title: string;
  /** What was checked, and when; before that, what the check costs. */
  readonly basis: readonly string[];
  readonly buttons: readonly Button[];
  readonly progress?: Progress;
  /** What could not be checked, once for all clusters that it concerns. */
  readonly notices: readonly Statement[];
  readonly tiles: readonly Tile[];
  readonly table?: Table;
  /** Title of the button that shows more rows. */
  readonly more?: string;
}

export type Button = PageButton<PageRequest>;

interface Tile {
  readonly value: string;
  readonly label: string;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell: statements, or a text, which is a button if it names a row of the tree. */
export type Cell =
  | { readonly text: string; readonly row?: string; readonly description?: string }
  | { readonly statements: readonly Statement[] };
