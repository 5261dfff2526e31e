import assert from 'node:assert/strict';
import { ApiError, InvalidIdentifierError } from '../../../src/atlas/errors';
import type { Project } from '../../atlas/world';
import { failureOf } from '../atlas/support';
import { KEYS, METHODS, paths, PROJECTS, useSimulator, warmClientOf } from './support';

const MIXED = `GET atlas/v2/groups/${PROJECTS.mixed}`;

for (const method of METHODS) {
  describe(`The context of an export bucket, with ${method}`, () => {
    const simulator = useSimulator();
    const keys = KEYS[method];
    const versions = (): (string | undefined)[] =>
      simulator().requests.map(({ headers }) => /\d{4}-\d\d-\d\d/.exec(headers['accept'] ?? '')?.[0]);

    it('includes its project and its organization', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const project = await client.getProject(PROJECTS.mixed);
      assert.deepEqual(project, {
        id: PROJECTS.mixed,
        name: 'data-platform-multi-cloud',
        orgId: keys.organizationId,
        clusterCount: 2,
      });
      const organization = await client.getOrganization(keys.organizationId);
      assert.deepEqual(organization, { id: keys.organizationId, name: 'Contoso Retail' });
      assert.deepEqual(paths(simulator()), [MIXED, `GET atlas/v2/orgs/${keys.organizationId}`]);
      assert.deepEqual(versions(), ['2023-01-01', '2023-01-01']);
    });

    it('includes the roles of its project', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const access = simulator().world.project(PROJECTS.mixed)?.access;
      const { roles, unreadable } = await client.listCloudProviderAccess(PROJECTS.mixed);
      assert.equal(unreadable, 0);
      assert.deepEqual(
        roles.map(({ id }) => id),
        [
          ...(access?.awsIamRoles ?? []).map(({ roleId }) => roleId),
          ...(access?.azureServicePrincipals ?? []).map(({ _id }) => _id),
          ...(access?.gcpServiceAccounts ?? []).map(({ roleId }) => roleId),
        ],
      );
      assert.deepEqual(
        roles.map(({ providerName, iamAssumedRoleArn, status }) => [providerName, iamAssumedRoleArn ?? status]),
        [
          ['AWS', 'arn:aws:iam::123456789012:role/atlas-snapshot-export'],
          ['AWS', undefined],
          ['AZURE', undefined],
          ['GCP', 'COMPLETE'],
        ],
      );
      assert.deepEqual(paths(simulator()), [`${MIXED}/cloudProviderAccess`]);
      assert.deepEqual(versions(), ['2023-01-01']);
    });

    it('includes the clusters of its project and their schedules', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const { items, mayContinue } = await client.listClusters(PROJECTS.mixed, { itemsPerPage: 500 });
      assert.equal(mayContinue, false);
      assert.deepEqual(
        items.map(({ name, backupEnabled }) => [name, backupEnabled]),
        [
          ['lake', true],
          ['lake-staging', true],
        ],
      );
      const [bucket] = simulator().world.project(PROJECTS.mixed)?.exportBuckets ?? [];
      const lake = await client.getBackupSchedule(PROJECTS.mixed, 'lake');
      assert.deepEqual(lake.export, { exportBucketId: bucket?._id, frequencyType: 'monthly' });
      assert.equal(lake.autoExportEnabled, true);
      const staging = await client.getBackupSchedule(PROJECTS.mixed, 'lake-staging');
      assert.equal(staging.export, undefined);
      assert.equal(staging.autoExportEnabled, false);
      assert.deepEqual(paths(simulator()), [
        `${MIXED}/clusters?itemsPerPage=500`,
        `${MIXED}/clusters/lake/backup/schedule`,
        `${MIXED}/clusters/lake-staging/backup/schedule`,
      ]);
      assert.deepEqual(versions(), ['2024-08-05', '2024-08-05', '2024-08-05']);
    });

    it('includes export jobs, for which Project Read Only is not enough', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const refusal = await failureOf(client.listExportJobs(PROJECTS.mixed, 'lake'));
      assert.ok(refusal instanceof ApiError);
      assert.equal(refusal.errorCode, 'USER_UNAUTHORIZED');
      simulator().world.setRole(keys.id, PROJECTS.mixed, 'GROUP_BACKUP_MANAGER');
      await client.renewAccess();
      const { items } = await client.listExportJobs(PROJECTS.mixed, 'lake', { itemsPerPage: 500 });
      assert.deepEqual(
        items.map(({ state, finishedAt }) => [state, finishedAt !== undefined]),
        [
          ['Cancelled', true],
          ['Queued', false],
          ['InProgress', false],
          ['Successful', true],
          ['Failed', true],
        ],
      );
      assert.deepEqual(items[4]?.stateReason, {
        errorCode: 'EXPORT_FAILED',
        message: 'Access to the bucket was denied.',
      });
      assert.deepEqual(items[3]?.exportStatus, { exportedCollections: 42, totalCollections: 42 });
      assert.match(items[3].prefix ?? '', /^exported_snapshots\//);
    });
  });
}

describe('What a check of exports reads', () => {
  const simulator = useSimulator();
  const orders = (): Project => {
    const found = simulator().world.projects.find(({ name }) => name === 'orders-prod');
    assert.ok(found);
    return found;
  };

  it('includes events without the names and addresses of users', async () => {
    const { client, lines } = await warmClientOf(simulator());
    const { items, totalCount, mayContinue } = await client.listExportEvents(orders().id, { since: new Date(0) });
    assert.deepEqual(
      items.map((event) => [event.eventTypeName, event.clusterName]),
      [
        ['CPS_EXPORT_FAILED', 'orders-eu'],
        ['CPS_EXPORT_SUCCESSFUL', 'orders'],
        ['CPS_EXPORT_FAILED', 'orders-shards'],
      ],
    );
    assert.deepEqual(Object.keys(items[0] ?? {}).sort(), ['clusterName', 'created', 'eventTypeName']);
    assert.deepEqual([totalCount, mayContinue], [undefined, false]);
    assert.equal(lines.join().includes('jordan.smith'), false);
    assert.deepEqual(paths(simulator()), [
      `GET atlas/v2/groups/${orders().id}/events?includeCount=false&itemsPerPage=500` +
        '&eventType=CPS_EXPORT_SUCCESSFUL&eventType=CPS_EXPORT_FAILED&eventType=CPS_AUTO_EXPORT_FAILED' +
        '&minDate=1970-01-01T00%3A00%3A00.000Z',
    ]);
  });

  it('includes alert configurations without their recipients', async () => {
    const { client } = await warmClientOf(simulator());
    const { items } = await client.listAlertConfigs(orders().id, { itemsPerPage: 500 });
    assert.deepEqual(items, [
      { eventTypeName: 'CPS_EXPORT_FAILED', enabled: false, matchers: 0, notifications: 1 },
      { eventTypeName: 'CPS_SNAPSHOT_FAILED', enabled: true, matchers: 0, notifications: 1 },
    ]);
  });

  it('includes the frequencies of a schedule, and the parts of a job', async () => {
    const { client } = await warmClientOf(simulator());
    const schedule = await client.getBackupSchedule(orders().id, 'orders-archive');
    assert.deepEqual(schedule.policies, [{ policyItems: [{ frequencyType: 'daily' }] }]);
    const { items } = await client.listExportJobs(orders().id, 'orders-shards');
    assert.deepEqual(
      items[0]?.components?.map(({ exportId }) => exportId),
      items.slice(1, 3).map(({ id }) => id),
    );
  });
});

describe('The raw response of a list', () => {
  const simulator = useSimulator();

  it('contains the bytes from Atlas and the request, without a secret', async () => {
    const { client } = await warmClientOf(simulator());
    const response = await client.getRawExportBuckets(PROJECTS.mixed, { pageNum: 2, itemsPerPage: 2 });
    const [request] = simulator().requests;
    assert.ok(request);
    assert.deepEqual(response.request, { method: 'GET', path: request.path, version: '2024-05-30' });
    assert.deepEqual(paths(simulator()), [
      `${MIXED}/backup/exportBuckets?itemsPerPage=2&pageNum=2&envelope=true&pretty=true`,
    ]);
    assert.equal(response.status, 200);
    assert.match(response.contentType ?? '', /^application\/vnd\.atlas\.2024-05-30\+json/);
    const body = JSON.parse(response.body) as { readonly status: unknown; readonly results: readonly unknown[] };
    assert.equal(body.status, 200);
    assert.deepEqual(body.results, simulator().world.project(PROJECTS.mixed)?.exportBuckets.slice(2));
    assert.match(response.body, /\n {2}"results"/);
    const token = request.headers['authorization']?.split(' ')[1] ?? '';
    assert.ok(token.length > 10);
    assert.equal(JSON.stringify(response).includes(token), false);
  });

  it('may be a refusal or another system’s page, and is requested once', async () => {
    const { client } = await warmClientOf(simulator());
    const body = '<html>Bad Gateway</html>';
    simulator().fault({
      response: { status: 502, body, headers: { 'Content-Type': 'text/html' } },
      path: /exportBuckets/,
    });
    const response = await client.getRawExportBuckets(PROJECTS.mixed);
    assert.deepEqual([response.status, response.contentType, response.body], [502, 'text/html', body]);
    assert.equal(simulator().requests.length, 1);
  });
});

describe('AtlasClient’s paths', () => {
  const simulator = useSimulator();

  for (const name of ['', '.', '..']) {
    it(`never contain a cluster ${JSON.stringify(name)}`, async () => {
      const { client } = await warmClientOf(simulator());
      for (const request of [client.getBackupSchedule(PROJECTS.aws, name), client.listExportJobs(PROJECTS.aws, name)]) {
        const failure = await failureOf(request);
        assert.ok(failure instanceof InvalidIdentifierError);
        assert.equal(failure.what, 'cluster');
      }
      assert.deepEqual(simulator().requests, []);
    });
  }

  for (const name of ['../../../orgs', 'a/b', 'a?b=c', 'a#b', '%2e%2e', 'ü ñ', '<img>', '\n']) {
    it(`encode a cluster ${JSON.stringify(name)}`, async () => {
      const { client } = await warmClientOf(simulator());
      const failure = await failureOf(client.getBackupSchedule(PROJECTS.mixed, name));
      assert.ok(failure instanceof ApiError);
      assert.equal(failure.errorCode, 'CLUSTER_NOT_FOUND');
      assert.deepEqual(failure.parameters[0], name);
    });
  }

  it('accept only identifiers of organizations and projects', async () => {
    const { client } = await warmClientOf(simulator());
    const failures = await Promise.all(
      [
        client.getOrganization('..'),
        client.getProject('..'),
        client.listCloudProviderAccess('..'),
        client.listClusters('..'),
        client.getBackupSchedule('..', 'lake'),
        client.listExportJobs('..', 'lake'),
        client.getRawExportBuckets('..'),
        client.listExportEvents('..', { since: new Date(0) }),
        client.listAlertConfigs('..'),
      ].map(failureOf),
    );
    assert.deepEqual(
      failures.map((error) => (error instanceof InvalidIdentifierError ? error.what : error)),
      ['organization', ...Array.from({ length: 8 }, () => 'project')],
    );
    assert.deepEqual(simulator().requests, []);
  });
});
