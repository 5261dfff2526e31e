import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The page with the state of exports, in the active tab. */
export class ExportsPage {
  readonly frame: FrameLocator;
  readonly title: Locator;
  readonly header: Locator;
  readonly notices: Locator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    this.title = this.frame.locator('h1');
    this.header = this.frame.locator('header');
    this.notices = this.frame.locator('.notice');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** Returns the row of a cluster or export bucket. */
  row(name: string): Locator {
    return this.frame.locator('tbody tr').filter({ has: this.frame.getByRole('rowheader', { name, exact: true }) });
  }

  /** Returns the findings in the row of a cluster. */
  findings(name: string): Promise<string[]> {
    return this.row(name).locator('.statement').allInnerTexts();
  }

  /** Returns the values of the tiles by label. */
  async tiles(): Promise<Record<string, string>> {
    const [labels, values] = await Promise.all([
      this.frame.locator('.tile span').allInnerTexts(),
      this.frame.locator('.tile strong').allInnerTexts(),
    ]);
    return Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']));
  }
}
