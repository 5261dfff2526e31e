import {
  l10n,
  TabInputText,
  TabInputTextDiff,
  window,
  workspace,
  type Selection,
  type Tab,
  type TextEditor,
  type Uri,
  type ViewColumn,
} from 'vscode';
import { visibleText } from '../text/invisible';
import { choice } from '../text/sinks';
import { isEditable, isEditableScheme } from './lastEditor';

/** Where text can be inserted: a visible editor, or the tab of an editor that another tab covers. */
export type InsertTarget =
  | { readonly kind: 'visible'; readonly editor: TextEditor }
  | {
      readonly kind: 'covered';
      readonly uri: Uri;
      readonly viewColumn: ViewColumn;
      /** The selections of the editor; undefined if only VS Code knows them. */
      readonly selections: readonly Selection[] | undefined;
    };

/**
 * Finds the first of the recently active editors that is still open. If there is none, as after a window reload, prompts
 * the user to select an open file.
 * @param recent the most recently active editor first
 * @returns undefined if no editable file is open, and `cancelled` if the user cancels
 */
export async function findTarget(recent: readonly TextEditor[]): Promise<InsertTarget | 'cancelled' | undefined> {
  const tabs = textTabs();
  const open = recent.flatMap((editor) => targetOf(editor, tabs) ?? []);
  const [target] = open.length > 0 ? open : window.visibleTextEditors.filter(isEditable).map(visible);
  return target ?? chooseTab(tabs);
}

/** Brings an editor to the front and restores its selections. */
export async function showTarget(target: InsertTarget): Promise<TextEditor> {
  if (target.kind === 'visible') {
    const { document, viewColumn } = target.editor;
    // A notebook cell has no tab of its own.
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

/** Returns the tabs with editable documents, the active group first. */
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

/** Returns the current target of a recent editor; undefined if its tab was closed. */
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
