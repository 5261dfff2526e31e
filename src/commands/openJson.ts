import { window, workspace } from 'vscode';
import type { ExportBucketDocuments } from '../details/exportBucketDocuments';
import { exportBucketUri } from '../details/exportBucketUri';
import type { ExportBucketNode } from '../tree/nodes';

/** Shows what Atlas answers for an export bucket as a read-only document, asked for anew. */
export async function openJson(documents: ExportBucketDocuments, node: ExportBucketNode): Promise<void> {
  const uri = exportBucketUri(node);
  if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) {
    documents.refresh(uri);
  }
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}
