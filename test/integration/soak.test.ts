import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Uri } from 'vscode';
import { isAbort } from '../../src/atlas/errors';
import { exportBucketDocuments } from '../../src/documents/exportBucketDocuments';
import { exportBucketUri } from '../../src/documents/exportBucketUri';
import { Arrangements } from '../../src/tree/arrangements';
import type { ParentNode, ProjectNode, TreeNode } from '../../src/model/nodes';
import { ProjectsTree } from '../../src/tree/projectsTree';
import { ProviderIcons } from '../../src/tree/providerIcons';
import type { Fault } from '../atlas/simulator';
import { startAtlasSimulator } from '../atlas/simulator';
import { seededRandom } from '../atlas/objectIds';
import { collectGarbage } from '../collectGarbage';
import { sampleCredentials } from './support';

/** The number of actions; `npm run soak` runs 2,000. */
const ACTIONS = Number(process.env['SOAK_ACTIONS'] ?? 150);
const SEED = Number(process.env['SOAK_SEED'] ?? Date.now() % 1_000_000);
/** Maximum growth of the heap after the first quarter, in megabytes. */
const MOST_GROWTH = 8;
/** Maximum number of open, idle sockets at the end, including those of the simulator. */
const MOST_SOCKETS = 24;

const FAILURES: readonly Fault[] = [
  { response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } },
  { response: { status: 404, errorCode: 'GROUP_NOT_FOUND' } },
  // No retries, because a background request waits minutes for a rate limit that stays.
  { response: { status: 429, errorCode: 'RATE_LIMITED', retryAfter: 1 }, times: 1 },
  { response: { status: 500, errorCode: 'UNEXPECTED_ERROR' } },
  { response: { status: 200, body: '<html>', contentType: 'text/html' } },
  { response: { status: 200, body: '{"results":[', contentType: 'application/json' } },
  { response: { reset: 'beforeHeaders' } },
  { response: { reset: 'withinBody' } },
];

describe('The tree, after many actions of which one in ten fails', function () {
  this.timeout(1_800_000);

  it(`contains each row once and nothing else, and uses no more memory (seed ${SEED})`, async () => {
    const random = seededRandom(SEED);
    const oneOf = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
    const simulator = await startAtlasSimulator({ rateLimit: { capacity: 1e6, refillPerSecond: 1e6 } });
    const { world } = simulator;
    const key = world.credentials.apiKey;
    const credentials = sampleCredentials(simulator, { retail: key, twin: key });
    const pinned = new Map<string, readonly string[]>();
    const arrangements = new Arrangements({ of: (id) => pinned.get(id) ?? [], projectsOf: () => [] }, 'en');
    const tree = new ProjectsTree(credentials, arrangements, {
      pageSize: () => 20,
      providerIcons: new ProviderIcons(Uri.file('/')),
      addedProjects: () => [],
      report: () => undefined,
    });
    const documents = exportBucketDocuments(credentials, () => undefined);
    const rejected: unknown[] = [];
    const onRejection = (reason: unknown): void => void rejected.push(reason);
    process.on('unhandledRejection', onRejection);

    const everKnown = new Set(world.projects.flatMap(({ exportBuckets }) => exportBuckets.map(({ _id }) => _id)));
    /** The displayed rows by the row above them. */
    const shown = new Map<string, readonly TreeNode[]>();
    const rows = (): TreeNode[] => [...shown.values()].flat();
    const projects = (): ProjectNode[] => rows().filter((row) => row.kind === 'project');

    const look = async (parent?: ParentNode): Promise<readonly TreeNode[]> => {
      const children = await tree.getChildren(parent);
      assert.equal(new Set(children.map(({ id }) => id)).size, children.length, 'a row is displayed twice');
      for (const child of children) {
        assert.equal(tree.rows.find(child), child);
        assert.equal(tree.getTreeItem(child).id, child.id);
        assert.equal(tree.getParent(child)?.id, parent?.id);
        assert.ok(child.kind !== 'exportBucket' || everKnown.has(child.bucket._id), 'this export bucket never existed');
      }
      shown.set(parent?.id ?? '', children);
      return children;
    };
    const changeWorld = (): void => {
      const project = oneOf(world.projects);
      const [bucket] = project?.exportBuckets ?? [];
      if (project !== undefined && random() < 0.5 && bucket !== undefined) {
        world.removeExportBucket(project.id, bucket._id);
      } else if (project !== undefined) {
        everKnown.add(world.addExportBucket(project.id)._id);
      }
    };
    const anyProject = async (act: (project: ProjectNode) => Promise<unknown>): Promise<void> => {
      const project = oneOf(projects());
      if (project !== undefined) {
        await act(project);
        await look(project);
      }
    };
    const loadSome = async (after: number): Promise<void> => {
      const stop = new AbortController();
      const root = oneOf(tree.rows.roots());
      const loading = root === undefined ? undefined : tree.loadAll([root], { signal: stop.signal });
      for (let turn = 0; turn < after; turn += 1) {
        await nextTurn();
      }
      stop.abort();
      await loading?.catch((error: unknown) => {
        assert.ok(isAbort(error));
      });
    };
    const actions: readonly (() => unknown)[] = [
      async () => {
        for (const root of await look()) {
          assert.ok(root.kind === 'credential');
          await look(root);
        }
      },
      () => anyProject((project) => look(project)),
      () => anyProject((project) => tree.loadNext(project)),
      () => anyProject((project) => tree.retry(project)),
      () => anyProject((project) => tree.refresh(project)),
      () => anyProject((project) => Promise.all([tree.refreshAll(), tree.loadNext(project), tree.refresh(project)])),
      () => anyProject(async (project) => tree.loadAll([project], { signal: new AbortController().signal })),
      () => tree.refreshAll(),
      () => loadSome(Math.floor(random() * 20)),
      () =>
        anyProject(async (project) => {
          await Promise.resolve();
          arrangements.sort(project, oneOf(['atlas', 'name', 'newest'] as const) ?? 'atlas');
        }),
      () => {
        arrangements.filter(oneOf([undefined, new Set(['AWS']), new Set(['AZURE', 'GCP'])]));
      },
      () =>
        anyProject(async ({ project }) => {
          await Promise.resolve();
          pinned.set('retail', [project.id]);
          tree.updateProjects('retail');
        }),
      () => {
        shown.clear();
        tree.forget(oneOf(['retail', 'twin']) ?? 'retail');
      },
      async () => {
        const bucket = oneOf(rows().filter((row) => row.kind === 'exportBucket'));
        if (bucket !== undefined) {
          await documents.readFile(exportBucketUri(bucket)).catch(() => undefined);
        }
      },
      changeWorld,
      changeWorld,
    ];
    const measure = async (): Promise<{ heap: number; sockets: number }> => {
      shown.clear();
      credentials.list().forEach(({ id }) => {
        tree.forget(id);
      });
      await nextTurn();
      const { heap } = await collectGarbage();
      const sockets = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
      return { heap: heap / 2 ** 20, sockets };
    };

    let failed = 0;
    let before = { heap: Infinity, sockets: Infinity };
    for (let action = 0; action < ACTIONS; action += 1) {
      const fault = random() < 0.1 ? oneOf(FAILURES) : undefined;
      const end = fault === undefined ? undefined : simulator.fault(fault);
      failed += fault === undefined ? 0 : 1;
      await oneOf(actions)?.();
      end?.();
      assert.deepEqual(rejected, []);
      assert.deepEqual(simulator.violations, []);
      simulator.clearRequests();
      credentials.requests.length = 0;
      if (action === Math.floor(ACTIONS / 4)) {
        before = await measure();
      }
    }

    arrangements.filter(undefined);
    pinned.clear();
    for (const root of tree.rows.roots()) {
      await tree.refresh(root);
      const { projects: loaded, failures } = await tree.loadAll([root], { signal: new AbortController().signal });
      const readable = loaded.filter(({ node }) => failures.every(({ parent }) => parent.id !== node.id));
      assert.ok(readable.length > 40);
      for (const { node, buckets } of readable) {
        await tree.refresh(node);
        const { failures: none, projects: again } = await tree.loadAll([node], {
          signal: new AbortController().signal,
        });
        assert.deepEqual(none, []);
        const ids = (again[0]?.buckets ?? buckets).map(({ _id }) => _id);
        assert.deepEqual(
          ids,
          world.project(node.project.id)?.exportBuckets.map(({ _id }) => _id),
        );
      }
    }
    const after = await measure();
    console.log(
      `    ${ACTIONS} actions, ${failed} with failures: heap ${before.heap.toFixed(1)} → ${after.heap.toFixed(1)} MB, ` +
        `sockets ${before.sockets} → ${after.sockets}`,
    );
    assert.ok(after.heap - before.heap < MOST_GROWTH, `the heap grew by ${after.heap - before.heap} MB`);
    assert.ok(after.sockets <= MOST_SOCKETS, `${after.sockets} sockets are open`);
    tree.dispose();
    await simulator.close();
    process.off('unhandledRejection', onRejection);
    assert.deepEqual(rejected, []);
  });
});
