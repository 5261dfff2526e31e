import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { createCertificateAuthority } from '../../atlas/certificates';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { json } from './caller';

const VERSION = '3.0.4';
const HOME = path.resolve(__dirname, '../../../.vscode-test');
const FOLDER = path.join(HOME, `mongodb-mcp-server-${VERSION}-locked`);
const run = promisify(execFile);

/** Installs MongoDB's own client once. An interrupted installation leaves nothing behind in the final folder. */
async function install(): Promise<string> {
  if (!existsSync(FOLDER)) {
    await mkdir(HOME, { recursive: true });
    const unfinished = await mkdtemp(path.join(HOME, 'mongodb-mcp-server-installing-'));
    try {
      // The lock file in this folder has the hash of every package.
      await cp(path.join(__dirname, 'mongodb-mcp-server'), unfinished, { recursive: true });
      const options = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
      await run('npm', ['ci', '--prefix', unfinished, ...options]);
      // Another run of these tests may have installed it first.
      await rename(unfinished, FOLDER).catch((error: unknown) => {
        assert.ok(existsSync(FOLDER), String(error));
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  return path.join(FOLDER, 'node_modules/mongodb-mcp-server/dist/esm/index.js');
}

/** Sends JSON-RPC 2.0 messages to a process, one per line. */
class JsonRpc {
  readonly #waiting = new Map<unknown, (message: Record<string, unknown>) => void>();
  #lastId = 0;

  constructor(private readonly server: ChildProcessByStdio<Writable, Readable, null>) {
    createInterface(server.stdout).on('line', (text) => {
      const message = json({ text });
      this.#waiting.get(message['id'])?.(message);
    });
  }

  notify(method: string): void {
    this.server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method })}\n`);
  }

  async request(method: string, params: object): Promise<Record<string, unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const ended = once(this.server, 'exit').then(() => assert.fail('the server has ended'));
    const response = new Promise<Record<string, unknown>>((resolve) => this.#waiting.set(id, resolve));
    this.server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const message = await Promise.race([response, ended]);
    return json({ text: JSON.stringify(message['result'] ?? message) });
  }
}

describe('simulator: mongodb-mcp-server', function () {
  if (process.platform !== 'linux') {
    console.log('  Skipped: mongodb-mcp-server trusts the test certificate authority only on Linux.');
    return;
  }
  this.timeout(600_000);
  let simulator: AtlasSimulator;
  let server: ChildProcessByStdio<Writable, Readable, null>;
  let folder = '';

  before(async () => {
    const program = await install();
    folder = await mkdtemp(path.join(tmpdir(), 'mcp-'));
    const authority = await createCertificateAuthority();
    const trusted = path.join(folder, 'authority.pem');
    await writeFile(trusted, authority.cert);
    simulator = await startAtlasSimulator({ certificate: await authority.issue(['localhost']) });
    const { id, secret } = simulator.world.credentials.serviceAccount;
    server = spawn(process.execPath, [program], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        // The client reads the certificates of the system and Node's own, and ignores NODE_EXTRA_CA_CERTS.
        NODE_EXTRA_CA_CERTS: trusted,
        SSL_CERT_FILE: trusted,
        MDB_MCP_API_BASE_URL: simulator.origin,
        MDB_MCP_API_CLIENT_ID: id,
        MDB_MCP_API_CLIENT_SECRET: secret,
        MDB_MCP_TELEMETRY: 'disabled',
        MDB_MCP_LOGGERS: 'stderr',
      },
    });
  });
  after(async () => {
    server.kill('SIGKILL');
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('lists organizations and projects, and revokes its token when it ends', async () => {
    const rpc = new JsonRpc(server);
    const clientInfo = { name: 'test', version: '1' };
    await rpc.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    rpc.notify('notifications/initialized');

    const { world } = simulator;
    const organizations = await rpc.request('tools/call', { name: 'atlas-list-orgs', arguments: {} });
    assert.deepEqual(organizations['structuredContent'], {
      organizations: [{ name: 'Contoso Retail', id: world.credentials.serviceAccount.organizationId }],
      totalCount: 1,
    });
    const projects = await rpc.request('tools/call', { name: 'atlas-list-projects', arguments: { limit: 100 } });
    assert.ok(!projects['isError'], JSON.stringify(projects));
    for (const { name, id } of world.visibleProjects(world.credentials.serviceAccount.id)) {
      assert.ok(JSON.stringify(projects).includes(id), name);
    }

    assert.equal(simulator.liveTokens, 1);
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    assert.equal(simulator.liveTokens, 0);
    assert.deepEqual(simulator.violations, []);
    assert.ok(simulator.requests.every(({ status }) => status === 200));
  });
});
