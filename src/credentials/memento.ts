/** State that VS Code keeps for an extension between sessions, such as `ExtensionContext.globalState`. */
export interface Memento {
  get(key: string): unknown;
  /** Stores a JSON value; undefined removes it. */
  update(key: string, value: unknown): PromiseLike<void>;
}

/**
 * Returns the entries of a stored list, or undefined if a newer version stores the list in another format, which must
 * stay unchanged. Any other value is damaged, and counts as an empty list.
 */
export function storedList(state: Pick<Memento, 'get'>, key: string): readonly unknown[] | undefined {
  const stored = state.get(key);
  if (Array.isArray(stored)) {
    const entries: readonly unknown[] = stored;
    return entries;
  }
  return typeof stored === 'object' && stored !== null && Object.keys(stored).length > 0 ? undefined : [];
}
