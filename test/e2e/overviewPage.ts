import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The overview page, in the active tab. */
export class OverviewPage {
  readonly frame: FrameLocator;
  readonly title: Locator;
  /** What the figures are based on, or how long the list is. */
  readonly basis: Locator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    this.title = this.frame.locator('h1');
    this.basis = this.frame.locator('header > p');
  }

  chart(title: string): Locator {
    return this.frame.getByRole('region', { name: title, exact: true });
  }

  /** Returns the sentences that explain the marks of a chart. */
  async marks(title: string): Promise<string[]> {
    const marks = await this.chart(title).locator('.open').all();
    return Promise.all(marks.map(async (mark) => (await mark.getAttribute('title')) ?? ''));
  }

  /** Labels and numbers of the tiles. */
  async tiles(): Promise<Record<string, string>> {
    const tiles = await this.frame.locator('.tile').all();
    const entries = tiles.map(async (tile) => [
      await tile.locator('span').innerText(),
      await tile.locator('strong').innerText(),
    ]);
    return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
  }

  rows(): Locator {
    return this.frame.locator('tbody tr');
  }
}
