/** Runs a change of the page, then restores the focus to the element with the same `data-key`. */
export function keepingFocus(root: HTMLElement, change: () => void): void {
  const key = focusedKey();
  change();
  if (key !== undefined && key !== focusedKey()) {
    focusKey(root, key);
  }
}

/** Returns the `data-key` of the focused element, if it has one. */
export function focusedKey(): string | undefined {
  return document.activeElement instanceof HTMLElement ? document.activeElement.dataset['key'] : undefined;
}

/** Focuses the element with this `data-key` without scrolling. Returns whether it exists. */
export function focusKey(root: HTMLElement, key: string | undefined): boolean {
  const wanted = elementOf(root, key);
  wanted?.focus({ preventScroll: true });
  return wanted !== undefined;
}

/** Returns the element with this `data-key`, if it exists. */
export function elementOf(root: ParentNode, key: string | undefined): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset['key'] === key);
}
