export interface PageHtmlOptions {
  /** The value of `Webview.cspSource`. */
  readonly cspSource: string;
  /** A random text, unique for each page. */
  readonly nonce: string;
  readonly script: string;
  readonly styles: readonly string[];
  /** The language of the page's texts (BCP 47). */
  readonly locale: string;
  readonly title: string;
}

/** Returns an empty page. Its policy allows only its script and its styles. */
export function pageHtml({ cspSource, nonce, script, styles, locale, title }: PageHtmlOptions): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${escaped(locale)}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)}</title>
    ${styles.map((style) => `<link rel="stylesheet" href="${escaped(style)}">`).join('\n    ')}
    <script nonce="${nonce}" src="${escaped(script)}" defer></script>
  </head>
  <body></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
