import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Credential } from '../../../../src/credentials/credential';
import { LoadedLists } from '../../../../src/model/loadedLists';
import { loadAll } from '../../../../src/model/loadAll';
import { credentialNode, projectNode, type ParentNode } from '../../../../src/model/nodes';
import { RememberedFiles } from '../../../../src/model/remembered/files';
import { RememberedLists } from '../../../../src/model/remembered/rememberedLists';
import { until } from '../../../vscode/until';
import { clientOf, KEYS, PROJECTS, useSimulatorOfEach } from '../../client/support';
import { rowOf } from '../support';
import { useFolder } from './support';

/** Everything that one window has. Windows share the files and the credentials. */
interface Window {
  readonly lists: LoadedLists;
  readonly remembered: RememberedLists;
  /** Returns the names of the remembered buckets of a project, once what was loaded is written. */
  readonly namesIn: (projectId: string) => Promise<readonly string[] | undefined>;
}

describe('Remembered lists', () => {
  const opened: RememberedLists[] = [];
  // Before the folder is deleted, because what was loaded is written some time later.
  afterEach(async () => {
    for (const remembered of opened.splice(0)) {
      remembered.dispose();
      // Waits for what is being written.
      await remembered.removeCredential('none');
    }
  });
  const folder = useFolder();
  const { simulator, start } = useSimulatorOfEach();
  const reported: unknown[] = [];
  const root = rowOf('one');
  const archive = projectNode(root, { id: PROJECTS.archive, name: 'test-bucket-archive' });
  const mixed = projectNode(root, { id: PROJECTS.mixed, name: 'mixed' });
  const state: { credentials: readonly Credential[]; isOn: boolean } = { credentials: [], isOn: true };

  beforeEach(async () => {
    Object.assign(state, { credentials: [root.credential], isOn: true });
    reported.length = 0;
    await start({});
  });
  afterEach(() => {
    assert.deepEqual(reported, []);
  });

  function openWindow(): Window {
    const { client } = clientOf(simulator(), { keys: KEYS.apiKey });
    const files = new RememberedFiles(folder(), (_file, problem) => reported.push(problem));
    const remembered = new RememberedLists({
      files,
      credentials: {
        list: () => state.credentials,
        find: (id) => state.credentials.find((credential) => credential.id === id),
      },
      listOf: ({ id }: ParentNode) => lists.get(id),
      unlistedProjects: () => [],
      isOn: () => state.isOn,
      report: (error) => reported.push(error),
    });
    opened.push(remembered);
    const lists = new LoadedLists({
      credentials: { clientOf: () => Promise.resolve(client) },
      pageSize: () => 100,
      addedProjects: () => [],
      report: () => undefined,
      onLoad: (node) => {
        remembered.record(node);
      },
    });
    return {
      lists,
      remembered,
      namesIn: async (projectId) => {
        await remembered.write();
        const [one] = await remembered.read();
        return one?.remembered.get(projectId)?.buckets.map(({ name }) => name);
      },
    };
  }

  const bucketsIn = (projectId: string) =>
    simulator().world.projects.find(({ id }) => id === projectId)?.exportBuckets ?? assert.fail();

  it('are found by another window without a request, each with the time at which it was loaded', async () => {
    const first = openWindow();
    await first.lists.load(root);
    await first.lists.load(mixed);
    await first.remembered.write();
    simulator().clearRequests();
    const [one] = await openWindow().remembered.read();
    const project = one?.remembered.get(PROJECTS.mixed);
    assert.deepEqual(
      project?.buckets.map(({ id }) => id),
      bucketsIn(PROJECTS.mixed).map(({ _id }) => _id),
    );
    assert.ok(project.buckets.every(({ readAt }) => Math.abs(readAt - Date.now() / 1000) < 60));
    assert.equal(one?.remembered.size, first.lists.of(root).pages.items.length);
    assert.deepEqual(simulator().requests, []);
  });

  it('are written soon after a list was loaded, without a command', async () => {
    const { lists } = openWindow();
    await lists.load(mixed);
    await until(() => Promise.resolve(existsSync(folder()) && readdirSync(folder()).length === 1), 'the file');
  });

  it('contain the lists of Load Everything, which the tree never shows', async () => {
    const window = openWindow();
    await loadAll(window.lists, [root], { signal: new AbortController().signal });
    assert.equal((await window.namesIn(PROJECTS.archive))?.length, bucketsIn(PROJECTS.archive).length);
  });

  it('grow with each page, and contain a bucket that was found by its ID', async () => {
    const window = openWindow();
    await window.lists.load(archive);
    assert.equal((await window.namesIn(PROJECTS.archive))?.length, 100);
    await window.lists.loadNext(archive);
    assert.equal((await window.namesIn(PROJECTS.archive))?.length, 200);
    const bucket = bucketsIn(PROJECTS.archive).at(-1) ?? assert.fail();
    window.lists.keepFound(archive, bucket);
    assert.equal((await window.namesIn(PROJECTS.archive))?.length, 201);
  });

  it('lose a bucket that a complete list lacks, but not one that a failed list lacks', async () => {
    const first = openWindow();
    await first.lists.load(mixed);
    const before = (await first.namesIn(PROJECTS.mixed)) ?? assert.fail();
    const second = openWindow();
    const end = simulator().fault({ path: /exportBuckets/, response: { status: 500 } });
    await second.lists.load(mixed);
    assert.deepEqual(await second.namesIn(PROJECTS.mixed), before);
    end();
    bucketsIn(PROJECTS.mixed).splice(0, 1);
    await second.lists.reload(mixed);
    assert.deepEqual(await second.namesIn(PROJECTS.mixed), before.slice(1));
  });

  it('lose a project that Atlas says doesn’t exist', async () => {
    const window = openWindow();
    await window.lists.load(mixed);
    assert.ok(await window.namesIn(PROJECTS.mixed));
    simulator().fault({
      path: /exportBuckets/,
      response: { status: 404, errorCode: 'GROUP_NOT_FOUND' },
    });
    await window.lists.reload(mixed);
    assert.equal(await window.namesIn(PROJECTS.mixed), undefined);
  });

  it('are deleted with their credential, even if another window writes them later', async () => {
    const [first, second] = [openWindow(), openWindow()];
    await first.lists.load(mixed);
    await first.remembered.write();
    await second.lists.load(mixed);
    state.credentials = [];
    await first.remembered.removeCredential(root.credential.id);
    await second.remembered.write();
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('are not shown to another key of the same credential', async () => {
    const window = openWindow();
    await window.lists.load(mixed);
    await window.remembered.write();
    state.credentials = [{ ...root.credential, keyId: 'other' }];
    assert.equal((await window.remembered.read())[0]?.remembered.size, 0);
    assert.deepEqual(reported.splice(0), ['foreign']);
    // What was loaded with the old key is not written either.
    window.remembered.record(mixed);
    await window.remembered.write();
    state.credentials = [root.credential];
    assert.ok((await window.namesIn(PROJECTS.mixed))?.length);
  });

  it('are neither written nor read if the user turns them off, and are deleted', async () => {
    const window = openWindow();
    await window.lists.load(mixed);
    await window.remembered.write();
    state.isOn = false;
    assert.deepEqual(await window.remembered.read(), []);
    assert.equal(existsSync(folder()), false);
    await window.lists.load(archive);
    await window.remembered.write();
    assert.equal(existsSync(folder()), false);
  });

  it('are deleted by the command, even before they are written', async () => {
    const window = openWindow();
    await window.lists.load(mixed);
    await window.remembered.write();
    await window.lists.load(archive);
    await window.remembered.clear();
    await window.remembered.write();
    assert.equal(existsSync(folder()), false);
  });

  it('forget one export bucket without the others', async () => {
    const window = openWindow();
    await window.lists.load(mixed);
    const names = (await window.namesIn(PROJECTS.mixed)) ?? assert.fail();
    const [row] = window.lists.of(mixed).rows();
    assert.equal(row?.kind, 'exportBucket');
    await window.remembered.forget(row, 'exportBucket');
    assert.deepEqual(await window.namesIn(PROJECTS.mixed), names.slice(1));
  });

  it('leave nothing of a credential that ends with the window, or that can’t be used', async () => {
    for (const credential of [
      { ...root.credential, source: 'session' },
      { ...root.credential, source: 'environment', origin: '' },
    ] as const) {
      state.credentials = [credential];
      const window = openWindow();
      window.remembered.record(projectNode(credentialNode(credential), mixed.project));
      await window.remembered.write();
      assert.deepEqual(await window.remembered.read(), []);
    }
    assert.equal(existsSync(folder()), false);
  });

  it('contain no secret and no base URL', async () => {
    const window = openWindow();
    await loadAll(window.lists, [root], { signal: new AbortController().signal });
    await window.remembered.write();
    const text = readFileSync(path.join(folder(), readdirSync(folder())[0] ?? ''), 'utf8');
    assert.ok(text.includes('test-bucket'));
    for (const { id, secret } of Object.values(KEYS)) {
      assert.ok(![id, secret, Buffer.from(`${id}:${secret}`).toString('base64')].some((one) => text.includes(one)));
    }
    assert.ok(!text.includes('127.0.0.1'));
  });

  it('replace a file that is damaged, and report it', async () => {
    const window = openWindow();
    await window.lists.load(mixed);
    await window.remembered.write();
    writeFileSync(path.join(folder(), readdirSync(folder())[0] ?? ''), '{');
    assert.equal((await window.remembered.read())[0]?.remembered.size, 0);
    await window.lists.reload(mixed);
    assert.deepEqual((await window.namesIn(PROJECTS.mixed))?.length, bucketsIn(PROJECTS.mixed).length);
    assert.deepEqual(reported.splice(0), ['broken', 'broken']);
  });
});
