import assert from 'node:assert/strict';
import path from 'node:path';
import { commands, window, type TextDocument } from 'vscode';
import { writeToEditor, type Chunks } from '../../src/bucketList/writeList';
import { FORMATS } from '../../src/bucketList/formats';

const TODAY = new Date('2026-11-25T12:00:00Z');

describe('A list in an editor', () => {
  const [format] = FORMATS;
  const row = (number: number): string => `row ${number}\n`;

  afterEach(() => commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('contains every row, even if the user types while it is written', async () => {
    assert.ok(format);
    const typed: Thenable<unknown>[] = [];
    async function* chunks(): Chunks {
      yield row(0);
      await Promise.resolve();
      for (let number = 1; number <= 20; number += 1) {
        // VS Code has it before the next chunk, and this extension host hears of it later.
        typed.push(commands.executeCommand('type', { text: 'x' }));
        yield row(number);
      }
    }
    await writeToEditor(chunks(), format, TODAY);
    await Promise.all(typed);
    const lines = window.activeTextEditor?.document.getText().replaceAll('x', '').split('\n') ?? [];
    assert.deepEqual(
      lines.filter((line) => line !== ''),
      Array.from({ length: 21 }, (_, number) => row(number).trim()),
    );
  });

  it('stops when the user closes it', async () => {
    assert.ok(format);
    const taken: number[] = [];
    async function* chunks(): Chunks {
      for (let number = 0; number < 10; number += 1) {
        taken.push(number);
        if (number === 2) {
          await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        }
        yield row(number);
      }
    }
    const before = window.visibleTextEditors.length;
    await writeToEditor(chunks(), format, TODAY);
    assert.deepEqual([taken.at(-1), window.visibleTextEditors.length], [2, before]);
  });

  it('has the name of its list, its line endings and its encoding', async () => {
    const written = async (index: number, text: string): Promise<TextDocument> => {
      async function* chunks(): Chunks {
        yield text;
        yield await Promise.resolve(text);
      }
      await writeToEditor(chunks(), FORMATS[index] ?? assert.fail(), TODAY);
      return window.activeTextEditor?.document ?? assert.fail();
    };
    const csv = await written(0, 'a,b\r\n');
    assert.equal(path.basename(csv.fileName), 'export-buckets-2026-11-25.csv');
    assert.equal(csv.isUntitled, true);
    assert.deepEqual([csv.getText(), csv.encoding], ['a,b\r\na,b\r\n', 'utf8bom']);
    const another = await written(0, 'c,d\r\n');
    assert.equal(path.basename(another.fileName), 'export-buckets-2026-11-25-2.csv');
    assert.deepEqual([csv.getText(), another.getText()], ['a,b\r\na,b\r\n', 'c,d\r\nc,d\r\n']);
    const markdown = await written(3, '| a |\n');
    assert.equal(path.basename(markdown.fileName), 'export-buckets-2026-11-25.md');
    assert.deepEqual(
      [markdown.getText(), markdown.languageId, markdown.encoding],
      ['| a |\n| a |\n', 'markdown', 'utf8'],
    );
    for (let open = 0; open < 3; open += 1) {
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });
});
