import assert from 'node:assert/strict';
import {
  commands,
  ConfigurationTarget,
  DiagnosticSeverity,
  languages,
  Range,
  Uri,
  window,
  workspace,
  type CodeAction,
  type Diagnostic,
  type TextDocument,
} from 'vscode';
import { PREFIX, SETTINGS } from '../../src/manifest';
import { EXAMPLE_PROJECTS } from '../atlas/sampleWorld';
import type { AtlasSimulator } from '../atlas/simulator';

const ABSENT = '9'.repeat(24);

/** Tests what the extension itself says is wrong in files, after `editorTests` has loaded all lists. */
export function findingTests(simulator: () => AtlasSimulator): void {
  const project = (id: string) => simulator().world.projects.find((one) => one.id === id) ?? assert.fail(id);
  const schedule = (projectId: string, bucketId: string, ...flag: string[]): string =>
    [
      'resource "mongodbatlas_cloud_backup_schedule" "daily" {',
      `  project_id   = "${projectId}"`,
      '  cluster_name = "orders"',
      ...flag,
      '  export {',
      `    export_bucket_id = "${bucketId}"`,
      '  }',
      '}',
      '',
    ].join('\n');
  const ON = '  auto_export_enabled = true';

  async function open(name: string, text: string): Promise<TextDocument> {
    const document = await workspace.openTextDocument(Uri.from({ scheme: 'untitled', path: `/findings/${name}` }));
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.replace(new Range(0, 0, document.lineCount, 0), text);
    });
    return document;
  }

  function own(uri: Uri): Diagnostic[] {
    return languages.getDiagnostics(uri).filter(({ source }) => source === 'Atlas Export Buckets');
  }

  /** Waits until a document has exactly these findings. */
  async function findings(document: TextDocument, ...codes: readonly string[]): Promise<readonly Diagnostic[]> {
    const { uri } = document;
    const found = (): (string | undefined)[] =>
      own(uri).map(({ code }) => (typeof code === 'string' ? code : undefined));
    await new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => {
        reject(new Error(`Found ${JSON.stringify(found())} instead of ${JSON.stringify(codes)}`));
      }, 20_000);
      const check = (): void => {
        if (JSON.stringify(found()) === JSON.stringify(codes)) {
          clearTimeout(timeout);
          changes.dispose();
          resolve();
        }
      };
      const changes = languages.onDidChangeDiagnostics(check);
      check();
    });
    return own(uri);
  }

  async function fix(document: TextDocument, { range }: Diagnostic): Promise<string> {
    const actions = await commands.executeCommand<readonly CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const action = actions.find(({ edit }) => edit !== undefined);
    await workspace.applyEdit(action?.edit ?? assert.fail('no quick fix'));
    return document.getText();
  }

  it('says what is proven to be wrong in an open file, fixes it, and sends no request', async () => {
    simulator().clearRequests();
    const [bucket = assert.fail()] = project(EXAMPLE_PROJECTS.aws).exportBuckets;
    const document = await open('fix.tf', schedule(EXAMPLE_PROJECTS.aws, bucket._id));
    const [finding = assert.fail()] = await findings(document, 'auto-export-off');
    assert.equal(finding.severity, DiagnosticSeverity.Warning);
    assert.equal(document.getText(finding.range), 'export');
    assert.equal(await fix(document, finding), schedule(EXAMPLE_PROJECTS.aws, bucket._id, ON));
    await findings(document);
    assert.deepEqual(simulator().requests, []);
  });

  it('says that an export bucket is in another project, or in none of the loaded list', async () => {
    simulator().clearRequests();
    const [bucket = assert.fail()] = project(EXAMPLE_PROJECTS.aws).exportBuckets;
    const other = await open('other.tf', schedule(EXAMPLE_PROJECTS.azure, bucket._id, ON));
    const [finding] = await findings(other, 'bucket-of-other-project');
    assert.match(finding?.message ?? '', new RegExp(project(EXAMPLE_PROJECTS.azure).name));
    const absent = await open('absent.tf', schedule(EXAMPLE_PROJECTS.aws, ABSENT, ON));
    const [missing] = await findings(absent, 'bucket-not-in-project');
    assert.match(missing?.message ?? '', /loaded at \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    assert.deepEqual(simulator().requests, []);
  });

  it('shows hostile names of export buckets and projects as plain text', async () => {
    const { exportBuckets } = project(EXAMPLE_PROJECTS.odd);
    for (const [index, { _id }] of exportBuckets.entries()) {
      const document = await open(`odd${index}.tf`, schedule(EXAMPLE_PROJECTS.azure, _id, ON));
      const [{ message, code } = assert.fail()] = await findings(document, 'bucket-of-other-project');
      // A code that is an object would be a link.
      assert.equal(typeof code, 'string');
      assert.doesNotMatch(message, /[\p{Cc}\p{Bidi_Control}]/u);
    }
  });

  it('writes an ID in lower case, and says nothing about files that are right', async () => {
    const upper = 'ABCDEF0123456789ABCDEF01';
    const document = await open('upper.yaml', `# Atlas\nexportBucketId: ${upper}\n`);
    const [finding = assert.fail()] = await findings(document, 'upper-case-id');
    assert.equal(finding.severity, DiagnosticSeverity.Hint);
    assert.equal(await fix(document, finding), `# Atlas\nexportBucketId: ${upper.toLowerCase()}\n`);
    await findings(document);
  });

  it('says nothing while the setting is off', async () => {
    const settings = workspace.getConfiguration(PREFIX);
    const document = await open('off.tf', schedule(EXAMPLE_PROJECTS.aws, ABSENT));
    await findings(document, 'auto-export-off', 'bucket-not-in-project');
    await settings.update(SETTINGS.fileDiagnostics, false, ConfigurationTarget.Global);
    await findings(document);
    await settings.update(SETTINGS.fileDiagnostics, undefined, ConfigurationTarget.Global);
    await findings(document, 'auto-export-off', 'bucket-not-in-project');
    // Tests of commands follow, which must not find an ID to check in the active editor.
    await open('none.tf', '# nothing\n');
  });
}
