import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { writeToEditor, type Chunks } from '../../src/bucketList/writeList';
import { FORMATS } from '../../src/bucketList/formats';

describe('A list in an editor', () => {
  const [format] = FORMATS;
  const row = (number: number): string => `row ${number}\n`;

  afterEach(() => commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('has every row, although somebody types while it is written', async () => {
    assert.ok(format);
    const typed: Thenable<unknown>[] = [];
    async function* pieces(): Chunks {
      yield row(0);
      await Promise.resolve();
      for (let number = 1; number <= 20; number += 1) {
        // VS Code has it before the piece that comes next, and this extension host hears of it later.
        typed.push(commands.executeCommand('type', { text: 'x' }));
        yield row(number);
      }
    }
    await writeToEditor(pieces(), format);
    await Promise.all(typed);
    const lines = window.activeTextEditor?.document.getText().replaceAll('x', '').split('\n') ?? [];
    assert.deepEqual(
      lines.filter((line) => line !== ''),
      Array.from({ length: 21 }, (_, number) => row(number).trim()),
    );
  });

  it('ends when the person closes it', async () => {
    assert.ok(format);
    const taken: number[] = [];
    async function* pieces(): Chunks {
      for (let number = 0; number < 10; number += 1) {
        taken.push(number);
        if (number === 2) {
          await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        }
        yield row(number);
      }
    }
    const before = window.visibleTextEditors.length;
    await writeToEditor(pieces(), format);
    assert.deepEqual([taken.at(-1), window.visibleTextEditors.length], [2, before]);
  });
});
