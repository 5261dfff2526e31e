import { l10n, window } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { count } from '../host/numbers';
import type { ExportBucketNode } from '../model/nodes';
import { findTarget, showTarget } from './insertTarget';
import type { LastEditor } from './lastEditor';
import { pickReference } from './pickReference';
import { copiedText } from '../text/copied';
import { notificationText } from '../text/sinks';

/**
 * Replaces every selection of the most recently active editor with IDs or references, and shows that editor.
 * @param subject the name or the number of the buckets, for the title
 */
export async function insertAtCursor(
  lastEditor: LastEditor,
  buckets: readonly ExportBucketNode[],
  subject: string,
  acknowledge: Acknowledge,
): Promise<void> {
  const target = await findTarget(lastEditor.recent);
  if (target === 'cancelled') {
    return;
  }
  if (target === undefined) {
    void window.showWarningMessage(l10n.t('No editable file is open. Open one, then try again.'));
    return;
  }
  const title = l10n.t('Insert at Cursor: {0}', subject);
  const chosen = await pickReference(buckets, title, l10n.t('Select what to insert'));
  if (chosen === undefined) {
    return;
  }
  const editor = await showTarget(target);
  const { document, selections } = editor;
  const before = document.version;
  await editor.edit((edit) => {
    selections.forEach((selection) => {
      edit.replace(selection, copiedText(chosen.joined));
    });
  });
  if (document.version === before) {
    // VS Code accepts an edit of a read-only file, but doesn't change the file.
    void window.showWarningMessage(
      notificationText(l10n.t('Nothing was inserted: {0} is read-only.', nameOf(document.fileName))),
    );
    return;
  }
  if (chosen.texts.length < buckets.length) {
    acknowledge(
      l10n.t('Inserted for {0} of {1} buckets: {2}', count(chosen.texts.length), count(buckets.length), chosen.name),
    );
  }
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
