import { errors, type Locator, type Page } from 'playwright-core';
import { until } from '../until';

/** How long one attempt waits, in milliseconds, before it looks whether the palette is still open. */
const SHORT = 2000;

/** The quick input: boxes that ask for a text, and lists to pick from. */
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

  /** What stands below the box: the question, or what is wrong with the answer. */
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

  /** An icon in the title. */
  titleButton(name: string): Locator {
    return this.widget.locator(`.quick-input-titlebar .action-label[aria-label^="${name}"]`);
  }

  /** Types into the box in the place of what is there, and presses Enter. */
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

  /** What the command palette shows of the commands that match a text. It opens the palette and closes it. */
  async commands(text: string): Promise<string[]> {
    await this.#search(text, this.items.filter({ hasText: text.trim() }).first(), () => Promise.resolve());
    const found = await this.items.locator('.label-name').allTextContents();
    await this.cancel();
    return found;
  }

  /** Runs a command from the command palette. */
  async runCommand(title: string): Promise<void> {
    const row = this.widget.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`).first();
    await this.#search(title, row, () => row.click({ timeout: SHORT }));
  }

  /** Chooses a color theme. A webview that gets the focus late closes this list as it closes the palette. */
  async chooseTheme(theme: string): Promise<void> {
    const title = 'Select Color Theme';
    const list = this.widget
      .locator(`input.input[placeholder^="${title}"], input.input[aria-label^="${title}"]`)
      .first();
    const attempt = async (): Promise<void> => {
      await this.runCommand('Preferences: Color Theme');
      await list.fill(theme, { timeout: SHORT });
      await this.item(theme).waitFor({ timeout: SHORT });
      await list.press('Enter', { timeout: SHORT });
    };
    await until(() => succeeds(attempt()), `the theme ${theme}`);
    await this.untilClosed();
  }

  /**
   * Opens the command palette, and does something when it shows a row. VS Code gives the focus to a webview some time
   * after it has shown its tab; then the palette closes and has to be opened again. It also knows the commands of an
   * extension only after a while.
   */
  async #search(text: string, row: Locator, act: () => Promise<void>): Promise<void> {
    const attempt = async (): Promise<void> => {
      await this.#moveMouseAway();
      if (!(await this.widget.isVisible())) {
        await this.page.keyboard.press('F1');
      }
      await this.input.fill(`>${text}`, { timeout: SHORT });
      await row.waitFor({ timeout: SHORT });
      await act();
    };
    await until(() => succeeds(attempt()), `the command ${text}`);
  }

  /** A quick input that opens under the mouse shows a tooltip, which covers its rows. */
  async #moveMouseAway(): Promise<void> {
    await this.page.mouse.move(0, 0);
  }
}

/** Whether an attempt succeeds before its time is over. */
function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    (error: unknown) => {
      if (error instanceof errors.TimeoutError) {
        return false;
      }
      throw error;
    },
  );
}
