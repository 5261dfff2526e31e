import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { useProduct, type Product } from '../product';

const PROJECT = 'aws-backups-prod';
const BUCKET = 'contoso-mongodb-private';
const UNKNOWN = '9'.repeat(24);
const FIND = 'Atlas Export Buckets: Find Atlas ID Under Cursor…';
const NOT_TRUSTED = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

const idOf = ({ simulator }: Product): string => {
  const { examples, projects } = simulator.world;
  const buckets = projects.find(({ id }) => id === examples.aws)?.exportBuckets;
  return buckets?.find(({ bucketName }) => bucketName === BUCKET)?._id ?? assert.fail();
};

/** Writes a file into the open folder, and opens it. */
async function open({ server, quickInput, page }: Product, name: string, text: string): Promise<void> {
  await writeFile(path.join(server.folder, 'workspace', name), text);
  await quickInput.runCommand('File: Open File...');
  await quickInput.answer(path.join(server.folder, 'workspace', name));
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
}

/** Loads the export buckets of the example. */
async function load({ projects, simulator }: Product): Promise<void> {
  await projects.open();
  await projects.expand(PROJECT);
  await projects.row(BUCKET).waitFor();
  simulator.clearRequests();
}

const terraform = (product: Product, bucket: string): string =>
  [
    'resource "mongodbatlas_cloud_backup_schedule" "daily" {',
    `  project_id = "${product.simulator.world.examples.aws}"`,
    '  export {',
    `    export_bucket_id = "${bucket}"`,
    '  }',
    '}',
  ].join('\n');

describe('IDs in files', () => {
  const product = useProduct({
    workspace: { settings: {} },
    credential: ({ world }) => world.credentials.serviceAccount,
  });

  it('have their names beside them, in Terraform and YAML, without a request', async () => {
    const { page, simulator, screenshot } = product();
    await load(product());
    await open(product(), 'main.tf', terraform(product(), idOf(product())));
    await page.locator('.view-line', { hasText: 'export_bucket_id' }).filter({ hasText: BUCKET }).waitFor();
    await page.locator('.view-line', { hasText: 'project_id' }).filter({ hasText: PROJECT }).waitFor();
    await screenshot('files-terraform');
    await open(product(), 'schedule.yaml', `spec:\n  export:\n    exportBucketId: ${idOf(product())}\n`);
    await page.locator('.view-line', { hasText: 'exportBucketId' }).filter({ hasText: BUCKET }).waitFor();
    assert.deepEqual(simulator.requests, []);
  });

  it('are completed by name, and lead to the export bucket', async () => {
    const { page, simulator, quickInput, screenshot } = product();
    await open(product(), 'new.tf', terraform(product(), ''));
    await quickInput.runCommand('Go to Line/Column...');
    await quickInput.answer(':4:25');
    await page.keyboard.type('private');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: BUCKET }).waitFor();
    await screenshot('files-completion');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: idOf(product()) }).waitFor();
    await page.keyboard.press('F12');
    await page.locator('.tab.active', { hasText: `${BUCKET}.json` }).waitFor();
    await page.locator('.view-line', { hasText: `"_id": "${idOf(product())}"` }).waitFor();
    assert.deepEqual(simulator.requests, []);
  });
});

describe('IDs in files of an untrusted folder', () => {
  const product = useProduct({
    workspace: { settings: {} },
    settings: NOT_TRUSTED,
    credential: ({ world }) => world.credentials.serviceAccount,
  });

  it('have their names beside them, but can not be looked up', async () => {
    const { page, simulator, quickInput } = product();
    await load(product());
    await open(
      product(),
      'main.tf',
      `export_bucket_id = "${UNKNOWN}"\nproject_id = "${simulator.world.examples.aws}"\n`,
    );
    await page.locator('.view-line', { hasText: 'project_id' }).filter({ hasText: PROJECT }).waitFor();
    await page.locator('.view-line', { hasText: UNKNOWN }).locator('span', { hasText: UNKNOWN }).last().hover();
    await quickInput.runCommand('Show or Focus Hover');
    assert.equal(await page.getByText('Find in Atlas').count(), 0);
    assert.deepEqual(
      (await quickInput.commands('Atlas Export Buckets: Find')).filter((name) => name.includes('Under Cursor')),
      [],
    );
    assert.deepEqual(simulator.requests, []);
  });
});

describe('IDs in files, with credentials of two base URLs', () => {
  const product = useProduct({
    workspace: { settings: {} },
    credential: ({ world }) => world.credentials.serviceAccount,
  });
  const started: { other?: AtlasSimulator } = {};
  before(async () => {
    started.other = await startAtlasSimulator();
  });
  after(() => started.other?.close());

  it('are looked up only at the base URL that the user selects', async () => {
    const { quickInput, projects, simulator, page } = product();
    const other = started.other ?? assert.fail();
    const { id, secret } = other.world.credentials.otherOrganizationKey;
    await projects.open();
    await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
    await quickInput.pick('Enter Manually');
    await quickInput.pick('Other…');
    await quickInput.untilStep(3, 5);
    await quickInput.answer(other.origin);
    await quickInput.untilStep(4, 5);
    await quickInput.answer(`${id}:${secret}`);
    await projects.row('Contoso Platform').waitFor();
    await open(product(), 'main.tf', `export_bucket_id = "${UNKNOWN}"\n`);
    await quickInput.runCommand('Go to Line/Column...');
    await quickInput.answer(':1:25');
    await quickInput.runCommand(FIND);
    await quickInput.untilTitle(/Find …999999 in Atlas/);
    await quickInput.pick(other.origin);
    await quickInput.untilTitle(/Find Export Bucket/);
    assert.equal(await quickInput.input.inputValue(), UNKNOWN);
    await quickInput.pick('Find the export bucket or project with the ID');
    await quickInput.item('No export bucket or project').waitFor();
    const withId = ({ requests }: AtlasSimulator) => requests.filter((request) => request.path.includes(UNKNOWN));
    assert.notEqual(withId(other).length, 0);
    assert.deepEqual(withId(simulator), []);
    await page.keyboard.press('Escape');
  });
});
