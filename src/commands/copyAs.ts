import { env, l10n, window } from 'vscode';
import type { ReferenceId } from '../references/reference';
import type { ExportBucketNode } from '../tree/nodes';
import { referenceTexts } from './referenceTexts';
import { referenceName } from '../references/referenceName';
import { copiedText } from '../text/copied';
import { notificationText, statusBarText } from '../text/sinks';

const SHOWN_FOR = 3000;

/** Copies references of one kind: one for each bucket that can be referred to in this way. */
export async function copyAs(id: ReferenceId, buckets: readonly ExportBucketNode[]): Promise<void> {
  const { texts, joined } = referenceTexts(id, buckets);
  const name = referenceName(id, l10n);
  if (texts.length === 0) {
    if (buckets.length > 0) {
      void window.showWarningMessage(
        notificationText(l10n.t('Nothing was copied: {0} does not exist for this provider.', name)),
      );
    }
    return;
  }
  await env.clipboard.writeText(copiedText(joined));
  const acknowledgement =
    texts.length === buckets.length
      ? l10n.t('Copied: {0}', name)
      : l10n.t('Copied for {0} of {1} buckets: {2}', texts.length, buckets.length, name);
  window.setStatusBarMessage(`$(check) ${statusBarText(acknowledgement)}`, SHOWN_FOR);
}
