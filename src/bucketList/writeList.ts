import { homedir } from 'node:os';
import path from 'node:path';
import { EndOfLine, l10n, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { TERRAFORM, type Format } from './formats';

/** Returns the name of a format in the language of the texts. */
export function formatName({ label }: Format): string {
  return label === TERRAFORM ? l10n.t('Terraform import blocks') : label;
}

/** A list as text, in chunks. */
export type Chunks = AsyncGenerator<string, void, undefined>;

const BYTE_ORDER_MARK = '\uFEFF';

/** Schemes of folders in which VS Code saves an untitled document under its name. */
const ON_DISK: ReadonlySet<string> = new Set(['file', 'vscode-remote']);

/** Maximum number of attempts to insert a chunk while the user edits the document, and to find an unused name. */
const ATTEMPTS = 10;

/** The start of the names of saved bucket lists. */
const LIST_NAME = 'export-buckets';

/**
 * Writes a list into an untitled editor. Stops if the user closes it.
 * @param name the start of the name of the document
 */
export async function writeToEditor(chunks: Chunks, format: Format, today: Date, name = LIST_NAME): Promise<void> {
  const document = await openUntitled(format, today, name);
  const editor = await window.showTextDocument(document, { preview: false });
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) {
      isFirst = false;
      // An empty document has the line endings of the operating system.
      await editor.edit((edit) => {
        edit.setEndOfLine(chunk.includes('\r\n') ? EndOfLine.CRLF : EndOfLine.LF);
      });
    }
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

/**
 * Opens an empty editor that is named after its list and that VS Code saves to a file of this name. Its language is the
 * one that VS Code has for such files.
 */
async function openUntitled(format: Format, today: Date, name: string): Promise<TextDocument> {
  const encoding = format.byteOrderMark ? 'utf8bom' : 'utf8';
  const [first] = workspace.workspaceFolders ?? [];
  const folder = first !== undefined && ON_DISK.has(first.uri.scheme) ? first.uri : Uri.file(homedir());
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const uri = Uri.joinPath(folder, listName(name, format, today, attempt)).with({
      scheme: 'untitled',
      authority: '',
    });
    if (workspace.textDocuments.every((document) => document.uri.toString() !== uri.toString())) {
      try {
        return await workspace.openTextDocument(uri, { encoding });
      } catch {
        // VS Code opens no untitled document in the place of an existing file.
      }
    }
  }
  return workspace.openTextDocument({ language: format.languageId, encoding });
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
export async function chooseFile(format: Format, today: Date): Promise<Uri | undefined> {
  const name = listName(LIST_NAME, format, today, 1);
  const [folder] = workspace.workspaceFolders ?? [];
  return window.showSaveDialog({
    defaultUri: folder === undefined ? Uri.file(path.join(homedir(), name)) : Uri.joinPath(folder.uri, name),
    filters: { [formatName(format)]: [format.extension] },
    title: l10n.t('Save Bucket List As'),
  });
}

/** Returns the name of a list's file; another one for each attempt, which counts from 1. */
function listName(name: string, { extension }: Format, today: Date, attempt: number): string {
  const day = today.toISOString().slice(0, 10);
  return `${name}-${day}${attempt === 1 ? '' : `-${attempt}`}.${extension}`;
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
