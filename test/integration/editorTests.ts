import assert from 'node:assert/strict';
import {
  commands,
  CompletionItemKind,
  MarkdownString,
  Range,
  Uri,
  window,
  workspace,
  type CompletionList,
  type DocumentLink,
  type Hover,
  type InlayHint,
  type LocationLink,
  type Position,
  type TextDocument,
} from 'vscode';
import { COMMANDS } from '../../src/manifest';
import { EXAMPLE_PROJECTS } from '../atlas/sampleWorld';
import type { AtlasSimulator } from '../atlas/simulator';

const UNKNOWN = '9'.repeat(24);
const NOT_ATLAS = '8'.repeat(24);
/** The URI of an export bucket: its name is only the name of the document. */
const DOCUMENT = /^atlas-export-bucket:\/environment(?:\/[0-9a-f]{24}){2}\/[^/]*\.json\?loaded$/;

/** Tests the editor features of the extension itself, which `describe('the extension')` has activated. */
export function editorTests(simulator: () => AtlasSimulator): void {
  const project = (id: string) => simulator().world.projects.find((one) => one.id === id) ?? assert.fail(id);
  const bucketIn = (id: string, index = 0) => project(id).exportBuckets[index] ?? assert.fail(id);

  /** Opens a document and returns what VS Code gets from the providers for it. */
  async function open(name: string, text: string) {
    const document = await workspace.openTextDocument(Uri.from({ scheme: 'untitled', path: `/${name}` }));
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.replace(new Range(0, 0, document.lineCount, 0), text);
    });
    assert.equal(document.getText(), text);
    const at = (part: string, offset = 2): Position => document.positionAt(text.indexOf(part) + offset);
    return { document, at, ...providersOf(document, at) };
  }

  function providersOf(document: TextDocument, at: (part: string) => Position) {
    const run = async <T>(command: string, ...args: readonly unknown[]): Promise<readonly T[]> =>
      commands.executeCommand<readonly T[]>(`vscode.execute${command}Provider`, document.uri, ...args);
    return {
      hints: async () => {
        const all = await run<InlayHint>('InlayHint', new Range(0, 0, document.lineCount, 0));
        return all.map(({ label, position }) => [
          position.line,
          typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
        ]);
      },
      hover: async (part: string) => {
        const hovers = await run<Hover>('Hover', at(part));
        return hovers.flatMap(({ contents }) =>
          contents.map((one) => (one instanceof MarkdownString ? one : assert.fail())),
        );
      },
      links: () => run<DocumentLink>('Link'),
      definition: (part: string) => run<LocationLink>('Definition', at(part)),
      completions: async (position: Position) => {
        const { items } = await commands.executeCommand<CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          position,
        );
        // Without those that VS Code takes from the words of the document.
        return items.filter(({ kind }) => kind === CompletionItemKind.Reference || kind === CompletionItemKind.Event);
      },
    };
  }

  const schedule = (project: string, bucket: string): string => `resource "mongodbatlas_cloud_backup_schedule" "daily" {
  project_id = "${project}"
  export {
    export_bucket_id = "${bucket}"
    frequency_type   = "daily"
  }
}
locals {
  document = "${NOT_ATLAS}"
}
`;

  it('explains nothing and requests nothing for a file while nothing is loaded', async () => {
    simulator().clearRequests();
    const file = await open('empty.tf', schedule(EXAMPLE_PROJECTS.aws, UNKNOWN));
    assert.deepEqual(await file.hints(), []);
    assert.deepEqual(await file.links(), []);
    assert.deepEqual(await file.definition(UNKNOWN), []);
    const hover = (await file.hover(UNKNOWN)).map(({ value }) => value).join('\n');
    assert.match(hover, /isn&#8217;t loaded/);
    assert.match(hover, new RegExp(`\\[Find in Atlas\\]\\(command:${COMMANDS.findIdUnderCursor}\\?%5B%22${UNKNOWN}`));
    assert.deepEqual(await file.hover(NOT_ATLAS), []);
    const completions = await file.completions(file.at(UNKNOWN, 0));
    assert.deepEqual(
      completions.map(({ label }) => (typeof label === 'string' ? label : label.label)),
      ['Load Export Buckets…'],
    );
    assert.ok(
      completions.every(({ range }) => range instanceof Range && range.isEmpty),
      'it would replace the ID after the cursor',
    );
    await commands.executeCommand('type', { text: 'x' });
    assert.deepEqual(simulator().requests, []);
  });

  it('explains the loaded IDs of a file, without a request', async () => {
    await commands.executeCommand(COMMANDS.loadEverything);
    simulator().clearRequests();
    const bucket = bucketIn(EXAMPLE_PROJECTS.aws);
    const file = await open('main.tf', schedule(EXAMPLE_PROJECTS.aws, bucket._id));
    assert.deepEqual(await file.hints(), [
      [1, project(EXAMPLE_PROJECTS.aws).name],
      [3, bucket.bucketName],
    ]);
    const [table, links, ...others] = await file.hover(bucket._id);
    assert.deepEqual(others, []);
    assert.match(table?.value ?? '', new RegExp(bucket._id));
    assert.match(links?.value ?? '', new RegExp(`^\\[Open Details\\]\\(command:${COMMANDS.openDetails}\\?`));
    assert.deepEqual(
      (await file.links()).map(({ tooltip, range }) => [tooltip, range.start.line]),
      [['Open in Atlas', 1]],
    );
    const [definition, ...further] = await file.definition(bucket._id);
    assert.deepEqual(further, []);
    const json = new TextDecoder().decode(await workspace.fs.readFile(definition?.targetUri ?? assert.fail()));
    assert.match(json, new RegExp(`"_id": "${bucket._id}"`));
    assert.deepEqual(simulator().requests, []);
  });

  it('explains IDs in YAML, JSON, scripts and logs, and those of roles', async () => {
    const bucket = bucketIn(EXAMPLE_PROJECTS.aws);
    const role = bucket['iamRoleId'];
    assert.ok(typeof role === 'string');
    for (const [name, text] of [
      ['schedule.yaml', `kind: AtlasBackupSchedule\nspec:\n  export:\n    exportBucketId: ${bucket._id}\n`],
      ['values.json', `{ "exportBucketId": "${bucket._id}" }`],
      ['backup.sh', `atlas backups exports buckets describe --bucketId ${bucket._id}`],
      ['apply.log', `GET /api/atlas/v2/groups/x/backup/exportBuckets/${bucket._id} 404`],
    ] as const) {
      const file = await open(name, text);
      assert.deepEqual(
        (await file.hints()).map(([, label]) => label),
        [bucket.bucketName],
        name,
      );
    }
    const file = await open('role.tf', `data "mongodbatlas_x" "y" {\n  role_id = "${role}"\n}\n`);
    assert.match(String((await file.hints())[0]?.[1]), /^role of /);
    assert.deepEqual(simulator().requests, []);
  });

  it('completes the ID of a bucket by name, only of the project in the same block', async () => {
    const file = await open('new.tf', schedule(EXAMPLE_PROJECTS.aws, ''));
    const completions = await file.completions(file.at('export_bucket_id = "', 20));
    assert.deepEqual(
      completions.map(({ label, insertText }) => [typeof label === 'string' ? label : label.label, insertText]),
      [
        ...project(EXAMPLE_PROJECTS.aws).exportBuckets.map(({ _id, bucketName }) => [bucketName, _id]),
        ['Load Export Buckets…', ''],
      ],
    );
    assert.deepEqual(await file.completions(file.at('frequency_type   = "', 20)), []);
    assert.deepEqual(simulator().requests, []);
  });

  it('completes the ID of a bucket directly after the colon of a key in YAML, with a space', async () => {
    const [{ _id } = assert.fail()] = project(EXAMPLE_PROJECTS.aws).exportBuckets;
    const file = await open('new.yaml', 'kind: AtlasBackupSchedule\nspec:\n  export:\n    exportBucketId:\n');
    const completions = await file.completions(file.at('exportBucketId:', 15));
    assert.ok(completions.some(({ insertText }) => insertText === ` ${_id}`));
    assert.deepEqual(simulator().requests, []);
  });

  it('shows hostile names literally in hints, hovers and completions, and leads only to our documents', async () => {
    const { exportBuckets } = project(EXAMPLE_PROJECTS.odd);
    const text = exportBuckets.map(({ _id }) => `export_bucket_id = "${_id}"\n`).join('');
    const file = await open('odd.tfvars', text);
    const hints = await file.hints();
    assert.equal(hints.length, exportBuckets.length);
    for (const { _id } of exportBuckets) {
      for (const { value, isTrusted, supportHtml } of await file.hover(_id)) {
        assert.notEqual(isTrusted, true);
        assert.notEqual(supportHtml, true);
        // The only links are the commands of this extension, whose arguments are IDs.
        const rest = value.replaceAll(/\[Open (?:Details|as JSON)\]\(command:[\w.]+\?[\w%.-]+\)/g, '');
        assert.doesNotMatch(rest, /[[\]()<>`$]/);
      }
    }
    for (const { _id } of exportBuckets) {
      const [target = assert.fail()] = await file.definition(_id);
      assert.match(target.targetUri.toString(true), DOCUMENT);
    }
    const completions = await file.completions(file.at(exportBuckets[0]?._id ?? '', 0));
    for (const { label } of completions) {
      assert.doesNotMatch(typeof label === 'string' ? label : label.label, /(?<!\\)\$\([\w-]+(?:~\w+)?\)/);
    }
    assert.deepEqual(simulator().requests, []);
  });

  it('explains the visible part of a file of more than 2 MB', async () => {
    const bucket = bucketIn(EXAMPLE_PROJECTS.aws);
    const file = await open('large.tf', `${'# filler\n'.repeat(250_000)}export_bucket_id = "${bucket._id}"\n`);
    const last = file.document.lineCount - 2;
    const hints = await commands.executeCommand<readonly InlayHint[]>(
      'vscode.executeInlayHintProvider',
      file.document.uri,
      new Range(last - 10, 0, last, 100),
    );
    assert.deepEqual(
      hints.map(({ position }) => position.line),
      [last],
    );
  });
}
