import { homedir } from 'node:os';
import path from 'node:path';
import { l10n, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import type { Format } from './formats';

/** A list as text, in chunks. */
export type Chunks = AsyncGenerator<string, void, undefined>;

const BYTE_ORDER_MARK = '\uFEFF';

/** Maximum number of attempts to insert a chunk while the user edits the document. */
const ATTEMPTS = 10;

/** Writes a list into an untitled editor. Stops if the user closes it. */
export async function writeToEditor(chunks: Chunks, { languageId, byteOrderMark }: Format): Promise<void> {
  // The first chunk sets the line endings. An empty document would use those of the operating system.
  const first = await chunks.next();
  const document = await workspace.openTextDocument({
    language: languageId,
    encoding: byteOrderMark ? 'utf8bom' : 'utf8',
    content: first.value ?? '',
  });
  await window.showTextDocument(document, { preview: false });
  for await (const chunk of chunks) {
    const wasAppended = await append(document, chunk);
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

/** Appends a chunk. Retries, because VS Code rejects an edit if the user has changed the document before it arrives. */
async function append(document: TextDocument, chunk: string): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS && !document.isClosed; attempt += 1) {
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, chunk);
    if (await workspace.applyEdit(edit)) {
      return true;
    }
  }
  return false;
}

/** Lets the user select a file to save to. Returns undefined if the user cancels. */
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
 * Writes a list to a file in any file system.
 * @throws the error of the file system
 */
export async function writeToFile(chunks: Chunks, { byteOrderMark }: Format, file: Uri): Promise<void> {
  const bytes: Buffer[] = byteOrderMark ? [Buffer.from(BYTE_ORDER_MARK)] : [];
  for await (const chunk of chunks) {
    bytes.push(Buffer.from(chunk));
  }
  await workspace.fs.writeFile(file, Buffer.concat(bytes));
}
