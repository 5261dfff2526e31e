import assert from 'node:assert/strict';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { until } from '../../vscode/until';
import { EditorPage } from '../editorPage';
import { firstRequests, requestsOf } from '../firstRequests';
import { useProduct } from '../product';
import { untilRemembered } from '../rememberedFiles';

const PROJECT = 'aws-backups-prod';
const BUCKET = 'contoso-mongodb-private';
const ABSENT = '9'.repeat(24);
const NOT_TRUSTED = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

/** Settings of a malicious folder. */
const HOSTILE = {
  'atlasExportBuckets.pageSize': 1,
  'atlasExportBuckets.apiVersion': '2023-01-01',
  'atlasExportBuckets.requestTimeout': 1,
  'atlasExportBuckets.origin': 'http://127.0.0.1:9',
  'http.proxy': 'http://127.0.0.1:9',
};

const bucketIn = ({ world }: AtlasSimulator): string => {
  const buckets = world.projects.find(({ id }) => id === world.examples.aws)?.exportBuckets;
  return buckets?.find(({ bucketName }) => bucketName === BUCKET)?._id ?? assert.fail();
};

const schedule = ({ world }: AtlasSimulator, bucket: string): string =>
  [
    'resource "mongodbatlas_cloud_backup_schedule" "daily" {',
    `  project_id          = "${world.examples.aws}"`,
    '  auto_export_enabled = true',
    '  export {',
    `    export_bucket_id = "${bucket}"`,
    '  }',
    '}',
    '',
  ].join('\n');

describe('IDs in the files of a folder', () => {
  const product = useProduct({
    workspace: {
      settings: HOSTILE,
      files: (simulator) => ({
        'main.tf': schedule(simulator, bucketIn(simulator)),
        'schedule.yaml': `spec:\n  export:\n    exportBucketId: ${bucketIn(simulator)}\n`,
        'new.tf': schedule(simulator, ''),
        'absent.tf': schedule(simulator, ABSENT),
        'dropped.tfvars': 'bucket_id = \n',
        'unknown.tf': `export_bucket_id = "${ABSENT}"\n`,
      }),
    },
    settings: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 },
    credential: ({ world }) => world.credentials.serviceAccount,
  });
  const editor = (): EditorPage => new EditorPage(product().page, product().quickInput);
  const started: { other?: AtlasSimulator } = {};

  before(async () => {
    started.other = await startAtlasSimulator();
    const { quickInput } = product();
    await quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
    await quickInput.item('Search all projects').waitFor();
    await quickInput.input.fill(PROJECT);
    await quickInput.pick(`Search in ${PROJECT} (not loaded)`);
    await quickInput.item(BUCKET).waitFor();
    await quickInput.cancel();
    await untilRemembered(product(), BUCKET);
  });
  after(() => started.other?.close());

  it('have their names beside them in a new window, and a tooltip, without a request', async () => {
    const { quickInput, reload, requested, screenshot, simulator } = product();
    simulator.clearRequests();
    await reload();
    await editor().open('main.tf', 'export_bucket_id');
    // No view of the extension is open, and this VS Code has no language for Terraform, so a command starts it.
    await quickInput.runCommand('Atlas Export Buckets: Show Log');
    await editor().line('export_bucket_id', BUCKET).waitFor();
    await editor().line('project_id', PROJECT).waitFor();
    await editor().hoverOver(bucketIn(simulator), `Project: ${PROJECT}`);
    // The command starts a request only when the user then searches.
    await editor().hover.getByText('Find in Atlas').waitFor();
    await screenshot('files-hover');
    await editor().open('schedule.yaml', 'exportBucketId');
    await editor().line('exportBucketId', BUCKET).waitFor();
    // The window that was closed has revoked its token.
    assert.deepEqual(
      requested().filter((line) => !line.endsWith('/oauth/revoke')),
      [],
    );
    simulator.clearRequests();
  });

  it('are completed by the name of the export bucket, without a request', async () => {
    const { page, screenshot, simulator } = product();
    await editor().open('new.tf', 'export_bucket_id');
    await editor().goTo(5, 25);
    await page.keyboard.type('private');
    const suggestion = page.locator('.suggest-widget .monaco-list-row.focused', { hasText: BUCKET });
    await suggestion.waitFor();
    await screenshot('files-completion');
    await suggestion.click();
    await editor()
      .line(`export_bucket_id = "${bucketIn(simulator)}"`)
      .waitFor();
    assert.deepEqual(simulator.requests, []);
  });

  it('are in a folder whose settings change no request', async () => {
    const { page, projects, simulator } = product();
    assert.equal(await page.getByText('Restricted Mode').first().isVisible(), false);
    await projects.open();
    await projects.row('azure-backups-prod').waitFor();
    await projects.expandProject('azure-backups-prod');
    assert.deepEqual(requestsOf(simulator), firstRequests(simulator.world.examples.azure));
    await projects.collapse('azure-backups-prod');
  });

  it('are checked after the user agrees to the requests, and an absent one is underlined', async () => {
    const { answerDialog, dialog, page, requested, screenshot, simulator } = product();
    await editor().open('absent.tf', ABSENT);
    simulator.clearRequests();
    await editor().contextMenu(ABSENT, 'Check Atlas IDs in File…');
    await page.locator('.monaco-dialog-box').waitFor();
    assert.match(await dialog(), /^Check 2 IDs in files\?/);
    assert.deepEqual(requested(), []);
    await answerDialog('Check');
    await editor().tab('atlas-ids.md').waitFor();
    await editor().line('Not found', ABSENT).waitFor();
    await screenshot('files-report');
    await editor().open('absent.tf', ABSENT);
    await page.locator('.editor-instance .squiggly-warning').first().waitFor();
    await editor().click('resource');
    await editor().hoverOver(ABSENT, `The project ${PROJECT} has no export bucket with this ID`);
    await screenshot('files-diagnostic');
    assert.deepEqual(requested(), [`GET /api/atlas/v2/groups/${simulator.world.examples.aws}/backup/exportBuckets`]);
  });

  it('are inserted by dragging a row, and lead to its JSON', async () => {
    const { page, projects, simulator } = product();
    await editor().open('dropped.tfvars', 'bucket_id');
    await projects.open();
    await projects.expand(PROJECT);
    await projects.row(BUCKET).waitFor();
    simulator.clearRequests();
    const { x, y } = await editor().placeOf('bucket_id');
    await projects.row(BUCKET).getByText(BUCKET).hover();
    await page.mouse.down();
    await page.mouse.move(x + 100, y + 100, { steps: 10 });
    // VS Code inserts dropped text into an editor only while Shift is held.
    await page.keyboard.down('Shift');
    await page.mouse.move(x + 200, y, { steps: 10 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await editor().line(bucketIn(simulator)).waitFor();
    await editor().open('main.tf', 'export_bucket_id');
    await editor().followLink(bucketIn(simulator));
    await editor().tab(`${BUCKET}.json`).waitFor();
    await editor()
      .line(`"_id": "${bucketIn(simulator)}"`)
      .waitFor();
    assert.deepEqual(simulator.requests, []);
  });

  it('are looked up only at the base URL that the user selects', async () => {
    const { projects, quickInput, simulator } = product();
    const other = started.other ?? assert.fail();
    const { id, secret } = other.world.credentials.otherOrganizationKey;
    await quickInput.runCommand('Atlas Export Buckets: Add Credential…');
    await quickInput.pick('Enter Manually');
    await quickInput.pick('Other…');
    await quickInput.untilStep(3, 5);
    await quickInput.answer(other.origin);
    await quickInput.untilStep(4, 5);
    await quickInput.answer(`${id}:${secret}`);
    await projects.open();
    const added = projects.row('Contoso Platform');
    await added.waitFor();
    // The view reveals the new row and its projects, which opens the view again.
    await until(async () => (await projects.read(added)).selected, 'the new row to be selected');
    await projects.row('observability').waitFor();
    await editor().open('unknown.tf', ABSENT);
    await editor().goTo(1, 25);
    await quickInput.runCommand('Atlas Export Buckets: Find Atlas ID Under Cursor…');
    await quickInput.untilTitle(/Find …999999 in Atlas/);
    await quickInput.pick(other.origin);
    await quickInput.untilTitle(/Find Export Bucket/);
    assert.equal(await quickInput.input.inputValue(), ABSENT);
    await quickInput.pick('Find the export bucket or project with the ID');
    await quickInput.item('No export bucket or project').waitFor();
    await quickInput.cancel();
    const withId = ({ requests }: AtlasSimulator) => requests.filter((request) => request.path.includes(ABSENT));
    assert.notEqual(withId(other).length, 0);
    assert.deepEqual(withId(simulator), []);
  });

  it('of an untrusted folder have names and tooltips, but can’t be looked up or checked', async () => {
    const { page, projects, quickInput, reload, server, simulator } = product();
    await server.writeSettings(NOT_TRUSTED);
    simulator.clearRequests();
    await reload();
    await page.getByText('Restricted Mode').first().waitFor();
    await editor().open('main.tf', 'export_bucket_id');
    await quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
    await quickInput.item('Search all projects').waitFor();
    await quickInput.cancel();
    await projects.open();
    await projects.expand('Environment');
    await projects.row(PROJECT).waitFor();
    await projects.expand(PROJECT);
    await projects.row(BUCKET).waitFor();
    assert.deepEqual(
      // The tab of an export bucket requests it again.
      requestsOf(simulator).filter(([, path]) => !/exportBuckets\/[a-f0-9]{24}$/.test(path ?? '')),
      firstRequests(simulator.world.examples.aws),
    );
    simulator.clearRequests();
    await editor().line('export_bucket_id', BUCKET).waitFor();
    await editor().hoverOver(bucketIn(simulator), `Project: ${PROJECT}`);
    assert.equal(await editor().hover.getByText('Find in Atlas').count(), 0);
    const commands = await quickInput.commands('Atlas Export Buckets: ');
    assert.ok(commands.some((name) => name.includes('Find Export Bucket')));
    assert.deepEqual(
      commands.filter((name) => /Atlas IDs? /.test(name)),
      [],
    );
    assert.deepEqual(simulator.requests, []);
  });
});
