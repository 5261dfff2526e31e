/** The state that VS Code keeps for the page while it is hidden. */
export interface ViewState {
  /** Scroll position of the overview, in pixels. */
  readonly scroll: number;
}

/** Reads a kept state. Returns undefined if it isn't one of this version. */
export function readViewState(kept: unknown): ViewState | undefined {
  return typeof kept === 'object' && kept !== null && 'scroll' in kept && typeof kept.scroll === 'number'
    ? { scroll: kept.scroll }
    : undefined;
}
