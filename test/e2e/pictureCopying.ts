import type { Locator, Page } from 'playwright-core';
import type { Theme } from '../vscode/settings';
import { until } from '../vscode/until';
import { animate, type Frame } from './apng';
import { startProduct } from './product';
import { writePicture } from './readmePictures';
import { type Rig } from './rig';

/** A file that needs the ID of an export bucket. It ends where the ID belongs. */
const FILE = `resource "mongodbatlas_cloud_backup_snapshot_export_job" "orders" {
  project_id       = var.project_id
  cluster_name     = "orders"
  snapshot_id      = var.snapshot_id
  export_bucket_id = "`;

/** Runs in the page. Draws a mouse pointer, because screenshots have none. */
const DRAW_POINTER = `(() => {
  const create = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const pointer = create('svg', { width: 20, height: 24, viewBox: '0 0 20 24' });
  pointer.append(create('path', { d: 'M2 1v18l4.6-4.2 3 7 3-1.300-3-6.800H16z', fill: '#fff', stroke: '#000' }));
  pointer.style.cssText = 'position:fixed;left:0;top:0;z-index:100000;pointer-events:none';
  document.body.append(pointer);
  document.addEventListener('mousemove', ({ clientX, clientY }) => {
    pointer.style.transform = 'translate(' + (clientX - 2) + 'px,' + (clientY - 1) + 'px)';
  }, true);
})()`;

/** Takes the animated picture of the README: finding an export bucket of a project, and copying its ID into a file. */
export async function pictureCopying(rig: Rig, theme: Theme): Promise<void> {
  if (theme !== 'dark') {
    return;
  }
  const product = await startProduct(rig, {
    theme,
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 960, height: 540 },
    settings: {
      'editor.cursorBlinking': 'solid',
      'editor.minimap.enabled': false,
      // VS Code must not format or complete what is typed.
      'editor.autoIndent': 'none',
      'editor.autoClosingBrackets': 'never',
    },
  });
  const { projects, page, quickInput } = product;
  const frames: Frame[] = [];
  const show = async (duration: number): Promise<void> => {
    frames.push({ png: await settled(page), duration });
  };
  await projects.open();
  await projects.row('checkout-prod').waitFor();
  await quickInput.runCommand('File: New Untitled Text File');
  await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
  await page.keyboard.insertText(FILE);
  await page.locator('.view-lines', { hasText: 'export_bucket_id' }).waitFor();
  await page.evaluate(DRAW_POINTER);
  await page.mouse.move(480, 400);
  await show(1500);

  await projects.titleAction('Find Export Bucket…');
  await quickInput.item('Search all projects').waitFor();
  await show(700);
  for (const typed of ['ord', 'orders', 'orders-prod']) {
    await quickInput.input.fill(typed);
    await quickInput.item('orders-prod').waitFor();
    await show(300);
  }
  await show(900);
  await page.keyboard.press('Enter');
  const bucket = quickInput.item('contoso-orders-prod-snapshots');
  await bucket.waitFor();
  await show(900);
  await bucket.hover();
  const copy = bucket.locator('.action-label[aria-label^="Copy Bucket ID"]');
  await copy.hover();
  await show(900);
  await copy.click();
  await page.locator('.statusbar-item', { hasText: 'Copied bucket ID' }).waitFor();
  await show(1200);
  await quickInput.cancel();
  await clickEnd(page.locator('.view-line', { hasText: 'export_bucket_id' }), page);
  await show(600);
  await page.keyboard.press('ControlOrMeta+v');
  await page.keyboard.insertText('"\n}');
  await page.locator('.view-lines', { hasText: /export_bucket_id.*=.*"[0-9a-f]{24}"/ }).waitFor();
  await show(3500);
  await writePicture(product, 'copying', animate(frames));
  await product.stop();
}

/** Takes a screenshot when the window has stopped changing. */
async function settled(page: Page): Promise<Buffer> {
  let png = await page.screenshot({ caret: 'initial' });
  await until(async () => {
    const before = png;
    png = await page.screenshot({ caret: 'initial' });
    return png.equals(before);
  }, 'the window to stop changing');
  return png;
}

/** Puts the cursor at the end of a line. */
async function clickEnd(line: Locator, page: Page): Promise<void> {
  await line.click();
  await page.keyboard.press('End');
}
