import type { Locator, Page } from 'playwright-core';
import { WebviewPage } from './webviewPage';

/** The details page of an export bucket, in the active tab. */
export class DetailsPage extends WebviewPage {
  /** The element that screen readers announce. */
  readonly status: Locator;
  /** The picker of code snippets. */
  readonly snippets: Locator;

  constructor(page: Page) {
    super(page);
    this.status = this.frame.locator('[role="status"]');
    this.snippets = this.section('Code snippets').getByLabel('Format');
  }

  /** Waits until the page shows this export bucket and has loaded everything. */
  async untilLoaded(name: string): Promise<void> {
    await this.frame.locator('h1', { hasText: name }).waitFor();
    await this.frame.locator('main:not(:has([aria-busy="true"]))').waitFor();
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

  tab(title: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title });
  }
}
