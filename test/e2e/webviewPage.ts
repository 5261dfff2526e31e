import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The page of a webview in the active tab. */
export abstract class WebviewPage {
  readonly frame: FrameLocator;
  readonly title: Locator;
  readonly header: Locator;

  constructor(protected readonly page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    this.title = this.frame.locator('h1');
    this.header = this.frame.locator('header');
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** Returns a section with a heading. */
  section(title: string): Locator {
    return this.frame.getByRole('region', { name: title, exact: true });
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
