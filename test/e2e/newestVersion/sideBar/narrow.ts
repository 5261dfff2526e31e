import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { until } from '../../../vscode/until';
import type { Product } from '../../product';

const ARCHIVE = 'test-bucket-archive';
const TWIN = 'orders-prod';
const WIDTH = 220;
const TITLE = '.part.sidebar .title-label h2';

export function testNarrow(product: () => Product): void {
  describe('a side bar of 220 pixels', () => {
    it('shows the whole name of the view beside its icons', async () => {
      const { page, projects } = product();
      await projects.open();
      await projects.row('checkout-prod').waitFor();
      await projects.setWidth(WIDTH);
      const title = page.locator(TITLE);
      assert.equal((await title.textContent())?.toLowerCase(), 'atlas buckets');
      const { right, isCovered } = await endOfText(TITLE, 'atlas buckets'.length);
      const label = await page.locator('.part.sidebar .title-label').boundingBox();
      assert.ok(label && right <= label.x + label.width, `${right} ${JSON.stringify(label)}`);
      assert.equal(isCovered, false);
      const icons = page.locator('.part.sidebar .title-actions .action-item:visible');
      // Find, Refresh, Collapse All and “…”.
      assert.equal(await icons.count(), 4);
    });

    it('distinguishes projects with the same name', async () => {
      const { projects, simulator } = product();
      const { world } = simulator;
      const namesake = world.projects.find(({ name }) => name === TWIN);
      assert.ok(namesake);
      world.addProject(namesake.organizationId, TWIN);
      await projects.titleAction('Refresh');
      await projects.scrollTo(projects.rowsNamed(TWIN).first());
      await until(async () => (await projects.rowsNamed(TWIN).count()) === 2, 'both projects');
      await projects.scrollTo(projects.rowsNamed(TWIN).last());
      const rows = await projects.rowsNamed(TWIN).all();
      assert.equal(rows.length, 2);
      await assertTellsApart(rows);
    });

    it('distinguishes projects with the same long name by the end of the ID before it', async () => {
      const { projects } = product();
      const rows = projects.rows.filter({ hasText: 'analytics-staging' });
      await projects.scrollTo(rows.last());
      const labels = await Promise.all((await rows.all()).map(async (row) => (await projects.read(row)).label));
      assert.equal(labels.length, 2);
      const ends = labels.map((label) => /^…[a-f0-9]{2,} (?=analytics-staging$)/.exec(label)?.[0]);
      assert.ok(ends.every((end) => end !== undefined));
      assert.equal(new Set(ends).size, 2);
    });

    it('distinguishes export buckets with the same name', async () => {
      const { page, projects } = product();
      await projects.scrollTo(projects.row(ARCHIVE));
      await projects.expand(ARCHIVE);
      await projects.scrollTo(projects.rowsNamed('test-bucket').nth(6));
      // The row under the mouse has an icon.
      await page.mouse.move(0, 0);
      const rows = (await projects.rowsNamed('test-bucket').all()).slice(0, 6);
      await assertTellsApart(rows);
    });

    it('distinguishes them beside the copy icon, at the default width', async () => {
      const { projects } = product();
      await projects.setWidth(300);
      const row = projects.rowsNamed('test-bucket').first();
      await until(async () => {
        await row.hover();
        return row.locator('.actions .action-label').first().isVisible();
      }, 'the copy icon');
      await assertTellsApart([row]);
    });

    /** Checks that the end of the ID, with which each description begins, is visible and differs. */
    async function assertTellsApart(rows: readonly Locator[]): Promise<void> {
      const ends = new Set<string>();
      for (const row of rows) {
        const { description } = await product().projects.read(row);
        const [end = ''] = /^…[a-f0-9]{2,}/.exec(description) ?? [];
        assert.notEqual(end, '', description);
        ends.add(end);
        const index = await row.getAttribute('data-index');
        const shown = `.part.sidebar .monaco-list-row[data-index="${index}"] .label-description`;
        const { right, isCovered, ellipsis } = await endOfText(shown, end.length);
        const label = await row.locator('.monaco-icon-label-container').first().boundingBox();
        const bar = await product().page.locator('.part.sidebar').boundingBox();
        // VS Code draws an ellipsis over the last characters of a row that is cut off.
        const limit = Math.min((label?.x ?? 0) + (label?.width ?? 0), (bar?.x ?? 0) + (bar?.width ?? 0)) - ellipsis;
        assert.ok(right <= limit, `${end} ends at ${right}, after ${limit}`);
        assert.equal(isCovered, false, `${end} is covered`);
      }
      assert.equal(ends.size, rows.length);
    }

    /**
     * Returns where the first characters of an element end, whether something else is drawn over them, and the width of the
     * first one, which is an ellipsis in a description.
     */
    function endOfText(
      selector: string,
      characters: number,
    ): Promise<{ readonly right: number; readonly isCovered: boolean; readonly ellipsis: number }> {
      return product().page.evaluate(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      const range = document.createRange();
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      range.setStart(text, 0);
      range.setEnd(text, 1);
      const ellipsis = range.getBoundingClientRect().width;
      range.setEnd(text, ${characters});
      const { right, top, bottom } = range.getBoundingClientRect();
      const drawn = document.elementFromPoint(right - 1, (top + bottom) / 2);
      return { right, ellipsis, isCovered: drawn === null || !(element.contains(drawn) || drawn.contains(element)) };
    })()`);
    }
  });
}
