import { window, workspace, type Uri } from 'vscode';
import { exportBucketUri } from './exportBucketUri';
import type { ReadOnlyDocuments } from './readOnlyDocuments';
import type { ExportBucketNode } from '../model/nodes';

/** Shows an export bucket as a read-only JSON document. It's requested again if the document is already open. */
export async function openJson(
  documents: ReadOnlyDocuments,
  node: ExportBucketNode,
  hasNamesake: boolean,
): Promise<void> {
  await showDocument(documents, exportBucketUri(node, hasNamesake));
}

/**
 * Shows a read-only document, which is loaded again if it is already open.
 * @throws what loading the document throws
 */
export async function showDocument(documents: ReadOnlyDocuments, uri: Uri): Promise<void> {
  await documents.load(uri);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}
