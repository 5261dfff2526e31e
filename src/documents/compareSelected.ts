import { commands, l10n, window } from 'vscode';
import { comparedUri } from './exportBucketUri';
import type { ReadOnlyDocuments } from './readOnlyDocuments';
import type { ExportBucketNode } from '../model/nodes';
import { cut, visibleText } from '../text/invisible';
import { titleText } from '../text/sinks';
import { shortId } from '../text/wording';

/** The maximum length of a name in the title, which has two of them with the ends of their IDs. */
const MAX_NAME = 80;

/** Shows the JSON documents of two export buckets side by side. The title names both, with the ends of their IDs. */
export async function compareSelected(
  documents: ReadOnlyDocuments,
  buckets: readonly ExportBucketNode[],
): Promise<void> {
  const [left, right, ...others] = buckets.map((node) => ({ uri: comparedUri(node), title: titleOf(node) }));
  if (left === undefined || right === undefined || others.length > 0) {
    void window.showWarningMessage(l10n.t('Select two export buckets to compare them.'));
    return;
  }
  await Promise.all([documents.load(left.uri), documents.load(right.uri)]);
  const title = `${left.title} ↔ ${right.title}`;
  await commands.executeCommand('vscode.diff', left.uri, right.uri, titleText(title), { preview: true });
}

function titleOf({ bucket }: ExportBucketNode): string {
  return `${cut(visibleText(bucket.bucketName), MAX_NAME)} ${shortId(bucket._id)}`;
}
