import { l10n, window, type QuickPickItem } from 'vscode';
import type { ReferenceId } from '../references/reference';
import type { ExportBucketNode } from '../tree/nodes';
import { referenceName } from '../references/referenceName';
import { referenceTexts } from './referenceTexts';
import { copiedText } from '../text/copied';
import { choice } from '../text/sinks';

const KINDS: readonly ReferenceId[] = ['uri', 'terraformResource', 'terraformDataSource', 'terraformSchedule'];

interface Choice extends QuickPickItem {
  readonly text: string;
}

/** Puts IDs or references in the place of every selection of the editor that was last active. */
export async function insertAtCursor(buckets: readonly ExportBucketNode[]): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    void window.showWarningMessage(l10n.t('There is no editor to insert into. Open a file first.'));
    return;
  }
  const chosen = await window.showQuickPick(choicesFor(buckets).map(choice), {
    title: l10n.t('Insert at Cursor'),
    placeHolder: l10n.t('What should be inserted?'),
  });
  if (chosen === undefined) {
    return;
  }
  const wasInserted = await editor.edit((edit) => {
    editor.selections.forEach((selection) => {
      edit.replace(selection, copiedText(chosen.text));
    });
  });
  if (!wasInserted) {
    void window.showWarningMessage(l10n.t('Nothing was inserted: the active editor cannot be changed.'));
    return;
  }
  await window.showTextDocument(editor.document, { ...(editor.viewColumn && { viewColumn: editor.viewColumn }) });
}

/** What there is for all of the buckets. */
function choicesFor(buckets: readonly ExportBucketNode[]): Choice[] {
  const ids = { label: l10n.t('Bucket ID'), text: buckets.map(({ bucket }) => bucket._id).join('\n') };
  return [
    ids,
    ...KINDS.flatMap((id) => {
      const { texts, joined } = referenceTexts(id, buckets);
      return texts.length === buckets.length ? [{ label: referenceName(id, l10n), text: joined }] : [];
    }),
  ];
}
