import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { writeToEditor, type Chunks } from '../../src/bucketList/writeList';
import { FORMATS } from '../../src/bucketList/formats';

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
    await writeToEditor(chunks(), format);
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
    await writeToEditor(chunks(), format);
    assert.deepEqual([taken.at(-1), window.visibleTextEditors.length], [2, before]);
  });
});
