import { window, workspace, type Disposable, type TextEditor } from 'vscode';

/** The number of recent editors to keep, so that closing the last one falls back to the one before. */
const MAX_RECENT = 20;

/** Schemes of editable documents without a file system. */
const EDITABLE_WITHOUT_FILE_SYSTEM: ReadonlySet<string> = new Set(['untitled', 'vscode-notebook-cell']);

/**
 * Tracks the recently active text editors. When the user clicks a row, its details cover the file and VS Code has no
 * active text editor, but text still has to be inserted at the cursor of the covered one.
 */
export class LastEditor implements Disposable {
  #recent: readonly TextEditor[] = [];
  readonly #subscription: Disposable;

  constructor() {
    this.#track(window.activeTextEditor);
    this.#subscription = window.onDidChangeActiveTextEditor((editor) => {
      this.#track(editor);
    });
  }

  /** Returns the editors, the most recently active one first. They may be closed. */
  get recent(): readonly TextEditor[] {
    this.#track(window.activeTextEditor);
    return this.#recent;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #track(editor: TextEditor | undefined): void {
    if (editor !== undefined && isEditable(editor)) {
      const others = this.#recent.filter((other) => other !== editor && !other.document.isClosed);
      this.#recent = [editor, ...others].slice(0, MAX_RECENT);
    }
  }
}

/** Returns whether a document is open and editable. */
export function isEditable({ document }: Pick<TextEditor, 'document'>): boolean {
  return !document.isClosed && isEditableScheme(document.uri.scheme);
}

/** Returns whether documents of a scheme are editable. Output channels, logs, and read-only documents are not. */
export function isEditableScheme(scheme: string): boolean {
  return EDITABLE_WITHOUT_FILE_SYSTEM.has(scheme) || workspace.fs.isWritableFileSystem(scheme) === true;
}
