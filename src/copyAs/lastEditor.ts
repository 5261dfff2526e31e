import {
  l10n,
  TabInputText,
  TabInputTextDiff,
  window,
  workspace,
  type Disposable,
  type Selection,
  type Tab,
  type TextDocument,
  type TextEditor,
  type Uri,
  type ViewColumn,
} from 'vscode';
import { visibleText } from '../text/visibleText';
import { choice } from '../text/sinks';

/** Editors that are remembered, so that the one before is known when the last one is closed. */
const MOST_REMEMBERED = 20;

/** Schemes of documents that can be edited although no file system is behind them. */
const EDITABLE_WITHOUT_FILE_SYSTEM: ReadonlySet<string> = new Set(['untitled', 'vscode-notebook-cell']);

/** Where text can be inserted: an editor that is visible, or the tab of one that is covered by another tab. */
export type InsertTarget =
  | { readonly kind: 'visible'; readonly editor: TextEditor }
  | {
      readonly kind: 'covered';
      readonly uri: Uri;
      readonly viewColumn: ViewColumn;
      /** The cursors that it had; undefined where VS Code alone knows them. */
      readonly selections: readonly Selection[] | undefined;
    };

/**
 * Remembers which text editors were active, the last one first. A click on a row opens its details over the file, and
 * VS Code then has no active text editor; the cursor of the covered one is still where text is to be inserted.
 */
export class LastEditor implements Disposable {
  #recent: readonly TextEditor[] = [];
  readonly #subscription: Disposable;

  constructor() {
    this.#remember(window.activeTextEditor);
    this.#subscription = window.onDidChangeActiveTextEditor((editor) => {
      this.#remember(editor);
    });
  }

  /**
   * Finds the editor that was active last and is still open. Where none was active yet, as after a reload of the window,
   * lets the user choose among the files that are open.
   * @returns undefined where no file is open that can be edited, and `cancelled` where the user chooses none
   */
  async find(): Promise<InsertTarget | 'cancelled' | undefined> {
    this.#remember(window.activeTextEditor);
    const tabs = textTabs();
    const recent = this.#recent.flatMap((editor) => targetOf(editor, tabs) ?? []);
    const [known] = recent.length > 0 ? recent : window.visibleTextEditors.filter(isEditable).map(visible);
    return known ?? chooseTab(tabs);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #remember(editor: TextEditor | undefined): void {
    if (editor !== undefined && isEditable(editor)) {
      const others = this.#recent.filter((other) => other !== editor && !other.document.isClosed);
      this.#recent = [editor, ...others].slice(0, MOST_REMEMBERED);
    }
  }
}

/** Brings the editor to the front, with the cursors that it had. */
export async function showTarget(target: InsertTarget): Promise<TextEditor> {
  if (target.kind === 'visible') {
    const { document, viewColumn } = target.editor;
    // A cell of a notebook has no tab of its own.
    return viewColumn === undefined || document.uri.scheme === 'vscode-notebook-cell'
      ? target.editor
      : window.showTextDocument(document, { viewColumn });
  }
  const editor = await window.showTextDocument(target.uri, { viewColumn: target.viewColumn });
  if (target.selections !== undefined) {
    editor.selections = target.selections;
  }
  return editor;
}

interface TextTab {
  readonly tab: Tab;
  readonly uri: Uri;
}

/** The tabs with a document that can be edited, those of the active group first. */
function textTabs(): TextTab[] {
  const { all, activeTabGroup } = window.tabGroups;
  return [activeTabGroup, ...all.filter((group) => group !== activeTabGroup)]
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) => {
      const uri =
        tab.input instanceof TabInputText
          ? tab.input.uri
          : tab.input instanceof TabInputTextDiff
            ? tab.input.modified
            : undefined;
      return uri !== undefined && isEditableScheme(uri.scheme) ? [{ tab, uri }] : [];
    });
}

/** What a remembered editor is now; undefined when its tab was closed. */
function targetOf(editor: TextEditor, tabs: readonly TextTab[]): InsertTarget | undefined {
  if (window.visibleTextEditors.includes(editor)) {
    return visible(editor);
  }
  const { document, viewColumn, selections } = editor;
  const own = tabs.filter(({ uri }) => uri.toString() === document.uri.toString());
  const tab = own.find((one) => one.tab.group.viewColumn === viewColumn) ?? own[0];
  return tab === undefined
    ? undefined
    : { kind: 'covered', uri: document.uri, viewColumn: tab.tab.group.viewColumn, selections };
}

async function chooseTab(tabs: readonly TextTab[]): Promise<InsertTarget | 'cancelled' | undefined> {
  const items = tabs.map(({ tab, uri }) => ({
    label: visibleText(tab.label),
    description: visibleText(workspace.asRelativePath(uri)),
    target: { kind: 'covered', uri, viewColumn: tab.group.viewColumn, selections: undefined } as const,
  }));
  if (items.length < 2) {
    return items[0]?.target;
  }
  const chosen = await window.showQuickPick(items.map(choice), {
    title: l10n.t('Insert at Cursor'),
    placeHolder: l10n.t('Select the file to insert into'),
  });
  return chosen?.target ?? 'cancelled';
}

function visible(editor: TextEditor): InsertTarget {
  return { kind: 'visible', editor };
}

function isEditable({ document }: { readonly document: TextDocument }): boolean {
  return !document.isClosed && isEditableScheme(document.uri.scheme);
}

/** Output channels, logs and the read-only documents of this and other extensions cannot be inserted into. */
function isEditableScheme(scheme: string): boolean {
  return EDITABLE_WITHOUT_FILE_SYSTEM.has(scheme) || workspace.fs.isWritableFileSystem(scheme) === true;
}
