import type { Page } from 'playwright-core';
import type { Theme } from '../vscode/settings';
import { DetailsPage } from './detailsPage';
import { startProduct, type Product, type ProductOptions } from './product';
import { writePicture } from './readmePictures';
import { type Rig } from './rig';

const BROKEN = /6[0-9a-f]{23}\/backup\/exportBuckets\?/;

/** The window of the picture. */
export const TREE = {
  credential: ({ world }) => world.credentials.serviceAccount,
  viewport: { width: 1100, height: 680 },
} as const satisfies ProductOptions;

/** Takes pictures of projects with their export buckets, of the details of one, and of rows that report failures. */
export async function pictureTree(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, { ...TREE, theme });
  const { projects, page, simulator } = product;
  await showTree(product);
  if (theme === 'dark') {
    await writePicture(product, 'screenshot');
  }
  simulator.fault({
    path: BROKEN,
    times: 1,
    response: { status: 503, errorCode: 'SERVICE_UNAVAILABLE', retryAfter: 9 },
  });
  await projects.expand('catalog-search-dev');
  await projects.row('Atlas is unavailable (503)').waitFor();
  await projects.expand('empty-sandbox');
  await projects.row('No export buckets').waitFor();
  await projects.row('contoso-lake-gcp').hover();
  await page.locator('.monaco-hover', { hasText: 'Bucket ID' }).waitFor();
  await product.screenshot(theme);
  await product.stop();
}

/** Shows what the picture of the README shows: three projects with their export buckets, and the details of one. */
export async function showTree({ projects, page }: Product): Promise<void> {
  await projects.open();
  await widenSideBar(page);
  await projects.expand('data-platform-multi-cloud');
  await projects.expand('azure-backups-prod');
  await projects.expand('aws-backups-prod');
  await projects.select(projects.row('contoso-mongodb-private'));
  await new DetailsPage(page).untilLoaded('contoso-mongodb-private');
}

/** Drags the border of the side bar, so that the rows fit. */
export async function widenSideBar(page: Page): Promise<void> {
  const bar = await page.locator('.part.sidebar').boundingBox();
  const border = (bar?.x ?? 0) + (bar?.width ?? 0);
  await page.mouse.move(border, 400);
  await page.mouse.down();
  await page.mouse.move(border + 80, 400, { steps: 4 });
  await page.mouse.up();
}
