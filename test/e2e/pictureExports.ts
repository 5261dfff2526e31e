import type { Theme } from '../vscode/settings';
import { ExportsPage } from './exportsPage';
import { startProduct } from './product';
import { writePicture } from './readmePictures';
import { type Rig } from './rig';

/** Takes pictures of Export Health for a project, of the answer to a question, and of both on a narrow page. */
export async function pictureExports(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, {
    theme,
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 1100, height: 900 },
  });
  const { projects, page, quickInput } = product;
  const exports = new ExportsPage(page);
  await projects.open();
  await projects.row('checkout-prod').waitFor();
  await projects.scrollTo(projects.row('orders-prod'));
  await projects.contextMenu(projects.row('orders-prod'), 'Check Exports…');
  await exports.button('Check Exports').click();
  await exports.button('Check Again').waitFor();
  await exports.row('orders-archive').waitFor();
  await product.screenshot(`${theme}-exports`);
  if (theme === 'dark') {
    await writePicture(product, 'exports');
  }
  await exports.button('Can I Delete This Bucket?').click();
  await exports.row('contoso-orders-prod-compliance').waitFor();
  await product.screenshot(`${theme}-exports-buckets`);
  await page.locator('.tab.active').click();
  await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ width: 368, height: 900 });
  await product.screenshot(`${theme}-exports-narrow`);
  await product.stop();
}
