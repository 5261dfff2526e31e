import type { Locator, Page } from 'playwright-core';
import { until } from '../until';
import { clickOnce, succeeds } from './attempts';

/** Timeout of one attempt in milliseconds. Then the test checks whether the palette is still open. */
const ATTEMPT_TIMEOUT = 2000;

/** The quick input: input boxes and Quick Picks. */
export class QuickInputPage {
  readonly widget: Locator;
  readonly input: Locator;
  readonly items: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('input.input').first();
    this.items = this.widget.locator('.quick-input-list .monaco-list-row');
  }

  async title(): Promise<string> {
    return (await this.widget.locator('.quick-input-title').textContent()) ?? '';
  }

  async untilTitle(title: RegExp): Promise<void> {
    await this.widget.locator('.quick-input-title').getByText(title).waitFor();
  }

  /** Returns the text below the box: the prompt or the validation message. */
  async message(): Promise<string> {
    return (await this.widget.locator('.quick-input-message').textContent()) ?? '';
  }

  /** Waits for a step whose title ends with `(step/total)`. */
  async untilStep(step: number, total: number): Promise<void> {
    await this.widget.locator('.quick-input-title').getByText(`(${step}/${total})`).waitFor();
  }

  async untilMessage(text: string | RegExp): Promise<void> {
    await this.widget.locator('.quick-input-message').filter({ hasText: text }).waitFor();
  }

  item(text: string): Locator {
    return this.items.filter({ hasText: text }).first();
  }

  /** Returns the item that Enter accepts. */
  focused(): Locator {
    return this.items.and(this.page.locator('.focused'));
  }

  /** Returns a button in the title. */
  titleButton(name: string): Locator {
    return this.widget.locator(`.quick-input-titlebar .action-label[aria-label^="${name}"]`);
  }

  /** Replaces the text in the box, and presses Enter. */
  async answer(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  async pick(text: string): Promise<void> {
    await this.#moveMouseAway();
    await this.item(text).click();
  }

  async back(): Promise<void> {
    await this.titleButton('Back').click();
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.untilClosed();
  }

  async untilClosed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Returns the commands that the command palette shows for a text. */
  async commands(text: string): Promise<string[]> {
    await this.#search(text, this.items.filter({ hasText: text.trim() }).first(), () => Promise.resolve());
    const found = await this.items.locator('.label-name').allTextContents();
    await this.cancel();
    return found;
  }

  /** Runs a command from the command palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.widget.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`).first();
    await this.#search(title, row, () => clickOnce(this.page, row, ATTEMPT_TIMEOUT));
  }

  /** Chooses a color theme. A webview that gets the focus late closes the list of themes, so this retries. */
  async chooseTheme(theme: string): Promise<void> {
    const title = 'Select Color Theme';
    const list = this.widget
      .locator(`input.input[placeholder^="${title}"], input.input[aria-label^="${title}"]`)
      .first();
    const attempt = async (): Promise<void> => {
      await this.runCommand('Preferences: Color Theme');
      await list.fill(theme, { timeout: ATTEMPT_TIMEOUT });
      await this.item(theme).waitFor({ timeout: ATTEMPT_TIMEOUT });
      await list.press('Enter', { timeout: ATTEMPT_TIMEOUT });
    };
    await until(() => succeeds(attempt()), `the theme ${theme}`);
    await this.untilClosed();
  }

  /**
   * Opens the command palette, and calls `act` when it shows a row. Retries, because VS Code may focus a webview some
   * time after it shows the tab, which closes the palette, and because the commands of an extension appear late.
   */
  async #search(text: string, row: Locator, act: () => Promise<void>): Promise<void> {
    const attempt = async (): Promise<void> => {
      await this.#moveMouseAway();
      if (!(await this.widget.isVisible())) {
        await this.page.keyboard.press('F1');
      }
      await this.input.fill(`>${text}`, { timeout: ATTEMPT_TIMEOUT });
      await row.waitFor({ timeout: ATTEMPT_TIMEOUT });
      await act();
    };
    await until(() => succeeds(attempt()), `the command ${text}`);
  }

  /** Moves the mouse away, because a quick input under the mouse shows a tooltip that covers its rows. */
  async #moveMouseAway(): Promise<void> {
    await this.page.mouse.move(0, 0);
  }
}
