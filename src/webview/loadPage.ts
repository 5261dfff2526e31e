import { randomBytes } from 'node:crypto';
import { Uri, type WebviewPanel } from 'vscode';
import { pageHtml, type PageHtmlOptions } from './pageHtml';

export interface PageOptions extends Pick<PageHtmlOptions, 'locale' | 'title'> {
  /** The script is `dist/<name>/page.js`. The styles are `media/<name>/page.css` and those that all pages share. */
  readonly name: string;
  /** The icon of the tab is `media/<name>/<icon>-light.svg` and `-dark.svg`. */
  readonly icon: string;
}

/** Loads a page in a tab, which may read only the files of that page. */
export function loadPage(panel: WebviewPanel, extensionUri: Uri, { name, icon, locale, title }: PageOptions): void {
  const { webview } = panel;
  const iconOf = (theme: string) => Uri.joinPath(extensionUri, 'media', name, `${icon}-${theme}.svg`);
  const scripts = Uri.joinPath(extensionUri, 'dist', name);
  const styles = ['webview', name].map((folder) => Uri.joinPath(extensionUri, 'media', folder));
  const address = (folder: Uri, file: string): string => webview.asWebviewUri(Uri.joinPath(folder, file)).toString();
  panel.iconPath = { light: iconOf('light'), dark: iconOf('dark') };
  webview.options = { enableScripts: true, localResourceRoots: [scripts, ...styles] };
  webview.html = pageHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    script: address(scripts, 'page.js'),
    styles: styles.map((folder) => address(folder, 'page.css')),
    locale,
    title,
  });
}
