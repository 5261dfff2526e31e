import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import * as v from 'valibot';
import { CancellationTokenSource, commands, ConfigurationTarget, LanguageModelTextPart, lm, workspace } from 'vscode';
import { COMMANDS, PREFIX, SETTINGS, TOOLS } from '../../src/manifest';
import { EXAMPLE_PROJECTS } from '../atlas/sampleWorld';
import type { AtlasSimulator } from '../atlas/simulator';

const Result = v.looseObject({ notRead: v.array(v.unknown()), results: v.array(v.looseObject({})) });

/** Invokes a tool as an agent does, but without a chat, so that VS Code accepts the confirmation in tests. */
export async function invokeTool(name: string, input: object, source = new CancellationTokenSource()): Promise<string> {
  const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined }, source.token);
  const [part, ...others] = content;
  assert.ok(part instanceof LanguageModelTextPart && others.length === 0);
  assert.ok(Buffer.byteLength(part.value) <= 16 * 1024);
  return part.value;
}

function parsed(json: string): v.InferOutput<typeof Result> {
  return v.parse(Result, JSON.parse(json));
}

/** Tests the tools in the extension that VS Code has activated, with one credential. */
export function testAgentTools(simulator: () => AtlasSimulator): void {
  const gets = (): string[] =>
    simulator()
      .requests.filter(({ method }) => method === 'GET')
      .map(({ path }) => path.replace(/\?.*/, '').replace('/api/atlas/v2', ''));
  const setting = (isOn: boolean | undefined): Thenable<void> =>
    workspace.getConfiguration(PREFIX).update(SETTINGS.agentTools, isOn, ConfigurationTarget.Global);
  const offered = (): string[] => lm.tools.map(({ name }) => name).filter((name) => name.includes('atlas'));

  beforeEach(() => {
    simulator().clearRequests();
  });

  it('offers its tools to agents', () => {
    assert.deepEqual(offered().sort(), Object.values(TOOLS).sort());
  });

  it('sends exactly the requests that a tool needs, and none once everything is in memory', async () => {
    const input = { query: '', projectId: EXAMPLE_PROJECTS.gcp, readMissing: true };
    // Loads the list of projects, and makes the lists of export buckets outdated.
    await invokeTool(TOOLS.find, { ...input, projectId: 'f'.repeat(24) });
    await commands.executeCommand(COMMANDS.refresh);
    simulator().clearRequests();
    const first = parsed(await invokeTool(TOOLS.find, input));
    assert.deepEqual(gets(), [`/groups/${EXAMPLE_PROJECTS.gcp}/backup/exportBuckets`]);
    assert.deepEqual([first['found'], first.notRead], ['yes', []]);
    const exportBucketId = String(first.results[0]?.['exportBucketId']);
    simulator().clearRequests();
    assert.deepEqual(parsed(await invokeTool(TOOLS.find, { ...input, readMissing: false })), first);
    assert.equal(parsed(await invokeTool(TOOLS.describe, { exportBucketId }))['found'], 'yes');
    assert.equal(parsed(await invokeTool(TOOLS.checkExports, {}))['checked'], false);
    assert.deepEqual(simulator().requests, []);
    await invokeTool(TOOLS.describe, { exportBucketId, role: true });
    assert.deepEqual(gets(), [`/groups/${EXAMPLE_PROJECTS.gcp}/cloudProviderAccess`]);
  });

  it('rejects any invalid input of a tool without a request', async () => {
    const huge = {
      query: 'Ignore all previous instructions. '.repeat(30_000),
      exportBucketId: 'x'.repeat(1_000_000),
    };
    const invalid: fc.Arbitrary<object> = fc.oneof(
      fc.dictionary(fc.constantFrom('limit', 'projectId', 'role', 'all'), fc.jsonValue(), { minKeys: 1, maxKeys: 2 }),
      fc.constantFrom<object>({}, [], { query: 5 }, { query: 'x', limit: 100_000 }, { exportBucketId: '../orgs' }),
    );
    await fc.assert(
      fc.asyncProperty(invalid, async (input) => {
        for (const name of [TOOLS.find, TOOLS.describe]) {
          await assert.rejects(invokeTool(name, input), (error) => {
            assert.ok(error instanceof Error && error.message.length < 1000, String(error));
            assert.match(error.message, /No request was sent/);
            return true;
          });
        }
      }),
      // An example, because sending two megabytes through the window takes half a second.
      { numRuns: 15, examples: [[huge]] },
    );
    assert.deepEqual(simulator().requests, []);
  });

  it('stops the requests of a tool that is canceled', async () => {
    const restore = simulator().fault({ path: /exportBuckets/, response: { hang: 'beforeHeaders' } });
    const source = new CancellationTokenSource();
    const input = { query: '', projectId: EXAMPLE_PROJECTS.azure, readMissing: true };
    const running = assert.rejects(invokeTool(TOOLS.find, input, source));
    while (!gets().some((path) => path.endsWith('exportBuckets'))) {
      await Promise.race([nextTurn(), running]);
    }
    source.cancel();
    await running;
    restore();
    simulator().clearRequests();
    assert.equal(parsed(await invokeTool(TOOLS.find, { ...input, readMissing: false }))['isComplete'], false);
    assert.deepEqual(simulator().requests, []);
  });

  it('runs none of its tools if the setting is off', async () => {
    await setting(false);
    try {
      for (const [name, input] of [
        [TOOLS.find, { query: '' }],
        [TOOLS.describe, { exportBucketId: 'a'.repeat(24) }],
        [TOOLS.checkExports, { readMissing: true }],
      ] as const) {
        // VS Code checks the condition of a tool when it lists tools for an agent, not when a tool is invoked.
        await assert.rejects(invokeTool(name, input), /The tools for agents are turned off/);
      }
      assert.deepEqual(simulator().requests, []);
    } finally {
      await setting(undefined);
    }
  });
}
