/** What VS Code keeps for an extension between sessions; `ExtensionContext.globalState` is one. */
export interface Memento {
  get(key: string): unknown;
  /** Stores a value that JSON can express; undefined removes it. */
  update(key: string, value: unknown): PromiseLike<void>;
}
