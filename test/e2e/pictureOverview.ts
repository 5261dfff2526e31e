import type { Theme } from '../vscode/settings';
import { OverviewPage } from './overviewPage';
import { startProduct } from './product';
import { writePicture } from './readmePictures';
import { type Rig } from './rig';

/** Takes pictures of the overview, of the list behind a figure, and of both on a narrow page. */
export async function pictureOverview(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, {
    theme,
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 1100, height: 1080 },
  });
  const { projects, page, quickInput } = product;
  const overview = new OverviewPage(page);
  await projects.open();
  await projects.row('checkout-prod').waitFor();
  await projects.titleAction('Show Overview');
  await overview.button('Load Everything').click();
  await overview.basis.getByText('53 of 54 projects').waitFor();
  await overview.frame.locator('progress').waitFor({ state: 'detached' });
  await overview.section('By provider').getByText('Google Cloud').waitFor();
  await overview.button(/^Check Roles/).click();
  await overview.button(/^Check Roles/).waitFor({ state: 'detached' });
  await overview.frame.locator('progress').waitFor({ state: 'detached' });
  await product.screenshot(`${theme}-overview`);
  if (theme === 'dark') {
    await writePicture(product, 'overview');
  }
  await overview
    .section('By region')
    .getByRole('button', { name: /^eu-west-1/ })
    .click();
  await overview.title.getByText('AWS · eu-west-1').waitFor();
  await product.screenshot(`${theme}-overview-list`);
  await page.locator('.tab.active').click();
  await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ width: 368, height: 1080 });
  await overview.rows().first().waitFor();
  await product.screenshot(`${theme}-overview-list-narrow`);
  await overview.button('Back to the Overview').click();
  await overview.section('By provider').waitFor();
  await overview.title.scrollIntoViewIfNeeded();
  await product.screenshot(`${theme}-overview-narrow`);
  await product.stop();
}
