import type { CopyRequest, PageRequest, SectionId } from './pageRequest';

export type { ActionId, CopyRequest, PageRequest, SectionId } from './pageRequest';

/**
 * A message from the extension to the details page. The extension writes all texts, in the user's language; the page has
 * no texts of its own.
 */
export type PageMessage =
  | { readonly type: 'page'; readonly page: Page }
  | { readonly type: 'section'; readonly section: Section }
  /** A text was copied to the clipboard. `key` is the `copyKey` of the request. */
  | { readonly type: 'copied'; readonly key: string; readonly announcement: string }
  /** For screen readers. */
  | { readonly type: 'announce'; readonly announcement: string };

export interface Page {
  /** Identifies the export bucket. */
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** Opaque to the page, which returns it after a window reload. */
  readonly state: string;
  readonly actionsLabel: string;
  readonly actions: readonly Button[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly id: SectionId;
  /** Increases with every change. */
  readonly version: number;
  readonly title: string;
  /** Whether a request is in progress. */
  readonly busy: boolean;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | Notice
  | { readonly kind: 'properties'; readonly properties: readonly Property[] }
  | Table
  | Progress
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | Snippets;

/** A highlighted message with its actions. */
export interface Notice {
  readonly kind: 'notice';
  readonly tone: 'good' | 'information' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly Button[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

export interface Progress {
  readonly kind: 'progress';
  readonly label: string;
  /** Completed units of `total`. Without a total, the progress is indeterminate. */
  readonly done: number;
  readonly total?: number;
}

/** Code in tabs. */
export interface Snippets {
  readonly kind: 'snippets';
  readonly label: string;
  readonly snippets: readonly Snippet[];
}

interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly value: Value;
}

export interface Property {
  readonly label: string;
  readonly value: Value;
}

export interface Value {
  readonly text: string;
  /** A note that the text was truncated. */
  readonly rest?: string;
  /** The title of the copy button, and the name of the value in the confirmation. Without it, there is no button. */
  readonly copy?: { readonly title: string; readonly label: string };
}

export interface Button {
  readonly title: string;
  readonly request: PageRequest;
  readonly icon?: 'refresh';
  readonly primary?: boolean;
}

/** Returns the values of a block in display order. */
export function valuesOf(block: Block): readonly Value[] {
  switch (block.kind) {
    case 'properties':
      return block.properties.map(({ value }) => value);
    case 'table':
      return block.rows.flat();
    case 'snippets':
      return block.snippets.map(({ value }) => value);
    case 'text':
    case 'notice':
    case 'progress':
    case 'buttons':
      return [];
  }
}

/** Returns the key of the button that copies a value. */
export function copyKey({ section, block, value }: Pick<CopyRequest, 'section' | 'block' | 'value'>): string {
  return `${section}/${block}/copy/${value}`;
}
