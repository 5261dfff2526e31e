import type { Locator, Page } from 'playwright-core';
import { until } from '../until';
import { clickOnce, succeeds } from './attempts';

/** Timeout of one attempt to open or click something, in milliseconds. */
const ATTEMPT_TIMEOUT = 3000;

/** The visible and the accessible text of a row. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly spoken: string;
  readonly level: number;
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** A tree view in the side bar. Only rows that fit on the screen exist. */
export class TreeViewPage {
  readonly rows: Locator;

  constructor(
    private readonly page: Page,
    /** Title of its container in the activity bar. */
    private readonly container: string,
  ) {
    this.rows = page.locator('.part.sidebar .pane-body .monaco-list-rows .monaco-list-row');
  }

  /** Opens the view from the activity bar unless it is open. A second click would close the side bar. */
  async open(): Promise<void> {
    const title = this.page.locator('.part.sidebar .title-label', { hasText: this.container });
    const icon = this.page.locator(`.activitybar .action-label[aria-label^="${this.container}"]`);
    await icon.waitFor();
    await until(async () => {
      if (!(await title.isVisible())) {
        await icon.click();
      }
      return succeeds(title.waitFor({ timeout: ATTEMPT_TIMEOUT }));
    }, 'the view to open');
  }

  /** Returns the first row with the label `label`. */
  row(label: string): Locator {
    return this.rowsNamed(label).first();
  }

  /** Returns the rows on the screen with the label `label`. */
  rowsNamed(label: string): Locator {
    return this.rows.filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) });
  }

  /** Drags the border of the side bar until the side bar has a width in pixels. */
  async setWidth(width: number): Promise<void> {
    const bar = this.page.locator('.part.sidebar');
    const { x, width: before } = (await bar.boundingBox()) ?? { x: 0, width: 0 };
    await this.page.mouse.move(x + before, 300);
    await this.page.mouse.down();
    await this.page.mouse.move(x + width, 300, { steps: 8 });
    await this.page.mouse.up();
    await until(async () => (await bar.boundingBox())?.width === width, `the side bar to be ${width} pixels wide`);
  }

  /** Returns the first row whose label or description contains `text`. */
  rowWith(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text }).first();
  }

  async read(row: Locator): Promise<Row> {
    const attribute = (name: string): Promise<string | null> => row.getAttribute(name);
    const expanded = await attribute('aria-expanded');
    const classes = await attribute('class');
    const description = row.locator('.label-description');
    return {
      label: (await row.locator('.label-name').first().textContent()) ?? '',
      description: (await description.count()) === 0 ? '' : ((await description.first().textContent()) ?? ''),
      spoken: (await attribute('aria-label')) ?? '',
      level: Number(await attribute('aria-level')),
      expanded: expanded === null ? undefined : expanded === 'true',
      selected: hasClass(classes, 'selected'),
      focused: hasClass(classes, 'focused'),
    };
  }

  /** Reads the rows on the screen from top to bottom. */
  async readAll(): Promise<Row[]> {
    const rows = await Promise.all((await this.rows.all()).map((row) => this.read(row)));
    return rows;
  }

  /** Returns the row with the keyboard focus. */
  focused(): Locator {
    return this.rows.and(this.page.locator('.focused'));
  }

  selected(): Locator {
    return this.rows.and(this.page.locator('.selected'));
  }

  /** Returns the message above the rows if it contains `text`. */
  message(text: string | RegExp): Locator {
    return this.page.locator('.part.sidebar .tree-explorer-viewlet-tree-view .message').filter({ hasText: text });
  }

  /** Scrolls with the mouse until a row is on the screen. */
  async scrollTo(row: Locator): Promise<void> {
    await this.rows.first().waitFor();
    const list = await this.page.locator('.part.sidebar .pane-body .monaco-list').first().boundingBox();
    await this.page.mouse.move((list?.x ?? 0) + 10, (list?.y ?? 0) + (list?.height ?? 0) / 2);
    const top = this.rows.and(this.page.locator('[data-index="0"]'));
    await until(async () => {
      await this.page.mouse.wheel(0, -20_000);
      return top.isVisible();
    }, 'the top of the list');
    await until(async () => {
      if (await row.isVisible()) {
        return true;
      }
      await this.page.mouse.wheel(0, 600);
      return row.isVisible();
    }, 'a row');
    await row.scrollIntoViewIfNeeded();
  }

  /** Clicks a row until it is selected. VS Code ignores a click while it renders the rows again. */
  async select(row: Locator): Promise<void> {
    await until(async () => {
      await row.click();
      return hasClass(await row.getAttribute('class'), 'selected');
    }, 'the row to be selected');
  }

  async expand(label: string): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await this.select(row);
    }
    await this.page
      .locator('.part.sidebar .monaco-list-row[aria-expanded="true"]')
      .filter({ hasText: label })
      .first()
      .waitFor();
  }

  /**
   * Expands a project, and waits until its row has the number of its export buckets. To show it, VS Code reads the rows
   * below again, and doesn't know the row of a menu that is used meanwhile.
   */
  async expandProject(name: string): Promise<void> {
    await this.expand(name);
    const counted = this.row(name).locator('.label-description', { hasText: /bucket/ });
    await counted.waitFor();
  }

  async collapse(label: string): Promise<void> {
    await this.select(this.row(label));
    await this.page
      .locator('.part.sidebar .monaco-list-row[aria-expanded="false"]')
      .filter({ hasText: label })
      .first()
      .waitFor();
  }

  /** Clicks an entry of a row's context menu. */
  async contextMenu(row: Locator, entry: string): Promise<void> {
    await this.#openMenu(row);
    await chooseFromMenu(this.page, entry);
  }

  /** Returns the entries of a row's context menu. */
  async contextEntries(row: Locator): Promise<string[]> {
    await this.#openMenu(row);
    return this.#entriesOf(this.page.locator('.monaco-menu'));
  }

  /** Returns the entries of a submenu of a row's context menu. */
  async contextSubmenuEntries(row: Locator, menu: string): Promise<string[]> {
    await this.#openMenu(row);
    await menuItem(this.page, menu).hover();
    return this.#entriesOf(this.page.locator('.monaco-submenu'));
  }

  /** Right-clicks a row until its menu opens. VS Code ignores a click while it renders the rows again. */
  async #openMenu(row: Locator): Promise<void> {
    const menu = this.page.locator('.monaco-menu .action-item').first();
    await until(async () => {
      // An open menu covers the row.
      await row.click({ button: 'right', timeout: ATTEMPT_TIMEOUT }).catch(() => undefined);
      return succeeds(menu.waitFor({ timeout: ATTEMPT_TIMEOUT }));
    }, 'the menu of the row');
  }

  async #entriesOf(menu: Locator): Promise<string[]> {
    const entries = menu.locator('.action-item .action-label');
    await entries.first().waitFor();
    const texts = (await entries.allTextContents()).filter((text) => text !== '');
    await this.page.keyboard.press('Escape');
    // A submenu closes first.
    if (await this.page.locator('.monaco-menu').first().isVisible()) {
      await this.page.keyboard.press('Escape');
    }
    await this.page.locator('.monaco-menu').first().waitFor({ state: 'hidden' });
    return texts;
  }

  /** Clicks an entry in a submenu of a row's context menu. */
  async contextSubmenu(row: Locator, menu: string, entry: string): Promise<void> {
    await this.#openMenu(row);
    await menuItem(this.page, menu).hover();
    await chooseFromMenu(this.page, entry);
  }

  /**
   * Moves the mouse over a row and returns the tooltip that contains `text`. VS Code cancels a tooltip when it renders
   * the rows again, and shows it once the mouse moves to the row again.
   */
  async tooltip(row: Locator, text: string): Promise<Locator> {
    const tooltip = this.page.locator('.monaco-hover', { hasText: text });
    await until(async () => {
      await row.hover();
      const isShown = await succeeds(tooltip.waitFor({ timeout: ATTEMPT_TIMEOUT }));
      if (!isShown) {
        await this.page.mouse.move(0, 0);
      }
      return isShown;
    }, `the tooltip with ${text}`);
    return tooltip;
  }

  /** Clicks an icon that a row shows on hover. */
  async inlineAction(row: Locator, action: string): Promise<void> {
    const icon = row.locator(`.actions .action-label[aria-label^="${action}"]`);
    // The icon disappears when the row moves or is rendered again, as after a change of the row above it.
    await until(async () => {
      await row.hover();
      return (await icon.isVisible()) && succeeds(clickOnce(this.page, icon, ATTEMPT_TIMEOUT));
    }, `the icon ${action}`);
  }

  /** Clicks an icon in the view's title, or an entry of its “…” menu. */
  async titleAction(action: string): Promise<void> {
    const title = this.page.locator('.part.sidebar .composite.title, .part.sidebar .pane-header').first();
    await this.rows.or(title).first().hover();
    const icon = this.page.locator(
      `.part.sidebar .title-actions .action-label[aria-label^="${action}"], .part.sidebar .pane-header .actions .action-label[aria-label^="${action}"]`,
    );
    if ((await icon.count()) > 0) {
      await icon.first().click();
      return;
    }
    await this.page
      .locator(
        '.part.sidebar .title-actions .action-label[aria-label^="Views and More Actions"], .part.sidebar .action-label.codicon-toolbar-more',
      )
      .first()
      .click();
    await chooseFromMenu(this.page, action);
  }
}

/** @param classes the value of the attribute `class` */
function hasClass(classes: string | null, name: string): boolean {
  return classes?.split(' ').includes(name) === true;
}

/** Clicks an entry until the menu closes. VS Code's menus ignore clicks right after they open. */
export async function chooseFromMenu(page: Page, entry: string): Promise<void> {
  const item = menuItem(page, entry);
  await item.waitFor();
  await until(async () => {
    await item.click({ timeout: 1000 }).catch(() => undefined);
    return !(await item.isVisible());
  }, 'the menu to close');
}

function menuItem(page: Page, entry: string): Locator {
  return page
    .locator('.monaco-menu .action-item')
    .filter({ has: page.locator('.action-label').getByText(entry, { exact: true }) })
    .last();
}
