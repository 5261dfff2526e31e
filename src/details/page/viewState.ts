/** The state that VS Code keeps for a page while it is hidden, and across window reloads. */
export interface ViewState {
  /** Identifies the export bucket. */
  readonly id: string;
  /** What the extension needs to restore the page. */
  readonly target: string;
  /** Scroll position, in pixels. */
  readonly scroll: number;
}

/** Reads a kept state. Returns undefined if it isn't one of this version. */
export function readViewState(kept: unknown): ViewState | undefined {
  if (
    typeof kept !== 'object' ||
    kept === null ||
    !('id' in kept && typeof kept.id === 'string') ||
    !('target' in kept && typeof kept.target === 'string') ||
    !('scroll' in kept && typeof kept.scroll === 'number')
  ) {
    return undefined;
  }
  const { id, target, scroll } = kept;
  return { id, target, scroll };
}
