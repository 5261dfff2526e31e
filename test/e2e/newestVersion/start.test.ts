import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../../vscode/until';
import { untilStarted } from '../../vscode/workbench';
import { root } from '../rig';

describe('npm start', () => {
  const started: { child?: ChildProcess } = {};

  after(async function () {
    await this.rig.browser.clear();
    const { child } = started;
    if (child?.exitCode === null && child.kill()) {
      await once(child, 'exit');
    }
  });

  it('opens the view with sample data, and prints credentials to enter', async function () {
    const args = ['--import', 'tsx', 'test/vscode/start.ts', '--no-open'];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    started.child = child;
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until(
      () => Promise.resolve(output.includes('Press Ctrl-C to stop')),
      () => `instructions, after:\n${output}`,
    );
    const { page } = this.rig.browser;
    await page.goto(/^ {2}(http:\S+)$/m.exec(output)?.[1] ?? assert.fail(output));
    await untilStarted(page);
    await page.locator('.part.sidebar .monaco-list-row', { hasText: 'checkout-prod' }).waitFor();
    assert.match(output, /Base URL +http:\/\/127\.0\.0\.1:\d+\n +API key +\S+ {2}\S+\n +Service account +\S+ {2}\S+\n/);
  });
});
