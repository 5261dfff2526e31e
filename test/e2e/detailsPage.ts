import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The details page of an export bucket, in the active tab. */
export class DetailsPage {
  readonly frame: FrameLocator;
  readonly title: Locator;
  /** The element that screen readers announce. */
  readonly status: Locator;
  /** Name, ID and project, and whether exports work. */
  readonly header: Locator;
  /** The picker of code snippets. */
  readonly snippets: Locator;

  constructor(private readonly page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    this.title = this.frame.locator('h1');
    this.status = this.frame.locator('[role="status"]');
    this.header = this.frame.locator('header');
    this.snippets = this.section('Code snippets').getByLabel('Format');
  }

  /** Waits until the page shows this export bucket and has loaded everything. */
  async untilLoaded(name: string): Promise<void> {
    await this.frame.locator('h1', { hasText: name }).waitFor();
    await this.frame.locator('main:not(:has([aria-busy="true"]))').waitFor();
  }

  section(title: string): Locator {
    return this.frame.getByRole('region', { name: title, exact: true });
  }

  /** Returns the names and values of a section. */
  async properties(title: string): Promise<Record<string, string>> {
    const list = this.section(title).locator('dl > div');
    const names = await list.locator('dt').allInnerTexts();
    const values = await list.locator('.value').allInnerTexts();
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  }

  /** Returns the facts in the line below the name. */
  facts(): Promise<string[]> {
    return this.header.getByRole('list', { name: 'Status' }).getByRole('listitem').allInnerTexts();
  }

  /** Shows a code snippet. */
  async choose(title: string): Promise<void> {
    await this.snippets.selectOption({ label: title });
  }

  /** Opens the context menu of the page, and returns its items. */
  async contextMenu(): Promise<string[]> {
    await this.title.click({ button: 'right' });
    const items = this.page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
    await items.first().waitFor();
    return items.allInnerTexts();
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  tab(title: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title });
  }
}
