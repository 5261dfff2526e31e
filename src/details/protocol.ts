/**
 * What the extension and the page of the details view say to each other. The extension decides what is to be read, in
 * the person's language; the page shows it, and knows no word of its own.
 */

export type SectionId = 'identity' | 'role' | 'usedBy' | 'references';
export type ActionId = 'refresh' | 'openJson' | 'showRawResponse' | 'openProject' | 'openCloudConsole';

/** What the page asks of the extension. */
export type PageRequest =
  /** The page has been loaded, for the first time or again, and has nothing yet. */
  | { readonly type: 'ready' }
  /** The person has begun to use the page. */
  | { readonly type: 'used' }
  | { readonly type: 'load' | 'cancel' | 'fix'; readonly section: SectionId }
  | { readonly type: 'action'; readonly action: ActionId }
  | CopyRequest;

/** Copy one value. The page names the place, for it may have only the beginning of a long text. */
export interface CopyRequest {
  readonly type: 'copy';
  readonly section: SectionId;
  /** The version of the section that the page shows. */
  readonly version: number;
  /** Index of the block in the section. */
  readonly block: number;
  /** Index of the value among all of the block, as `valuesOf` lists them. */
  readonly value: number;
}

/** What the extension tells the page. */
export type PageMessage =
  | { readonly type: 'page'; readonly page: Page }
  | { readonly type: 'section'; readonly section: Section }
  /** A text is in the clipboard; `key` is the `copyKey` of the request. */
  | { readonly type: 'copied'; readonly key: string; readonly announcement: string }
  /** For those who do not see what has changed. */
  | { readonly type: 'announce'; readonly announcement: string };

export interface Page {
  /** Tells one export bucket from another. */
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** Comes back with the page after the window was reloaded; the page does not look into it. */
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
  /** Whether an answer is on its way. */
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

/** Something to know before all else, with what can be done about it. */
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
  /** How many of `total` are done; of unknown length without a total. */
  readonly done: number;
  readonly total?: number;
}

/** Texts of which one is shown at a time. */
export interface Snippets {
  readonly kind: 'snippets';
  readonly label: string;
  readonly snippets: readonly Snippet[];
}

export interface Snippet {
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
  /** What is said where the text is only the beginning. */
  readonly rest?: string;
  /** The button that copies the text, and what it says was copied; without it there is none. */
  readonly copy?: { readonly title: string; readonly label: string };
}

export interface Button {
  readonly title: string;
  readonly request: PageRequest;
  readonly icon?: 'refresh';
  readonly primary?: boolean;
}

/** The values of a block, in the order in which they are shown. */
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

/** Names the button that copies a value. */
export function copyKey({ section, block, value }: Pick<CopyRequest, 'section' | 'block' | 'value'>): string {
  return `${section}/${block}/copy/${value}`;
}
