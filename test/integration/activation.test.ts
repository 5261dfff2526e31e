import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { commands, extensions, Uri, workspace } from 'vscode';
import { COMMANDS, SCHEME, SETTINGS, PREFIX, TOOLS } from '../../src/manifest';
import { startAtlasSimulator, type AtlasSimulator } from '../atlas/simulator';
import { invokeTool, testAgentTools } from './agentTools';
import { editorTests } from './editorTests';
import { findingTests } from './findingTests';

/** Collects unhandled rejections, which the extension host would log. */
const rejected: unknown[] = [];

describe('the extension', function () {
  this.timeout(120_000);
  const started: { simulator?: AtlasSimulator } = {};
  const onRejection = (reason: unknown): void => void rejected.push(reason);

  before(async () => {
    process.on('unhandledRejection', onRejection);
    started.simulator = await startAtlasSimulator();
    const { origin, world } = started.simulator;
    Object.assign(process.env, {
      MONGODB_ATLAS_CLIENT_ID: world.credentials.serviceAccount.id,
      MONGODB_ATLAS_CLIENT_SECRET: world.credentials.serviceAccount.secret,
      MONGODB_ATLAS_OPS_MANAGER_URL: origin,
    });
  });
  afterEach(() => {
    assert.deepEqual(rejected, []);
    assert.deepEqual(started.simulator?.violations, []);
  });
  after(async () => {
    process.off('unhandledRejection', onRejection);
    await commands.executeCommand('workbench.action.closeAllEditors');
    await started.simulator?.close();
  });

  it('is activated by an agent that uses a tool, and sends no request', async () => {
    const extension = extensions.getExtension('atlas-export-buckets.atlas-export-buckets');
    assert.equal(extension?.isActive, false);
    assert.match(await invokeTool(TOOLS.find, { query: 'x' }), /"found":"unknown"/);
    assert.equal(extension.isActive, true);
    assert.deepEqual(started.simulator?.requests, []);
  });

  it('activates and registers its commands', async () => {
    const extension = extensions.getExtension('atlas-export-buckets.atlas-export-buckets');
    assert.ok(extension);
    await extension.activate();
    const all = await commands.getCommands(true);
    for (const command of Object.values(COMMANDS)) {
      assert.ok(all.includes(command), command);
    }
    assert.deepEqual(started.simulator?.requests, []);
  });

  editorTests(() => started.simulator ?? assert.fail());
  findingTests(() => started.simulator ?? assert.fail());
  testAgentTools(() => started.simulator ?? assert.fail());

  for (const command of Object.values(COMMANDS)) {
    it(`accepts any arguments: ${command}`, async () => {
      await fc.assert(
        fc.asyncProperty(hostile, hostile, async (argument, all) => {
          const running = { isOver: false };
          void commands.executeCommand(command, argument, all).then(
            () => (running.isOver = true),
            () => (running.isOver = true),
          );
          // The user dismisses any prompt.
          while (!running.isOver) {
            await commands.executeCommand('workbench.action.closeQuickOpen');
            await commands.executeCommand('notifications.clearAll');
            await nextTurn();
          }
        }),
        { numRuns: 8 },
      );
      const methods = started.simulator?.requests.map(({ method, path }) => `${method} ${path}`) ?? [];
      assert.ok(methods.every((line) => line.startsWith('GET ') || /^POST \/api\/oauth\/(token|revoke)$/.test(line)));
    });
  }

  it('accepts any URI of its schemes', async () => {
    started.simulator?.clearRequests();
    await fc.assert(
      fc.asyncProperty(address, async (path) => {
        const uri = Uri.from({ scheme: SCHEME, path });
        if (OF_GONE.test(path)) {
          assert.match(new TextDecoder().decode(await workspace.fs.readFile(uri)), /was removed/);
        } else {
          await assert.rejects(async () => workspace.fs.readFile(uri));
        }
        await assert.rejects(async () => workspace.fs.writeFile(uri, new Uint8Array([1])));
        await assert.rejects(async () => workspace.fs.delete(uri));
      }),
      { numRuns: 200, examples: [[`/gone/${ID}/${ID}/`]] },
    );
    assert.deepEqual(started.simulator?.requests, []);
  });

  it('reads no settings from a workspace', () => {
    for (const name of Object.values(SETTINGS)) {
      const setting = workspace.getConfiguration(PREFIX).inspect(name);
      assert.ok(setting?.defaultValue !== undefined, name);
      assert.deepEqual([setting.workspaceValue, setting.workspaceFolderValue], [undefined, undefined], name);
    }
  });
});

const hostile = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
  fc.constantFrom<unknown>(
    { id: '__proto__' },
    { id: 'b:environment/../../etc' },
    { kind: 'exportBucket', id: 'b:x', bucket: {}, parent: {} },
    { kind: 'project', project: { id: 'x' }, parent: { credential: { origin: 'https://evil.example' } } },
    [{ id: 7 }],
    'https://evil.example/',
    'command:workbench.action.closeWindow',
  ),
);

const ID = '5f3c1a80b6d4e21f7a9c0dee';
/** The URI of an export bucket whose credential doesn't exist. Its document says so. */
const OF_GONE = new RegExp(`^/[^/]+/${ID}/${ID}/[^/]*$`);
const address = fc
  .array(
    fc.oneof(fc.constantFrom('', '.', '..', 'environment', 'gone', ID, `${ID}.json`), fc.string({ maxLength: 8 })),
    {
      maxLength: 6,
    },
  )
  .map((parts) => `/${parts.join('/')}`)
  // Only Atlas knows whether three valid IDs exist.
  .filter((path) => !path.startsWith('/environment/') && !path.startsWith('//'));
