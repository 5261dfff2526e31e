/** State that VS Code keeps for an extension between sessions, such as `ExtensionContext.globalState`. */
export interface Memento {
  get(key: string): unknown;
  /** Stores a JSON value; undefined removes it. */
  update(key: string, value: unknown): PromiseLike<void>;
}
