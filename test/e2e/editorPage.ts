import type { Locator, Page } from 'playwright-core';
import * as v from 'valibot';
import type { QuickInputPage } from '../vscode/pages/quickInput';
import { chooseFromMenu } from '../vscode/pages/view';
import { until } from '../vscode/until';

const Place = v.object({ x: v.number(), y: v.number() });

/** Timeout of one attempt to open a file, in milliseconds. A view that is revealed late may replace the explorer. */
const ATTEMPT_TIMEOUT = 5000;

/** Timeout of one attempt to show a hover or a link, in milliseconds. */
const HOVER_TIMEOUT = 3000;

/** Runs in the page. Returns the center of the first occurrence of a text in the lines of the editor. */
const centerOf = (text: string): string => `(() => {
  const text = ${JSON.stringify(text)};
  for (const line of document.querySelectorAll('.editor-instance .view-line')) {
    const nodes = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const at = node.textContent.indexOf(text);
      if (at !== -1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + text.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
  }
  return undefined;
})()`;

/** The active text editor. */
export class EditorPage {
  readonly hover: Locator;

  constructor(
    private readonly page: Page,
    private readonly quickInput: QuickInputPage,
  ) {
    this.hover = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
  }

  /** Opens a file from the explorer, and waits for a text in it. A double click opens it in a tab of its own. */
  async open(name: string, text: string): Promise<void> {
    const explorer = this.page.locator('.explorer-folders-view');
    const icon = this.page.locator('.activitybar .action-label[aria-label^="Explorer"]');
    await icon.waitFor();
    const row = explorer.locator('.monaco-list-row').getByText(name, { exact: true });
    await until(async () => {
      if (!(await explorer.isVisible())) {
        await icon.click();
      }
      return row.dblclick({ timeout: ATTEMPT_TIMEOUT }).then(
        () => true,
        () => false,
      );
    }, `${name} in the explorer`);
    await this.tab(name).waitFor();
    await this.line(text).waitFor();
  }

  /** Returns the active tab if its label contains a text. */
  tab(label: string): Locator {
    return this.page.locator('.tab.active', { hasText: label });
  }

  /** Returns the line that contains all these texts. A name beside an ID is a part of the line. */
  line(...texts: readonly string[]): Locator {
    return texts
      .reduce((lines, text) => lines.filter({ hasText: text }), this.page.locator('.editor-instance .view-line'))
      .first();
  }

  /** Moves the mouse to a text until a hover appears. VS Code ignores the mouse while it renders the editor. */
  async hoverOver(text: string, hover: string): Promise<void> {
    await until(async () => {
      const { x, y } = await this.placeOf(text);
      // An earlier hover may cover the text.
      await this.page.mouse.move(1, 1);
      await this.hover.waitFor({ state: 'hidden' });
      await this.page.mouse.move(x, y, { steps: 3 });
      return this.hover
        .filter({ hasText: hover })
        .waitFor({ timeout: HOVER_TIMEOUT })
        .then(
          () => true,
          () => false,
        );
    }, `the hover ${hover}`);
  }

  /** Clicks a text while Ctrl, or the command key, is pressed, once VS Code shows it as a link. */
  async followLink(text: string): Promise<void> {
    const link = this.page.locator('.goto-definition-link');
    const { x, y } = await this.placeOf(text);
    await this.page.keyboard.down('ControlOrMeta');
    await until(async () => {
      await this.page.mouse.move(x, y - 200);
      await this.page.mouse.move(x, y, { steps: 3 });
      return link.waitFor({ timeout: HOVER_TIMEOUT }).then(
        () => true,
        () => false,
      );
    }, `the link of ${text}`);
    await this.page.mouse.click(x, y);
    await this.page.keyboard.up('ControlOrMeta');
  }

  /** Clicks an entry of the context menu of a text. An extension may add the entry some time after a file is opened. */
  async contextMenu(text: string, entry: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    const item = menu.locator('.action-item', { hasText: entry });
    await until(async () => {
      const { x, y } = await this.placeOf(text);
      await this.page.mouse.click(x, y, { button: 'right' });
      await menu.first().waitFor();
      if (await item.isVisible()) {
        return true;
      }
      await this.page.keyboard.press('Escape');
      await menu.first().waitFor({ state: 'hidden' });
      return false;
    }, `${entry} in the menu of the editor`);
    await chooseFromMenu(this.page, entry);
  }

  /** Clicks a text. After a context menu, VS Code shows no hover before it. */
  async click(text: string): Promise<void> {
    const { x, y } = await this.placeOf(text);
    await this.page.mouse.click(x, y);
  }

  /** Puts the cursor at a position, which starts with 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.quickInput.runCommand('Go to Line/Column...');
    await this.quickInput.answer(`:${line}:${column}`);
    await this.quickInput.untilClosed();
  }

  /** Returns the center of a text on the screen. */
  async placeOf(text: string): Promise<v.InferOutput<typeof Place>> {
    await this.line(text).waitFor();
    return v.parse(Place, await this.page.evaluate(centerOf(text)));
  }
}
