import assert from 'node:assert/strict';
import type { ListExportBucketsRequest } from '../../../src/atlas/requests';
import { InvalidIdentifierError } from '../../../src/atlas/errors';
import { failureOf } from '../atlas/support';
import { clientOf, KEYS, METHODS, paths, PROJECTS, useSimulator, warmClientOf } from './support';

const ARCHIVE = `GET atlas/v2/groups/${PROJECTS.archive}/backup/exportBuckets`;

for (const method of METHODS) {
  describe(`AtlasClient with ${method}`, () => {
    const simulator = useSimulator();
    const keys = KEYS[method];

    it('lists organizations in their version with the user agent', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const page = await client.listOrganizations({ pageNum: 1, itemsPerPage: 1 });
      assert.deepEqual(page, {
        items: [{ id: keys.organizationId, name: 'Contoso Retail' }],
        unreadable: 0,
        totalCount: 1,
        mayContinue: true,
      });
      assert.deepEqual(paths(simulator()), ['GET atlas/v2/orgs?itemsPerPage=1&pageNum=1']);
      const [request] = simulator().requests;
      assert.equal(request?.headers['accept'], 'application/vnd.atlas.2023-01-01+json');
      assert.equal(request.headers['user-agent'], 'atlas-export-buckets/test');
      assert.equal(request.principal, keys.id);
      assert.equal(request.body, '');
    });

    it('lists projects in the server’s order', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const expected = simulator()
        .world.visibleProjects(keys.id)
        .map(({ id, name, organizationId: orgId, clusters }) => ({ id, name, orgId, clusterCount: clusters.length }))
        .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
      const page = await client.listProjects({ itemsPerPage: 500 });
      assert.deepEqual(page.items, expected);
      assert.equal(page.totalCount, expected.length);
      assert.equal(page.mayContinue, false);
      assert.deepEqual(paths(simulator()), ['GET atlas/v2/groups?itemsPerPage=500']);
      assert.equal(simulator().requests[0]?.headers['accept'], 'application/vnd.atlas.2023-01-01+json');
    });

    it('lists and gets export buckets, all on one connection', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const expected = simulator().world.project(PROJECTS.aws)?.exportBuckets;
      const page = await client.listExportBuckets(PROJECTS.aws);
      assert.deepEqual(page.items, expected);
      const [first] = page.items;
      assert.ok(first);
      assert.deepEqual(await client.getExportBucket(PROJECTS.aws, first._id), first);
      const list = `GET atlas/v2/groups/${PROJECTS.aws}/backup/exportBuckets`;
      assert.deepEqual(paths(simulator()), [list, `${list}/${first._id}`]);
      const seen = simulator().requests.map(({ headers, connection }) => [headers['accept'], connection]);
      assert.deepEqual(new Set(seen.map(String)), new Set(['application/vnd.atlas.2024-05-30+json,1']));
    });

    it('uses a single credential', async () => {
      simulator().world.setRole(keys.id, PROJECTS.forbidden, 'GROUP_READ_ONLY');
      const { client } = clientOf(simulator(), { keys });
      assert.deepEqual(
        (await client.listExportBuckets(PROJECTS.forbidden)).items.map(({ bucketName }) => bucketName),
        ['contoso-payroll'],
      );
      assert.equal(
        simulator().requests.every(({ principal }) => principal === keys.id || principal === undefined),
        true,
      );
    });
  });
}

describe('AtlasClient renews and revokes', () => {
  const simulator = useSimulator();

  it('the token of a service account', async () => {
    const { client, waits } = await warmClientOf(simulator());
    // Simulates that a minute has passed.
    waits.push(60_000);
    await client.renewAccess();
    assert.equal(simulator().liveTokens, 1);
    await client.listOrganizations();
    assert.equal(simulator().liveTokens, 2);
    await client.close();
    assert.equal(simulator().liveTokens, 0);
    await client.close();
    const revoke = 'POST oauth/revoke';
    assert.deepEqual(paths(simulator()), ['POST oauth/token', 'GET atlas/v2/orgs', revoke, revoke]);
  });

  it('nothing of an API key, which has no token', async () => {
    const { client } = await warmClientOf(simulator(), { keys: KEYS.apiKey });
    await client.renewAccess();
    await client.close();
    assert.deepEqual(simulator().requests, []);
  });
});

describe('A closed AtlasClient', () => {
  const simulator = useSimulator();

  it('cancels running requests, sends no more, and leaves no token', async () => {
    const { client } = await warmClientOf(simulator());
    simulator().fault({ response: { hang: 'beforeHeaders' }, path: /exportBuckets/ });
    const underWay = client.listExportBuckets(simulator().world.examples.aws);
    const ended = assert.rejects(underWay, { name: 'AbortError' });
    await client.close();
    await ended;
    await assert.rejects(client.listProjects(), { name: 'AbortError' });
    assert.equal(simulator().liveTokens, 0);
  });
});

describe('AtlasClient’s query', () => {
  const simulator = useSimulator();
  const QUERIES: readonly (readonly [ListExportBucketsRequest, string])[] = [
    [{}, ''],
    [{ includeCount: true }, '?includeCount=true'],
    [{ itemsPerPage: 500 }, '?itemsPerPage=500'],
    [{ pageNum: 3 }, '?pageNum=3'],
    [{ envelope: true }, '?envelope=true'],
    [{ envelope: false }, '?envelope=false'],
    [{ pretty: true }, '?pretty=true'],
    [
      { includeCount: true, itemsPerPage: 7, pageNum: 2, envelope: true, pretty: true },
      '?includeCount=true&itemsPerPage=7&pageNum=2&envelope=true&pretty=true',
    ],
  ];

  for (const [request, query] of QUERIES) {
    it(`${query === '' ? 'is empty by default' : query} returns the requested rows`, async () => {
      const { client } = await warmClientOf(simulator());
      const { itemsPerPage = 100, pageNum = 1 } = request;
      const start = (pageNum - 1) * itemsPerPage;
      assert.deepEqual(await client.listExportBuckets(PROJECTS.archive, request), {
        items: simulator()
          .world.project(PROJECTS.archive)
          ?.exportBuckets.slice(start, start + itemsPerPage),
        unreadable: 0,
        totalCount: 2508,
        mayContinue: true,
      });
      assert.deepEqual(paths(simulator()), [ARCHIVE + query]);
    });
  }

  it('without a count gets none, and relies on the length of the page', async () => {
    const { client } = await warmClientOf(simulator());
    const pages = await Promise.all(
      [5, 6].map((pageNum) =>
        client.listExportBuckets(PROJECTS.archive, { includeCount: false, itemsPerPage: 500, pageNum }),
      ),
    );
    assert.deepEqual(
      pages.map(({ items, totalCount, mayContinue }) => [items.length, totalCount, mayContinue]),
      [
        [500, undefined, true],
        [8, undefined, false],
      ],
    );
    for (const list of [client.listOrganizations.bind(client), client.listProjects.bind(client)]) {
      assert.equal((await list({ includeCount: false })).totalCount, undefined);
    }
  });

  it('opens the envelope of one bucket', async () => {
    const { client } = await warmClientOf(simulator());
    const [bucket] = simulator().world.project(PROJECTS.azure)?.exportBuckets ?? [];
    assert.ok(bucket);
    assert.deepEqual(await client.getExportBucket(PROJECTS.azure, bucket._id, { envelope: true }), bucket);
    assert.equal(new URL(simulator().requests[0]?.path ?? '', simulator().origin).search, '?envelope=true');
  });
});

describe('AtlasClient rejects invalid identifiers', () => {
  const simulator = useSimulator();
  const BAD_IDS = [
    '',
    'abc',
    PROJECTS.aws.toUpperCase(),
    PROJECTS.aws.slice(1),
    `${PROJECTS.aws}0`,
    `${PROJECTS.aws}\n`,
    ` ${PROJECTS.aws}`,
    '../../../../api/oauth/tok',
    `${PROJECTS.aws.slice(0, 21)}%2F`,
    'zzzzzzzzzzzzzzzzzzzzzzzz',
  ];

  for (const id of BAD_IDS) {
    it(`such as ${JSON.stringify(id)} before any request is sent`, async () => {
      const { client, lines } = clientOf(simulator());
      const failures = await Promise.all(
        [
          client.listExportBuckets(id),
          client.getExportBucket(id, PROJECTS.aws),
          client.getExportBucket(PROJECTS.aws, id),
        ].map(failureOf),
      );
      assert.deepEqual(
        failures.map((error) => (error instanceof InvalidIdentifierError ? error.what : error)),
        ['project', 'project', 'exportBucket'],
      );
      assert.deepEqual(simulator().requests, []);
      assert.deepEqual(lines, []);
    });
  }
});
