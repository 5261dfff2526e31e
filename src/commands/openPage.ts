import { env, l10n, Uri, window } from 'vscode';

/** Opens a page in the browser; where none opens, its address can be copied. */
export async function openPage(page: string): Promise<void> {
  if (!(await env.openExternal(Uri.parse(page, true)))) {
    const copyLink = l10n.t('Copy Link');
    if ((await window.showWarningMessage(l10n.t('The browser did not open.'), copyLink)) === copyLink) {
      await env.clipboard.writeText(page);
    }
  }
}
