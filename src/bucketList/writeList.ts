import { homedir } from 'node:os';
import path from 'node:path';
import { l10n, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import type { Format } from './formats';

/** A list as text, piece by piece. */
export type Chunks = AsyncGenerator<string, void, undefined>;

const BYTE_ORDER_MARK = '\uFEFF';

/** More than anybody types in the moments that VS Code takes for an edit. */
const ATTEMPTS = 10;

/** Writes a list into an editor that has no file yet; ends early when the person closes it. */
export async function writeToEditor(pieces: Chunks, { languageId, byteOrderMark }: Format): Promise<void> {
  // The first piece decides how the lines end; what an editor adds to an empty document ends as the system likes it.
  const first = await pieces.next();
  const document = await workspace.openTextDocument({
    language: languageId,
    encoding: byteOrderMark ? 'utf8bom' : 'utf8',
    content: first.value ?? '',
  });
  await window.showTextDocument(document, { preview: false });
  for await (const piece of pieces) {
    const wasAppended = await append(document, piece);
    if (document.isClosed) {
      return;
    }
    if (!wasAppended) {
      void window.showErrorMessage(
        l10n.t('The list is incomplete: VS Code could not insert the rest of it into the editor.'),
      );
      return;
    }
  }
}

/** VS Code refuses an edit of a text that somebody has changed meanwhile; the next one is of the text as it is then. */
async function append(document: TextDocument, piece: string): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS && !document.isClosed; attempt += 1) {
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, piece);
    if (await workspace.applyEdit(edit)) {
      return true;
    }
  }
  return false;
}

/** Asks for the file that a list is to be written to; undefined when the person thinks better of it. */
export async function chooseFile({ label, extension }: Format, today: Date): Promise<Uri | undefined> {
  const name = `export-buckets-${today.toISOString().slice(0, 10)}.${extension}`;
  const [folder] = workspace.workspaceFolders ?? [];
  return window.showSaveDialog({
    defaultUri: folder === undefined ? Uri.file(path.join(homedir(), name)) : Uri.joinPath(folder.uri, name),
    filters: { [label]: [extension] },
    title: l10n.t('Save Bucket List As'),
  });
}

/**
 * Writes a list to a file, of whatever file system.
 * @throws what the file system fails with
 */
export async function writeToFile(pieces: Chunks, { byteOrderMark }: Format, file: Uri): Promise<void> {
  const bytes: Buffer[] = byteOrderMark ? [Buffer.from(BYTE_ORDER_MARK)] : [];
  for await (const piece of pieces) {
    bytes.push(Buffer.from(piece));
  }
  await workspace.fs.writeFile(file, Buffer.concat(bytes));
}
