import type { PageButton, Statement, Tone } from '../webview/protocol';
import type { CopyRequest, PageRequest, SectionId } from './pageRequest';
import type { SnippetId } from './snippetId';

export type { ActionId, CopyRequest, LoadedSectionId, PageRequest, SectionId } from './pageRequest';
export type { SnippetId } from './snippetId';
export type { Statement } from '../webview/protocol';

/**
 * A message from the extension to the details page. The extension writes all texts, in the user's language; the page has
 * no texts of its own.
 */
export type PageMessage =
  | { readonly type: 'page'; readonly page: Page }
  | { readonly type: 'header'; readonly header: Header }
  | { readonly type: 'section'; readonly section: Section }
  /** A text was copied to the clipboard. `key` is the `copyKey` of the request. */
  | { readonly type: 'copied'; readonly key: string; readonly announcement: string }
  /** For screen readers. */
  | { readonly type: 'announce'; readonly announcement: string };

export interface Page {
  /** Identifies the export bucket. */
  readonly id: string;
  /** Opaque to the page, which returns it after a window reload. */
  readonly state: string;
  readonly header: Header;
  readonly sections: readonly Section[];
  /** The kinds of code snippets to show, which the user chose on any page, the last choice first. */
  readonly chosenSnippets: readonly SnippetId[];
}

export interface Header {
  readonly title: string;
  readonly subtitle: string;
  readonly statusLabel: string;
  /** Whether exports work, as far as it is known. The number of items is always the same, so nothing below moves. */
  readonly status: readonly Statement[];
  readonly actionsLabel: string;
  /** Empty without the credential. */
  readonly actions: readonly Button[];
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
  readonly tone: Tone;
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

/** Code, of which one snippet at a time is shown. */
export interface Snippets {
  readonly kind: 'snippets';
  readonly label: string;
  /** Snippets of the same group are next to each other. Empty while they are loading. */
  readonly snippets: readonly Snippet[];
  /** If present, only this title is visible until the user expands it. */
  readonly disclosure?: { readonly title: string; readonly notes: readonly string[] };
}

interface Snippet {
  readonly id: SnippetId;
  /** Absent if the snippets have no groups. */
  readonly group?: string;
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
  /** An explanation of the text. */
  readonly note?: string;
  /** The title of the copy button, and the name of the value in the confirmation. Without it, there is no button. */
  readonly copy?: { readonly title: string; readonly label: string };
}

export type Button = PageButton<PageRequest>;

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

/** The key of the button that copies the bucket ID. */
export const COPY_ID = 'actions/copyId';

/** Returns the key of the button that copies a value. */
export function copyKey({ section, block, value }: Pick<CopyRequest, 'section' | 'block' | 'value'>): string {
  return `${section}/${block}/copy/${value}`;
}
