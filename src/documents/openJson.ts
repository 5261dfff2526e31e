import { window, workspace, type Uri } from 'vscode';
import { exportBucketUri } from './exportBucketUri';
import type { ReadOnlyDocuments } from './readOnlyDocuments';
import type { ExportBucketNode } from '../model/nodes';

/** Shows what Atlas returns for an export bucket as a read-only document; a new request, even if it is open. */
export async function openJson(documents: ReadOnlyDocuments, node: ExportBucketNode): Promise<void> {
  await showDocument(documents, exportBucketUri(node));
}

/**
 * Shows a read-only document, read again where it is open already.
 * @throws what the document could not be read with
 */
export async function showDocument(documents: ReadOnlyDocuments, uri: Uri): Promise<void> {
  await documents.load(uri);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}
