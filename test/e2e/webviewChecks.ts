import { readFileSync } from 'node:fs';
import type { FrameLocator, Locator, Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** VS Code's names of its themes, and the class of the body of a webview in each of them. The last one is the default. */
export const THEMES = [
  ['Light Modern', 'vscode-light'],
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
  ['Dark Modern', 'vscode-dark'],
] as const;

/** Returns the findings of axe about a page: the rule, and the elements that break it. */
export async function axeFindings(frame: FrameLocator): Promise<string[]> {
  return findings(frame.locator('html'), 'document');
}

/**
 * What axe has to say against a part of the window.
 * @param disabled rules that aren't checked
 */
export async function axeFindingsIn(page: Page, selector: string, disabled: readonly string[]): Promise<string[]> {
  const rules = Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }]));
  return findings(page.locator('html'), `${JSON.stringify({ include: [selector] })}, ${JSON.stringify({ rules })}`);
}

/** @param parameters what axe checks and how, as JavaScript */
async function findings(html: Locator, parameters: string): Promise<string[]> {
  return html.evaluate<string[], undefined>(`(async () => {
    if (globalThis.axe === undefined) {
      ${AXE}
    }
    const { violations, incomplete } = await globalThis.axe.run(${parameters});
    return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary));
  })()`);
}

/** Records what the content security policy of each webview that opens after this rejects. */
export async function listenForRefusals(page: Page): Promise<void> {
  // VS Code writes the page into an existing document, which removes the document's listeners.
  await page.addInitScript(`
    globalThis.refusals = [];
    const open = Document.prototype.open;
    Document.prototype.open = function (...args) {
      const opened = open.apply(this, args);
      opened.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        globalThis.refusals.push(effectiveDirective + ' ' + blockedURI);
      });
      return opened;
    };
  `);
}

/** Returns what the policy of a webview has rejected so far: the directive, and the blocked URI. */
export async function refusals(frame: FrameLocator): Promise<string[]> {
  return frame.locator('html').evaluate<string[], undefined>('globalThis.refusals');
}
