import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { textsIn } from '../l10n/languages';
import type { Theme } from '../vscode/settings';
import { DetailsPage } from './detailsPage';
import { ExportsPage } from './exportsPage';
import { OverviewPage } from './overviewPage';
import { widenSideBar } from './pictureTree';
import { startProduct } from './product';
import { root, type Rig } from './rig';

/** The languages in the pictures: one with wide characters, and one with long words. */
const PICTURED = ['ja', 'pt-br'] as const;

/** Writes pictures of the view, the overview and export health in other languages to `docs/pictures`. */
export async function pictureLanguages(rig: Rig, theme: Theme): Promise<void> {
  if (theme !== 'dark') {
    return;
  }
  await mkdir(path.join(root, 'docs/pictures'), { recursive: true });
  for (const language of PICTURED) {
    await pictureLanguage(rig, language);
  }
}

async function pictureLanguage(rig: Rig, language: (typeof PICTURED)[number]): Promise<void> {
  const texts = textsIn(language);
  const title = (key: string): string => texts.manifest[key] ?? key;
  const text = (key: string): string => texts.bundle[key] ?? key;
  const product = await startProduct(rig, {
    theme: 'dark',
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 1000, height: 720 },
    language: { id: language, viewTitle: title('container.title') },
  });
  const { projects, page } = product;
  const picture = async (name: string): Promise<void> => {
    await page.screenshot({ path: path.join(root, 'docs/pictures', `${language}-${name}.png`) });
  };
  await projects.open();
  await widenSideBar(page);
  await projects.expand('data-platform-multi-cloud');
  await projects.expand('aws-backups-prod');
  await projects.select(projects.row('contoso-mongodb-private'));
  await new DetailsPage(page).untilLoaded('contoso-mongodb-private');
  await picture('details');
  const overview = new OverviewPage(page);
  await projects.titleAction(title('command.showOverview'));
  await overview.section(text('By provider')).getByText('Google Cloud').waitFor();
  await picture('overview');
  const exports = new ExportsPage(page);
  await projects.scrollTo(projects.row('orders-prod'));
  await projects.contextMenu(projects.row('orders-prod'), title('command.checkExports'));
  await exports.button(text('Check Exports')).click();
  await exports.button(text('Check Again')).waitFor();
  await picture('exports');
  await product.stop();
}
