import { window, workspace } from 'vscode';
import type { ExportBucketDocuments } from '../details/exportBucketDocuments';
import { exportBucketUri } from '../details/exportBucketUri';
import type { ExportBucketNode } from '../tree/nodes';

/** Shows an export bucket beside the tree, which keeps the focus, so that one can go on from row to row. */
export async function openDetails(documents: ExportBucketDocuments, node: ExportBucketNode): Promise<void> {
  const uri = exportBucketUri(node);
  if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) {
    documents.refresh(uri);
  }
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true, preserveFocus: true });
}
