import assert from 'node:assert/strict';
import { EXPORT_BUCKET_VERSIONS } from '../../../src/atlas/versions';
import { roleIdOf } from '../../../src/atlas/models';
import { PagedList } from '../../../src/atlas/pagedList';
import { clientOf, KEYS, METHODS, paths, PROJECTS, useSimulator, warmClientOf } from './support';

for (const version of EXPORT_BUCKET_VERSIONS) {
  describe(`Export buckets in version ${version}`, () => {
    const simulator = useSimulator();

    it('of every provider have their ID and their role', async () => {
      const { client } = await warmClientOf(simulator(), { version });
      const { items } = await client.listExportBuckets(PROJECTS.mixed);
      const roles = simulator()
        .world.project(PROJECTS.mixed)
        ?.exportBuckets.map((bucket) => bucket['iamRoleId'] ?? bucket['roleId']);
      assert.deepEqual(
        items.map(({ cloudProvider, bucketName }) => [cloudProvider, bucketName]),
        [
          ['AWS', 'contoso-lake-exports'],
          ['AZURE', 'contoso-lake-azure'],
          ['GCP', 'contoso-lake-gcp'],
        ],
      );
      assert.deepEqual(items.map(roleIdOf), roles);
      assert.equal(simulator().requests[0]?.headers['accept'], `application/vnd.atlas.${version}+json`);
      for (const item of items) {
        assert.deepEqual(await client.getExportBucket(PROJECTS.mixed, item._id), item);
      }
    });

    it('of an unknown provider are rows like any other', async () => {
      const bucket = simulator().world.addExportBucket(PROJECTS.empty, {
        bucketName: 'oci-exports',
        cloudProvider: 'OCI',
        namespace: 'contoso',
        roleId: '60113b99ce5a6a3d72ea7454',
      });
      const { client } = await warmClientOf(simulator(), { version });
      const { items, unreadable } = await client.listExportBuckets(PROJECTS.empty);
      assert.equal(unreadable, 0);
      const [item] = items;
      assert.equal(item?.cloudProvider, 'OCI');
      assert.equal(roleIdOf(item), bucket['roleId']);
      assert.equal(item['namespace'], version === '2023-01-01' ? undefined : 'contoso');
      assert.deepEqual(await client.getExportBucket(PROJECTS.empty, bucket._id), item);
    });

    it('that cannot be read are counted and do not hide others', async () => {
      const { world } = simulator();
      world.addExportBucket(PROJECTS.empty, { bucketName: 'first', region: 7 });
      world.addExportBucket(PROJECTS.empty, { _id: 'not an identifier' });
      world.addExportBucket(PROJECTS.empty, { bucketName: null });
      world.addExportBucket(PROJECTS.empty, { bucketName: 'last' });
      const { client } = await warmClientOf(simulator(), { version });
      const { items, unreadable } = await client.listExportBuckets(PROJECTS.empty);
      assert.deepEqual(
        items.map(({ bucketName, region }) => [bucketName, region]),
        [
          ['first', undefined],
          ['last', undefined],
        ],
      );
      assert.equal(unreadable, 2);
    });
  });
}

describe('Export buckets in the current version', () => {
  const simulator = useSimulator();

  it('keep the fields of their provider', async () => {
    const { client } = await warmClientOf(simulator());
    const [azure] = (await client.listExportBuckets(PROJECTS.azure)).items;
    assert.equal(azure?.serviceUrl, 'https://contosobackups.blob.core.windows.net/atlas-exports');
    assert.match(azure.tenantId ?? '', /^[0-9a-f-]{36}$/);
    const aws = (await client.listExportBuckets(PROJECTS.aws)).items;
    assert.deepEqual(
      aws.map(({ region, requirePrivateNetworking }) => [region, requirePrivateNetworking]),
      [
        ['eu-west-1', false],
        ['eu-west-1', true],
      ],
    );
    const [gcp] = (await client.listExportBuckets(PROJECTS.gcp)).items;
    assert.deepEqual(Object.keys(gcp ?? {}).sort(), ['_id', 'bucketName', 'cloudProvider', 'roleId']);
  });

  it('keep names that have a meaning in JavaScript', async () => {
    const { client } = await warmClientOf(simulator());
    const expected = simulator().world.project(PROJECTS.odd)?.exportBuckets;
    assert.deepEqual((await client.listExportBuckets(PROJECTS.odd)).items, expected);
  });

  it('are empty for a project without buckets', async () => {
    const { client } = await warmClientOf(simulator());
    assert.deepEqual(await client.listExportBuckets(PROJECTS.empty), {
      items: [],
      unreadable: 0,
      totalCount: 0,
      mayContinue: false,
    });
  });
});

for (const method of METHODS) {
  describe(`2,508 export buckets with ${method}`, () => {
    const simulator = useSimulator();

    it('load completely, once each, in the server’s order, with one request per page', async () => {
      const { client } = await warmClientOf(simulator(), { keys: KEYS[method] });
      const list = new PagedList({
        fetchPage: (pageNum, signal, { itemsPerPage }) =>
          client.listExportBuckets(PROJECTS.archive, { includeCount: true, itemsPerPage, pageNum, signal }),
        idOf: ({ _id }) => _id,
        pageSize: 500,
      });
      await list.loadRest({ signal: new AbortController().signal, priority: {}, onPage: () => undefined });
      const ids = list.items.map(({ _id }) => _id);
      const expected = simulator().world.project(PROJECTS.archive)?.exportBuckets;
      assert.deepEqual(
        ids,
        expected?.map(({ _id }) => _id),
      );
      assert.equal(new Set(ids).size, 2508);
      assert.deepEqual([list.totalCount, list.isComplete, list.unreadable], [2508, true, 0]);
      const path = `GET atlas/v2/groups/${PROJECTS.archive}/backup/exportBuckets`;
      assert.deepEqual(
        paths(simulator()),
        [1, 2, 3, 4, 5, 6].map((pageNum) => `${path}?includeCount=true&itemsPerPage=500&pageNum=${pageNum}`),
      );
    });
  });

  describe(`Requests with ${method}`, () => {
    const simulator = useSimulator();

    it('are two for the first one and one for each further one', async () => {
      const { client } = clientOf(simulator(), { keys: KEYS[method] });
      await client.listExportBuckets(PROJECTS.aws);
      const list = `GET atlas/v2/groups/${PROJECTS.aws}/backup/exportBuckets`;
      assert.deepEqual(paths(simulator()), [method === 'apiKey' ? list : 'POST oauth/token', list]);
      simulator().clearRequests();
      await client.listExportBuckets(PROJECTS.aws);
      await client.listProjects();
      await client.listOrganizations();
      assert.deepEqual(paths(simulator()), [list, 'GET atlas/v2/groups', 'GET atlas/v2/orgs']);
    });

    it('that start together share the sign-in', async () => {
      const { client } = clientOf(simulator(), { keys: KEYS[method] });
      await Promise.all(Array.from({ length: 6 }, () => client.listExportBuckets(PROJECTS.aws)));
      assert.equal(simulator().requests.length, 7);
      assert.equal(simulator().requests.filter(({ status }) => status === 401).length, method === 'apiKey' ? 1 : 0);
    });
  });
}

describe('A deprecated version', () => {
  const simulator = useSimulator();

  it('is reported once for each endpoint', async () => {
    const { client, lines } = await warmClientOf(simulator(), { version: '2023-01-01' });
    const [bucket] = (await client.listExportBuckets(PROJECTS.aws)).items;
    await client.listExportBuckets(PROJECTS.gcp);
    await client.getExportBucket(PROJECTS.aws, bucket?._id ?? '');
    await client.getExportBucket(PROJECTS.aws, bucket?._id ?? '');
    await client.listProjects();
    const dates =
      'is deprecated since Thu, 30 May 2024 00:00:00 GMT; Atlas serves it until Thu, 1 Jul 2027 00:00:00 GMT';
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('#')),
      [
        `Version 2023-01-01 of groups/{groupId}/backup/exportBuckets ${dates}`,
        `Version 2023-01-01 of groups/{groupId}/backup/exportBuckets/{exportBucketId} ${dates}`,
      ],
    );
  });

  it('is the only one that is reported', async () => {
    const { client, lines } = await warmClientOf(simulator());
    await client.listExportBuckets(PROJECTS.aws);
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? '',
      /^#3 GET http:\/\/127\.0\.0\.1:\d+\/api\/atlas\/v2\/groups\/[0-9a-f]{24}\/backup\/exportBuckets → 200, \d+ ms, 1199 left of the rate limit$/,
    );
  });
});
