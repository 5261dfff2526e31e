import { posix } from 'node:path';
import { commands, l10n, window } from 'vscode';
import { exportBucketUri } from './exportBucketUri';
import type { ReadOnlyDocuments } from './readOnlyDocuments';
import type { ExportBucketNode } from '../model/nodes';
import { titleText } from '../text/sinks';

/**
 * Shows the JSON documents of two export buckets side by side.
 * @param hasNamesake returns whether another export bucket has the same name
 */
export async function compareSelected(
  documents: ReadOnlyDocuments,
  buckets: readonly ExportBucketNode[],
  hasNamesake: (node: ExportBucketNode) => boolean,
): Promise<void> {
  const [left, right, ...others] = buckets.map((node) => exportBucketUri(node, hasNamesake(node)));
  if (left === undefined || right === undefined || others.length > 0) {
    void window.showWarningMessage(l10n.t('Select two export buckets to compare them.'));
    return;
  }
  await Promise.all([documents.load(left), documents.load(right)]);
  const title = `${posix.basename(left.path)} ↔ ${posix.basename(right.path)}`;
  await commands.executeCommand('vscode.diff', left, right, titleText(title), { preview: true });
}
