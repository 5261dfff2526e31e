import { l10n, window } from 'vscode';
import { credentialOf, type ExportBucketNode } from '../model/nodes';
import { openPage } from '../host/openPage';
import { consolePage } from '../references/storage';

/** Opens an export bucket in the console of its provider. */
export async function openConsole(node: ExportBucketNode): Promise<void> {
  const { bucket, parent } = node;
  const page = consolePage({ bucket, projectId: parent.project.id, origin: credentialOf(node).origin });
  if (page === undefined) {
    void window.showWarningMessage(l10n.t('This provider’s console isn’t supported.'));
  } else {
    await openPage(page);
  }
}
