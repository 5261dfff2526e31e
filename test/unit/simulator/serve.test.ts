import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { sampleWorld } from '../../atlas/world';

describe('simulator: as a process', () => {
  it('prints its origin and credentials, and ends on a signal', async () => {
    const program = path.resolve(__dirname, '../../atlas/serve.ts');
    const server = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const { apiKey, ...others } = sampleWorld().credentials;
      const lines: string[] = [];
      for await (const line of createInterface(server.stdout)) {
        lines.push(line);
        if (lines.length > 1 + Object.keys(others).length) {
          break;
        }
      }
      assert.ok(lines.includes(`apiKey (apiKey): ${apiKey.id} ${apiKey.secret}`));
      assert.equal((await fetch(`${lines[0] ?? ''}/api/atlas/v2`)).status, 401);
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      assert.deepEqual(await ended, process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null]);
    } finally {
      server.kill('SIGKILL');
    }
  }).timeout(30_000);
});
