import assert from 'node:assert/strict';
import type { AtlasSimulator } from '../atlas/simulator';
import type { Theme } from '../vscode/settings';
import { EditorPage } from './editorPage';
import { startProduct } from './product';
import { writePicture } from './readmePictures';
import { type Rig } from './rig';

const PROJECT = 'aws-backups-prod';
const ABSENT = '9'.repeat(24);

/** Returns a file with the IDs of a project and one of its export buckets, and with one that the project doesn't have. */
function terraform({ world }: AtlasSimulator): string {
  const { id, exportBuckets } = world.projects.find(({ name }) => name === PROJECT) ?? assert.fail();
  const [bucket = assert.fail()] = exportBuckets;
  const schedule = (name: string, bucketId: string): string[] => [
    `resource "mongodbatlas_cloud_backup_schedule" "${name}" {`,
    `  project_id          = "${id}"`,
    `  cluster_name        = "${name}"`,
    '  auto_export_enabled = true',
    '  export {',
    `    export_bucket_id = "${bucketId}"`,
    '    frequency_type   = "monthly"',
    '  }',
    '}',
    '',
  ];
  return [...schedule('orders', bucket._id), ...schedule('invoices', ABSENT)].join('\n');
}

/** Takes pictures of a file with names beside its IDs: with a hover, a completion, and a finding. */
export async function pictureFiles(rig: Rig, theme: Theme): Promise<void> {
  const product = await startProduct(rig, {
    theme,
    credential: ({ world }) => world.credentials.serviceAccount,
    viewport: { width: 1100, height: 560 },
    settings: { 'editor.minimap.enabled': false },
    workspace: { settings: {}, files: (simulator) => ({ 'backup.tf': terraform(simulator) }) },
  });
  const { projects, page, quickInput } = product;
  const editor = new EditorPage(page, quickInput);
  await editor.open('backup.tf', 'export_bucket_id');
  await projects.open();
  await projects.expand(PROJECT);
  await editor.line('export_bucket_id', 'contoso-mongodb-exports').waitFor();
  await page.locator('.editor-instance .squiggly-warning').first().waitFor();
  const bucket = product.simulator.world.projects.find(({ name }) => name === PROJECT)?.exportBuckets[0];
  await editor.hoverOver(bucket?._id ?? assert.fail(), 'Bucket ID');
  await product.screenshot(`${theme}-files`);
  if (theme === 'dark') {
    await writePicture(product, 'files');
  }
  await editor.hoverOver(ABSENT, 'has no export bucket with this ID');
  await product.screenshot(`${theme}-files-finding`);
  await editor.goTo(6, 25);
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'contoso-mongodb-private' }).waitFor();
  await product.screenshot(`${theme}-files-completion`);
  await page.keyboard.press('Escape');
  await quickInput.runCommand('Atlas Export Buckets: Check Atlas IDs in File…');
  await editor.tab('atlas-ids.md').waitFor();
  await editor.line('Not found', ABSENT).waitFor();
  await product.screenshot(`${theme}-files-report`);
  await product.stop();
}
