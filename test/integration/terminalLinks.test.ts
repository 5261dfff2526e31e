import assert from 'node:assert/strict';
import { EventEmitter, window } from 'vscode';
import { IdTerminalLinks } from '../../src/editor/terminalLinks';

const BUCKET = '64b8e1f2a7c3d90518e6f4b2';
const HOSTILE = '[x](command:workbench.action.quit) $(bug) <img>';

describe('The links of a terminal', () => {
  it('lead from an ID to Find, with a fixed tooltip, whatever the line contains', async () => {
    const found: string[] = [];
    const links = new IdTerminalLinks(
      () => true,
      (id) => {
        found.push(id);
        return Promise.resolve();
      },
    );
    const line = `${HOSTILE} --bucketId ${BUCKET} of atlas`;
    const [link = assert.fail(), ...others] = await links.provideTerminalLinks({ line });
    assert.deepEqual(others, []);
    assert.equal(line.slice(link.startIndex, link.startIndex + link.length), BUCKET);
    assert.equal(link.tooltip, 'Find in Atlas');
    assert.deepEqual(found, []);
    await links.handleTerminalLink(link);
    assert.deepEqual(found, [BUCKET]);
  });

  it('don’t exist in an untrusted workspace', async () => {
    const links = new IdTerminalLinks(
      () => false,
      () => assert.fail(),
    );
    assert.deepEqual(await links.provideTerminalLinks({ line: `atlas ${BUCKET}` }), []);
  });

  it('are accepted by VS Code beside a terminal that shows IDs', () => {
    const output = new EventEmitter<string>();
    const provider = window.registerTerminalLinkProvider(
      new IdTerminalLinks(
        () => true,
        () => assert.fail(),
      ),
    );
    const terminal = window.createTerminal({
      name: 'IDs',
      pty: { onDidWrite: output.event, open: () => undefined, close: () => undefined },
    });
    output.fire(`atlas backups exports buckets describe --bucketId ${BUCKET}\r\n`);
    assert.ok(window.terminals.includes(terminal));
    terminal.dispose();
    provider.dispose();
    output.dispose();
  });
});
