import assert from 'node:assert/strict';
import { AtlasError } from '../../../src/atlas/errors';
import { verify, type Verified } from '../../../src/find/verify';
import { exportBucketNode, projectNode, type ExportBucketNode } from '../../../src/model/nodes';
import { exportBucketOf, rememberedBucket } from '../../../src/model/remembered/remembered';
import { clientOf, KEYS, paths, PROJECTS, useSimulatorOfEach } from '../client/support';
import { rowOf } from '../model/support';

const root = rowOf('one');
const project = projectNode(root, { id: PROJECTS.mixed, name: 'as it was called' });

describe('A remembered export bucket that is selected', () => {
  const { simulator, start } = useSimulatorOfEach();
  const forgotten: string[] = [];
  const recorded: string[] = [];
  const kept: string[] = [];

  beforeEach(async () => {
    [forgotten, recorded, kept].forEach((list) => list.splice(0));
    await start({});
  });

  /** Returns the bucket as it was remembered, with a name that it doesn't have. */
  function remembered(): ExportBucketNode {
    const bucket = simulator().world.projects.find(({ id }) => id === PROJECTS.mixed)?.exportBuckets[0];
    assert.ok(bucket);
    return exportBucketNode(project, exportBucketOf({ ...rememberedBucket(bucket, 0), name: 'old name' }));
  }

  async function verified(
    node: ExportBucketNode,
    listed: ReturnType<Parameters<typeof verify>[1]['tree']['rows']['projectsOf']> = [],
    signal = new AbortController().signal,
  ): Promise<Verified> {
    const { client } = clientOf(simulator(), { keys: KEYS.serviceAccount });
    await client.listOrganizations();
    simulator().clearRequests();
    return verify(node, {
      tree: {
        rows: { projectsOf: () => listed },
        keepFound: ({ bucket }) => kept.push(bucket.bucketName),
      },
      credentials: { clientOf: () => Promise.resolve(client) },
      remembered: {
        record: ({ id }) => recorded.push(id),
        forget: (_node, what) => {
          forgotten.push(what);
          return Promise.resolve();
        },
      },
      signal,
    });
  }

  it('takes one request, and is opened as Atlas returns it', async () => {
    const node = remembered();
    const result = await verified(node);
    assert.ok('node' in result);
    assert.equal(result.node.bucket.bucketName, 'contoso-lake-exports');
    assert.deepEqual(
      simulator().requests.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`),
      [`GET /api/atlas/v2/groups/${PROJECTS.mixed}/backup/exportBuckets/${node.bucket._id}`],
    );
    assert.deepEqual([recorded, kept, forgotten], [[node.id], [], []]);
  });

  it('is kept in the list of its project, with its current name, if the view has the project', async () => {
    const current = projectNode(root, { id: PROJECTS.mixed, name: 'as it is called' });
    const result = await verified(remembered(), [{ node: current, list: undefined }]);
    assert.ok('node' in result && result.node.parent === current);
    assert.deepEqual([recorded, kept], [[], ['contoso-lake-exports']]);
  });

  it('is forgotten if Atlas says that it doesn’t exist', async () => {
    const node = remembered();
    simulator()
      .world.projects.find(({ id }) => id === PROJECTS.mixed)
      ?.exportBuckets.shift();
    assert.deepEqual(await verified(node), { gone: 'exportBucket' });
    assert.deepEqual([forgotten, paths(simulator()).length], [['exportBucket'], 1]);
  });

  it('is forgotten with its project if Atlas says that the project doesn’t exist', async () => {
    simulator().fault({ path: /exportBuckets/, response: { status: 404, errorCode: 'GROUP_NOT_FOUND' } });
    assert.deepEqual(await verified(remembered()), { gone: 'project' });
    assert.deepEqual(forgotten, ['project']);
  });

  for (const response of [
    { status: 403, errorCode: 'USER_CANNOT_ACCESS_GROUP' },
    { status: 404, errorCode: 'RESOURCE_NOT_FOUND' },
    { status: 404, body: '<html>', contentType: 'text/html' },
    { status: 403, errorCode: 'EXPORT_BUCKET_NOT_FOUND' },
    { status: 401 },
    { status: 500 },
    { status: 500, errorCode: 'GROUP_NOT_FOUND' },
    { status: 503, errorCode: 'EXPORT_BUCKET_NOT_FOUND' },
  ]) {
    it(`is still remembered after ${response.status} ${response.errorCode ?? response.body ?? ''}`, async () => {
      simulator().fault({ path: /exportBuckets/, response });
      await assert.rejects(verified(remembered()), AtlasError);
      assert.deepEqual([forgotten, recorded, kept], [[], [], []]);
    });
  }

  it('is still remembered if the user cancels', async () => {
    const canceled = new AbortController();
    simulator().fault({ path: /exportBuckets/, response: { hang: 'beforeHeaders' } });
    const running = verified(remembered(), [], canceled.signal);
    canceled.abort();
    await assert.rejects(running, { name: 'AbortError' });
    assert.deepEqual(forgotten, []);
  });
});
