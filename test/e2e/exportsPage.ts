import type { Locator, Page } from 'playwright-core';
import { WebviewPage } from './webviewPage';

/** The page with the state of exports, in the active tab. */
export class ExportsPage extends WebviewPage {
  readonly notices: Locator;

  constructor(page: Page) {
    super(page);
    this.notices = this.frame.locator('.notice');
  }

  /** Returns the row of a cluster or export bucket. */
  row(name: string): Locator {
    return this.frame.locator('tbody tr').filter({ has: this.frame.getByRole('rowheader', { name, exact: true }) });
  }

  /** Returns the findings in the row of a cluster. */
  findings(name: string): Promise<string[]> {
    return this.row(name).locator('.statement').allInnerTexts();
  }
}
