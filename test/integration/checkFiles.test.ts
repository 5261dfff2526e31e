import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ConfigurationTarget, Uri, window, workspace } from 'vscode';
import { filesOfWorkspace } from '../../src/editor/check/collectFiles';

const ID = '9'.repeat(24);

describe('The files that Check IDs in Workspace reads', () => {
  const created: { folder?: string } = {};
  const folder = (): string => created.folder ?? assert.fail();
  before(async () => {
    created.folder = await mkdtemp(path.join(os.tmpdir(), 'check-'));
  });
  after(() => rm(folder(), { recursive: true, force: true }));

  const write = async (name: string, content: string | Uint8Array): Promise<Uri> => {
    const file = path.join(folder(), name);
    await writeFile(file, content);
    return Uri.file(file);
  };
  const { signal } = new AbortController();

  it('are all languages that have IDs, except for logs and what the user excludes from searches', async () => {
    const search = workspace.getConfiguration('search');
    await search.update('exclude', { '**/vendor': true, '**/kept': false }, ConfigurationTarget.Global);
    const asked: [string, string | undefined, number][] = [];
    await filesOfWorkspace(signal, (...question) => {
      asked.push(question);
      return Promise.resolve([]);
    });
    await search.update('exclude', undefined, ConfigurationTarget.Global);
    const [[pattern, exclude, most] = assert.fail()] = asked;
    for (const ending of ['tf', 'tfvars', 'tfstate', 'yaml', 'json', 'ts', 'py', 'sh']) {
      assert.match(pattern, new RegExp(`[{,]${ending}[,}]`));
    }
    assert.doesNotMatch(pattern, /[{,](?:log|txt|md)[,}]/);
    assert.match(exclude ?? '', /\*\*\/vendor/);
    // The setting of VS Code that hides files.
    assert.match(exclude ?? '', /\*\*\/\.git/);
    assert.doesNotMatch(exclude ?? '', /kept/);
    assert.equal(most, 1001);
  });

  it('are neither binary nor too large, which the report says', async () => {
    const files = [
      await write('a.tf', `export_bucket_id = "${ID}"\n`),
      await write('binary.json', new Uint8Array([0x7b, 0xff, 0xfe, 0x00])),
      await write('long.yaml', `# ${ID}\n`.repeat(80_000)),
      await write('huge.tfstate', new Uint8Array(8_000_001)),
      Uri.file(path.join(folder(), 'gone.tf')),
    ];
    const read = await filesOfWorkspace(signal, () => Promise.resolve(files));
    assert.deepEqual(
      read.files.map(({ uri, file }) => [uri.toString(), file.ids.length]),
      [[files[0]?.toString(), 1]],
    );
    const notes = read.notes.map((note) => note.replace(/\S*\/(?=[\w.]+ )/, ''));
    assert.deepEqual(notes, [
      'binary.json could not be read.',
      'long.yaml was skipped, because it has more than 2,000,000 characters.',
      'huge.tfstate was skipped, because it has more than 2,000,000 characters.',
      'gone.tf could not be read.',
    ]);
  });

  it('have the changes that aren’t saved', async () => {
    const file = await write('open.tf', '# nothing\n');
    const document = await workspace.openTextDocument(file);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.insert(document.positionAt(0), `export_bucket_id = "${ID}"\n`);
    });
    const read = await filesOfWorkspace(signal, () => Promise.resolve([file]));
    assert.deepEqual(
      read.files.flatMap((one) => one.file.ids.map(({ id }) => id)),
      [ID],
    );
    await document.save();
  });

  it('are at most 1,000, which the report says', async () => {
    const file = await write('same.tf', '');
    // Reading a file a thousand times would take ten seconds.
    await workspace.openTextDocument(file);
    const read = await filesOfWorkspace(signal, () => Promise.resolve(new Array<Uri>(1001).fill(file)));
    assert.equal(read.files.length, 1000);
    assert.match(read.notes.join('\n'), /^Only the first 1,000 files were read\./);
  });

  it('are not read after the user cancels', async () => {
    const cancellation = new AbortController();
    const file = await write('cancelled.tf', `export_bucket_id = "${ID}"\n`);
    await assert.rejects(
      filesOfWorkspace(cancellation.signal, () => {
        cancellation.abort();
        return Promise.resolve([file]);
      }),
      { name: 'AbortError' },
    );
  });
});
