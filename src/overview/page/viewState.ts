import { number, record } from '../../webview/page/checks';

/** What the page keeps while it is hidden. */
export interface ViewState {
  /** How far the overview is scrolled, in pixels. */
  readonly scroll: number;
}

const isViewState = record<ViewState>({ scroll: number });

export function readViewState(kept: unknown): ViewState | undefined {
  return isViewState(kept) ? kept : undefined;
}
