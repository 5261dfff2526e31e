import type { Locator, Page } from 'playwright-core';
import { WebviewPage } from './webviewPage';

/** The overview page, in the active tab. */
export class OverviewPage extends WebviewPage {
  /** What the figures are based on, or how long the list is. */
  readonly basis: Locator;

  constructor(page: Page) {
    super(page);
    this.basis = this.frame.locator('header > p');
  }

  /** Returns the sentences that explain the marks of a chart. */
  async marks(title: string): Promise<string[]> {
    const marks = await this.section(title).locator('.open').all();
    return Promise.all(marks.map(async (mark) => (await mark.getAttribute('title')) ?? ''));
  }

  rows(): Locator {
    return this.frame.locator('tbody tr');
  }
}
