import { window, workspace, type Uri } from 'vscode';
import type { ReadOnlyDocuments } from './readOnlyDocuments';

/**
 * Shows a read-only document, which is loaded again if it is already open.
 * @throws what loading the document throws
 */
export async function showDocument(documents: ReadOnlyDocuments, uri: Uri): Promise<void> {
  await documents.load(uri);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}
