import { window, workspace } from 'vscode';
import { exportBucketUri } from '../details/exportBucketUri';
import type { ExportBucketNode } from '../tree/nodes';

/** Shows an export bucket beside the tree, which keeps the focus, so that one can go on from row to row. */
export async function openDetails(node: ExportBucketNode): Promise<void> {
  const document = await workspace.openTextDocument(exportBucketUri(node));
  await window.showTextDocument(document, { preview: true, preserveFocus: true });
}
