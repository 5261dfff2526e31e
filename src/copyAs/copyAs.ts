import { env, l10n, window } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import { count } from '../host/numbers';
import type { ExportBucketNode } from '../model/nodes';
import type { NamedTexts } from './namedTexts';
import { copiedText } from '../text/copied';
import { notificationText } from '../text/sinks';

/** Copies the references of one kind to buckets. Buckets without a reference of this kind are left out. */
export async function copyAs(
  { name, texts, joined }: NamedTexts,
  buckets: readonly ExportBucketNode[],
  acknowledge: Acknowledge,
): Promise<void> {
  if (texts.length === 0) {
    if (buckets.length > 0) {
      void window.showWarningMessage(
        notificationText(l10n.t('Nothing was copied: {0} isn’t available for this provider.', name)),
      );
    }
    return;
  }
  await env.clipboard.writeText(copiedText(joined));
  acknowledge(
    texts.length === buckets.length
      ? l10n.t('Copied: {0}', name)
      : l10n.t('Copied for {0} of {1} buckets: {2}', count(texts.length), count(buckets.length), name),
  );
}
