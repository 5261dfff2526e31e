import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { DetailsPage } from '../detailsPage';
import { ExportsPage } from '../exportsPage';
import { OverviewPage } from '../overviewPage';
import { useProduct } from '../product';
import { installPseudoLanguage, PSEUDO, pseudoTexts } from '../pseudoLanguage';
import { cut, dataOf, untranslated } from '../visibleTexts';

const { bundle, manifest } = pseudoTexts();
const text = (key: string): string => bundle[key] ?? assert.fail(key);
const title = (key: string): string => manifest[key] ?? assert.fail(key);

const MIXED = 'data-platform-multi-cloud';
const WIDGET = '.quick-input-widget';
/** The widest pages on which nothing may be cut: beside a side bar. */
const NARROW = { width: 900, height: 900 };

describe('a language in which each text is longer and has other letters', () => {
  let remove: (() => Promise<void>) | undefined;
  before(async function () {
    remove = await installPseudoLanguage(this.rig);
  });
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    language: { id: PSEUDO, viewTitle: title('container.title') },
    viewport: NARROW,
  });
  after(async () => {
    await remove?.();
  });

  const data = (): string[] => dataOf(product().simulator.world);
  const html = (): Locator => product().page.locator('html');

  /** Asserts that all texts of a part of the window are translated. */
  async function assertTranslated(selector: string): Promise<void> {
    assert.deepEqual(await untranslated(html(), selector, data()), []);
  }

  /** Asserts that all texts of a page are translated, and that nothing is cut. */
  async function assertPage(frame: FrameLocator): Promise<void> {
    const page = frame.locator('html');
    assert.equal(await page.getAttribute('lang'), PSEUDO);
    assert.deepEqual(await untranslated(page, 'body', data()), []);
    assert.deepEqual(await cut(page, 'body'), []);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate<number, undefined>(overflow), 0);
  }

  it('is that of the rows, of their problems, and of the title of the view', async () => {
    const { projects, simulator } = product();
    await projects.open();
    await projects.row('checkout-prod').waitFor();
    await projects.expand(MIXED);
    await projects.row('contoso-lake-gcp').waitFor();
    const response = { status: 503, errorCode: 'SERVICE_UNAVAILABLE', detail: 'DETAIL_OF_ATLAS', retryAfter: 9 };
    simulator.fault({ path: /6[0-9a-f]{23}\/backup\/exportBuckets\?/, times: 1, response });
    await projects.expand('catalog-search-dev');
    await projects.row(text('Atlas is unavailable ({0})').replace('{0}', '503')).waitFor();
    await projects.expand('empty-sandbox');
    await projects.row(text('No export buckets')).waitFor();
    await product().screenshot('pseudo-tree');
    await assertTranslated('.part.sidebar .monaco-list-row, .part.sidebar .title-label');
  });

  it('is that of Find', async () => {
    const { projects, quickInput } = product();
    await projects.titleAction(title('command.find'));
    await quickInput.item(text('Search all projects')).waitFor();
    await product().screenshot('pseudo-find');
    await assertTranslated(`${WIDGET} .quick-input-title, ${WIDGET} .monaco-list-row, ${WIDGET} .monaco-inputbox`);
    await quickInput.cancel();
  });

  it('is that of the menu Copy As, and of what it opens', async () => {
    const { projects, quickInput, page } = product();
    const row = projects.row('contoso-lake-exports');
    await projects.select(row);
    const entries = await projects.contextSubmenuEntries(row, title('submenu.copyAs'));
    assert.ok(entries.length > 5);
    assert.deepEqual(
      entries.filter((entry) => !Object.values(manifest).includes(entry)),
      [],
    );
    await projects.contextSubmenu(row, title('submenu.copyAs'), title('command.copyAsGrants'));
    await page.getByPlaceholder(text('Select a format')).waitFor();
    // Below each name is the code that it copies.
    await assertTranslated(
      `${WIDGET} .quick-input-title, ${WIDGET} .quick-input-list-row:first-child .label-name, ${WIDGET} .monaco-inputbox`,
    );
    await quickInput.cancel();
  });

  it('is that of the details', async () => {
    const { page } = product();
    const details = new DetailsPage(page);
    await details.untilLoaded('contoso-lake-exports');
    await details.button(text('Find Clusters')).click();
    await details.untilLoaded('contoso-lake-exports');
    await product().screenshot('pseudo-details');
    await assertPage(details.frame);
  });

  it('is that of the overview, and of the list behind a figure', async () => {
    const { projects, page } = product();
    const overview = new OverviewPage(page);
    await projects.titleAction(title('command.showOverview'));
    await overview.title.getByText(text('Export Buckets at a Glance')).waitFor();
    await overview.section(text('By provider')).getByText('Google Cloud').waitFor();
    await product().screenshot('pseudo-overview');
    await assertPage(overview.frame);
    await overview.section(text('By provider')).getByRole('button').first().click();
    await overview.rows().first().waitFor();
    await assertPage(overview.frame);
  });

  it('is that of export health', async () => {
    const { projects, page } = product();
    const exports = new ExportsPage(page);
    await projects.scrollTo(projects.row('orders-prod'));
    await projects.contextMenu(projects.row('orders-prod'), title('command.checkExports'));
    await exports.button(text('Check Exports')).click();
    await exports.button(text('Check Again')).waitFor();
    await product().screenshot('pseudo-exports');
    await assertPage(exports.frame);
  });
});
