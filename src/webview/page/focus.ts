/** Changes a page, and gives the focus back to what bears the same name (`data-key`) in it afterwards. */
export function keepingFocus(root: HTMLElement, change: () => void): void {
  const key = focusedKey();
  change();
  if (key !== undefined && key !== focusedKey()) {
    focusKey(root, key);
  }
}

/** The name of what has the focus, if it has one. */
export function focusedKey(): string | undefined {
  return document.activeElement instanceof HTMLElement ? document.activeElement.dataset['key'] : undefined;
}

/** Gives the focus to what bears a name, without scrolling there. Returns whether something does. */
export function focusKey(root: HTMLElement, key: string | undefined): boolean {
  const wanted = [...root.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset['key'] === key);
  wanted?.focus({ preventScroll: true });
  return wanted !== undefined;
}
