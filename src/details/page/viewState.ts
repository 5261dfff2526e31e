import { number, record, text } from '../../webview/page/checks';

/** What a page keeps while it is hidden, and for the next window. */
export interface ViewState {
  /** Tells one export bucket from another. */
  readonly id: string;
  /** What the extension needs to bring the page back. */
  readonly target: string;
  /** The tab that is shown. */
  readonly tab?: string;
  /** How far it is scrolled, in pixels. */
  readonly scroll: number;
}

const isViewState = record<ViewState>({ id: text, target: text, tab: text, scroll: number }, ['tab']);

export function readViewState(kept: unknown): ViewState | undefined {
  return isViewState(kept) ? kept : undefined;
}
