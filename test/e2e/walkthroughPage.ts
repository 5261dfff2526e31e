import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The walkthrough *Get Started*, in the tab that is in front. */
export class WalkthroughPage {
  /** The page that shows the picture of the selected step. */
  readonly frame: FrameLocator;
  readonly #container: Locator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    this.#container = page.locator('.gettingStartedContainer');
  }

  /** Selects a step unless it is selected. */
  async select(title: string): Promise<void> {
    const step = this.#container.locator('.getting-started-step').filter({ hasText: title });
    await step.waitFor();
    if ((await step.getAttribute('aria-expanded')) !== 'true') {
      await step.locator('.step-title').click();
    }
    await this.#container.locator('.getting-started-step.expanded').filter({ hasText: title }).waitFor();
  }

  /** Returns the picture with this text for screen readers. */
  picture(text: string): Locator {
    return this.frame.getByRole('img', { name: text, exact: true });
  }

  /** Returns a button of the selected step. */
  button(title: string): Locator {
    return this.#container.locator('.getting-started-step.expanded .monaco-button', { hasText: title });
  }
}
