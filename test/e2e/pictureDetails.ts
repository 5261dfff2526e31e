import type { Theme } from '../vscode/settings';
import { DetailsPage } from './detailsPage';
import { startProduct } from './product';
import { type Rig } from './rig';

/** Takes pictures of the details page: with a working role, with a broken one, and on a narrow page. */
export async function pictureDetails(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, {
    theme,
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 1100, height: 1750 },
  });
  const { projects, page, quickInput, simulator } = product;
  const { serviceAccount } = simulator.world.credentials;
  const details = new DetailsPage(page);
  await projects.open();
  simulator.world.setRole(serviceAccount.id, simulator.world.examples.mixed, 'GROUP_BACKUP_MANAGER');
  await projects.expand('data-platform-multi-cloud');
  await projects.contextMenu(projects.row('contoso-lake-exports'), 'Open Details');
  await details.untilLoaded('contoso-lake-exports');
  await details.button('Find Clusters').click();
  await details.section('Used by').getByRole('table', { name: 'Export jobs' }).waitFor();
  await details.choose('curl with Bearer Token');
  await product.screenshot(`${theme}-details`);

  await projects.expand('legacy-handover');
  simulator.fault({ path: /backup\/exportBuckets\/[a-f0-9]{24}/, response: { status: 503 } });
  simulator.fault({ path: /clusters\/[^/]+\/backup/, response: { hang: 'beforeHeaders' } });
  await projects.contextMenu(projects.row('contoso-legacy-pending'), 'Open Details');
  await details.section('Identity').getByText('Atlas is unavailable (503)').waitFor();
  await details.button('Find Clusters').click();
  await details
    .section('Used by')
    .getByText(/\d of \d+ requests/)
    .waitFor();
  await details.choose('Go SDK');
  await product.screenshot(`${theme}-details-broken`);

  await projects.contextMenu(projects.row('contoso-lake-azure'), 'Open Details');
  await details.section('Role').getByText('Service principal ID').waitFor();
  await details.choose('Terraform: Import and Resource');
  await quickInput.runCommand('View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ width: 368, height: 1750 });
  await details.frame.locator('main').waitFor();
  await product.screenshot(`${theme}-details-narrow`);
  await product.stop();
}
