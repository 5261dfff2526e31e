import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { savesByteOrderMark } from '../../../vscode/pages/differences';
import { until } from '../../../vscode/until';
import type { Product } from '../../product';
import { loaded, nameFile, records } from '../../savedFiles';

const JsonLine = v.looseObject({ bucketId: v.string() });
const ARCHIVE = 'test-bucket-archive';

const untilNoToast = ({ page }: Product): Promise<void> =>
  until(async () => (await page.locator('.notification-toast').count()) === 0, 'the notifications to go');

async function saved(product: Product, name: string): Promise<string> {
  const file = path.join(product.server.folder, name);
  await product.quickInput.runCommand('File: Save As...');
  await nameFile(product, file);
  await product.page.locator('.tab.active:not(.dirty)', { hasText: name }).waitFor();
  return readFile(file, 'utf8');
}

export function testSaveList(product: () => Product): void {
  describe('saving the list of a project', () => {
    it('loads 2,508 export buckets with 6 requests, and writes all of them to an editor', async () => {
      const { projects, quickInput, page, simulator, version } = product();
      await projects.open();
      await projects.row('checkout-prod').waitFor();
      await projects.scrollTo(projects.row(ARCHIVE));
      simulator.clearRequests();
      await projects.contextMenu(projects.row(ARCHIVE), 'Save Bucket List As…');
      await quickInput.pick('CSV');
      await page.locator('.tab.active.dirty', { hasText: /export-buckets-[\d-]+\./ }).waitFor();
      await untilNoToast(product());
      const buckets = simulator.world.projects.find(({ name }) => name === ARCHIVE)?.exportBuckets ?? [];
      const text = await saved(product(), 'archive.csv');
      assert.equal(text.startsWith('\uFEFF'), savesByteOrderMark(version));
      assert.ok(!/[^\r]\n/.test(text));
      const [headings = [], ...rows] = records(text);
      const id = headings.indexOf('Bucket ID');
      assert.deepEqual(
        rows.map((row) => row[id]),
        buckets.map(({ _id }) => _id),
      );
      const organization = headings.indexOf('Organization');
      assert.ok(rows.every((row) => row[organization] === 'Contoso Retail' && row.length === headings.length));
      const pages = loaded(product()).filter((target) => target.includes('exportBuckets'));
      assert.equal(pages.length, 6);
      assert.deepEqual(loaded(product()).filter((target) => !target.includes('exportBuckets')).length, 1);
    });

    it('sends no request for loaded buckets', async () => {
      const { projects, quickInput, page, simulator, closeEditors } = product();
      await closeEditors();
      simulator.clearRequests();
      await projects.contextMenu(projects.row(ARCHIVE), 'Save Bucket List As…');
      await quickInput.pick('JSON Lines');
      await page.locator('.tab.active.dirty', { hasText: /export-buckets-[\d-]+\./ }).waitFor();
      await untilNoToast(product());
      const text = await saved(product(), 'archive.jsonl');
      const ids = text
        .trimEnd()
        .split('\n')
        .map((line) => v.parse(JsonLine, JSON.parse(line)).bucketId);
      const buckets = simulator.world.projects.find(({ name }) => name === ARCHIVE)?.exportBuckets ?? [];
      assert.deepEqual(
        ids,
        buckets.map(({ _id }) => _id),
      );
      assert.deepEqual(simulator.requests, []);
      await closeEditors();
    });
  });
}
