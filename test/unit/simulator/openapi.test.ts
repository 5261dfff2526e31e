import assert from 'node:assert/strict';
import { openApiFromEnvironment, type Specification } from '../../atlas/openapi';
import { ROUTES } from '../../atlas/routes';
import { startAtlasSimulator, type AtlasSimulator } from '../../atlas/simulator';
import { newToken, send, type Call } from './caller';

const V2 = '/api/atlas/v2';
/** The sample data includes an unknown provider, which the specification doesn't have. */
const SPECIFIED = new Set(['AWS', 'AZURE', 'GCP']);

describe('simulator: official specification', () => {
  const specification = openApiFromEnvironment();
  if (specification === undefined) {
    console.log('  ATLAS_OPENAPI is not set: responses are not checked against the specification.');
  } else {
    checkAgainst(specification);
  }
});

function checkAgainst(specification: Specification): void {
  let simulator: AtlasSimulator;
  let token = '';

  before(async () => {
    simulator = await startAtlasSimulator();
    const { world } = simulator;
    for (const { id, exportBuckets } of world.projects) {
      world.setRole(world.credentials.serviceAccount.id, id, 'GROUP_OWNER');
      for (const { _id } of exportBuckets.filter(({ cloudProvider }) => !SPECIFIED.has(cloudProvider))) {
        world.removeExportBucket(id, _id);
      }
    }
    token = await newToken(simulator, world.credentials.serviceAccount);
  });
  after(() => simulator.close());

  const get = (path: string, version: string, call: Call = {}) =>
    send(simulator, V2 + path, {
      ...call,
      headers: { Authorization: `Bearer ${token}`, Accept: `application/vnd.atlas.${version}+json`, ...call.headers },
    });
  /** Returns the paths of a route in the sample data. */
  const pathsOf = (template: string): string[] => {
    const projects = simulator.world.projects.filter(({ organizationId }) => organizationId === organization());
    return projects.flatMap(({ id, exportBuckets, clusters }) => {
      const inProject = template.replace('{groupId}', id).replace('{orgId}', organization());
      return inProject.includes('{clusterName}')
        ? clusters.filter(({ isFlex = false }) => !isFlex).map(({ name }) => inProject.replace('{clusterName}', name))
        : inProject.includes('{exportBucketId}')
          ? exportBuckets.slice(0, 3).map(({ _id }) => inProject.replace('{exportBucketId}', _id))
          : [inProject];
    });
  };
  const organization = (): string => simulator.world.credentials.serviceAccount.organizationId;

  for (const { template, versions, query } of ROUTES) {
    const operation = specification.operation(V2 + template);
    if (operation === undefined) {
      console.log(`  The document has no ${V2}${template}: its responses are not checked.`);
      continue;
    }

    it(`has the versions and parameters of ${template}`, () => {
      assert.deepEqual(versions, operation.versions);
      assert.deepEqual([...query].sort(), operation.query);
    });

    for (const { date } of versions) {
      it(`responds to ${template} in version ${date} as specified`, async () => {
        const paths = [...new Set(pathsOf(template))];
        assert.ok(paths.length > 0);
        for (const path of paths) {
          const { status, headers, text } = await get(path, date);
          assert.equal(status, 200, path);
          assert.deepEqual(operation.check(status, headers['content-type'] ?? '', text), [], path);
        }
      });
    }
  }

  it('detects a response that is not as specified', () => {
    const operation = specification.operation(`${V2}/groups/{groupId}/backup/exportBuckets`);
    const check = (row: object, version = '2024-05-30') =>
      operation?.check(200, `application/vnd.atlas.${version}+json`, JSON.stringify({ results: [row] }));
    const bucket = { _id: 'a'.repeat(24), bucketName: 'abc', cloudProvider: 'AWS', iamRoleId: 'b'.repeat(24) };
    assert.deepEqual(check(bucket), []);
    assert.match(check({ ...bucket, _id: 'A' })?.[0] ?? '', /_id must match pattern/);
    assert.match(check({ ...bucket, iamRoleId: undefined })?.[0] ?? '', /must have required property 'iamRoleId'/);
    assert.notDeepEqual(check({ ...bucket, cloudProvider: 'AZURE' }), []);
    assert.notDeepEqual(check(bucket, '2024-08-05'), []);
    assert.notDeepEqual(operation?.check(404, 'application/json', '{"error":"404"}'), []);
  });

  it('responds with errors as specified', async () => {
    const operation = specification.operation(`${V2}/groups`);
    const { forbidden } = simulator.world.examples;
    simulator.world.revokeRoles(simulator.world.credentials.serviceAccount.id, forbidden);
    const cases: [string, Call, number][] = [
      ['/groups', { headers: { Authorization: 'Bearer x' } }, 401],
      [`/groups/${forbidden}/backup/exportBuckets`, {}, 401],
      ['/groups/123', {}, 404],
      ['/nothing', {}, 404],
      ['/groups?x=1', {}, 400],
      ['/groups', { headers: { Accept: '*/*' } }, 406],
      ['/groups', { method: 'POST' }, 405],
      [`/groups/${forbidden}/backup/exportBuckets`, { method: 'POST' }, 415],
    ];
    for (const [path, call, expected] of cases) {
      const { status, headers, text } = await get(path, '2024-05-30', call);
      assert.equal(status, expected, path);
      assert.deepEqual(operation?.check(status, headers['content-type'] ?? '', text), [], text);
    }
    for (const faulty of [403, 429, 500, 503]) {
      simulator.fault({ times: 1, response: { status: faulty } });
      const { status, headers, text } = await get('/groups', '2024-05-30');
      assert.equal(status, faulty);
      assert.deepEqual(operation?.check(status, headers['content-type'] ?? '', text), [], text);
    }
  });
}
