import assert from 'node:assert/strict';
import { describeBucket } from '../../../src/agents/answers/describeBucket';
import { clientOf, KEYS, paths, PROJECTS, useSimulator } from '../client/support';
import { bucketIn, confirmed, credentialOf, load, run, sourcesOf } from './support';

describe('The tool that describes an export bucket', () => {
  const simulator = useSimulator();
  const sourcesWith = (keys: (typeof KEYS)[keyof typeof KEYS] = KEYS.serviceAccount): ReturnType<typeof sourcesOf> =>
    sourcesOf([
      { credential: credentialOf('Contoso', simulator().origin), client: clientOf(simulator(), { keys }).client },
    ]);
  const bucketOf = (projectId: string): string => bucketIn(simulator(), projectId);
  /** The paths of the requests below a project, without those that list projects. */
  const sent = (projectId: string): string[] =>
    paths(simulator()).flatMap((path) => path.replace(/\?.*/, '').split(`/groups/${projectId}/`)[1] ?? []);

  it('sends no request if the input doesn’t say so, and says what is not loaded', async () => {
    const sources = sourcesWith();
    const exportBucketId = bucketOf(PROJECTS.aws);
    assert.equal((await run(describeBucket, { exportBucketId }, sources))['found'], 'unknown');
    assert.deepEqual(simulator().requests, []);
    await load(sources, PROJECTS.aws);
    simulator().clearRequests();
    const result = await run(describeBucket, { exportBucketId }, sources);
    assert.deepEqual(simulator().requests, []);
    assert.equal(result['found'], 'yes');
    assert.deepEqual(result['role'], { state: 'not loaded' });
    assert.deepEqual(result['usedBy'], {
      state: 'not loaded',
      hasClusters: 'unknown',
      exportsHere: 'unknown',
      jobsHere: 'unknown',
    });
    assert.match(String(result['nextStep']), /role: true and usedBy: true/);
    assert.match(confirmed(describeBucket, { exportBucketId, readMissing: true }, sources), /sends no request/);
  });

  it('requests the export bucket alone if its project is listed', async () => {
    const sources = sourcesWith();
    const exportBucketId = bucketOf(PROJECTS.gcp);
    await load(sources, PROJECTS.aws);
    simulator().clearRequests();
    const input = { exportBucketId, projectId: PROJECTS.gcp, readMissing: true };
    assert.match(confirmed(describeBucket, input, sources), /about 1 GET request to http:\/\/127/);
    const result = await run(describeBucket, input, sources);
    assert.equal(simulator().requests.length, 1);
    assert.deepEqual(sent(PROJECTS.gcp), [`backup/exportBuckets/${exportBucketId}`]);
    assert.equal(result['found'], 'yes');
    simulator().clearRequests();
    assert.equal((await run(describeBucket, { exportBucketId }, sources))['found'], 'yes');
    assert.deepEqual(simulator().requests, []);
  });

  it('checks the role with one request', async () => {
    const sources = sourcesWith();
    await load(sources, PROJECTS.aws);
    simulator().clearRequests();
    const input = { exportBucketId: bucketOf(PROJECTS.aws), role: true };
    assert.match(confirmed(describeBucket, input, sources), /about 1 GET request/);
    const { role, notRead } = await run(describeBucket, input, sources);
    assert.deepEqual(sent(PROJECTS.aws), ['cloudProviderAccess']);
    assert.match(JSON.stringify(role), /"isBroken":"no","state":"authorized"/);
    assert.deepEqual(notRead, []);
  });

  it('doesn’t say that a role works if it could not be loaded', async () => {
    const sources = sourcesWith();
    await load(sources, PROJECTS.aws);
    simulator().fault({ path: /cloudProviderAccess/, response: { status: 403, errorCode: 'USER_UNAUTHORIZED' } });
    const result = await run(describeBucket, { exportBucketId: bucketOf(PROJECTS.aws), role: true }, sources);
    assert.deepEqual(result['role'], { state: 'not loaded' });
    assert.match(result.notRead[0]?.reason ?? '', /Project Read Only/);
  });

  it('says why it can’t tell whether a role works', async () => {
    const sources = sourcesWith();
    await load(sources, PROJECTS.aws);
    const exportBucketId = bucketOf(PROJECTS.aws);
    const { iamRoleId: roleId } = simulator()
      .world.projects.flatMap(({ exportBuckets }) => exportBuckets)
      .find(({ _id }) => _id === exportBucketId) ?? { iamRoleId: assert.fail() };
    for (const [row, state, reason] of [
      [{ providerName: 'AWS', roleId: 5 }, 'undetermined', /couldn’t be read/],
      [{ providerName: 'AWS', roleId, authorizedDate: 5 }, 'unclear', /whether the role is authorized/],
    ] as const) {
      simulator().fault({
        path: /cloudProviderAccess/,
        times: 1,
        response: {
          status: 200,
          contentType: 'application/vnd.atlas.2023-01-01+json',
          body: JSON.stringify({ awsIamRoles: [row], azureServicePrincipals: [], gcpServiceAccounts: [] }),
        },
      });
      const { role, notRead } = await run(describeBucket, { exportBucketId, role: true }, sources);
      assert.match(JSON.stringify(role), new RegExp(`"isBroken":"unknown","state":"${state}"`));
      assert.equal(notRead[0]?.what, 'The role of the export bucket');
      assert.match(notRead[0].reason, reason);
    }
  });

  it('says which cluster doesn’t tell whether it exports', async () => {
    const sources = sourcesWith();
    const projectId = simulator().world.projects.find(({ name }) => name === 'orders-prod')?.id ?? assert.fail();
    const exportBucketId = bucketOf(projectId);
    await load(sources, projectId);
    simulator().fault({
      path: /backup\/schedule/,
      response: {
        status: 200,
        contentType: 'application/vnd.atlas.2024-08-05+json',
        body: JSON.stringify({
          clusterName: 'orders',
          export: { exportBucketId, frequencyType: 'daily' },
          policies: [],
        }),
      },
    });
    const { usedBy, notRead, results } = await run(describeBucket, { exportBucketId, usedBy: true }, sources);
    assert.match(JSON.stringify(usedBy), /"state":"partly loaded"/);
    assert.ok(results.some(({ autoExport }) => autoExport === 'not reported'));
    assert.match(JSON.stringify(notRead), /The backup schedule of the cluster .*whether auto-export is on/);
  });

  it('finds the clusters that use it, and says if export jobs could not be loaded', async () => {
    const sources = sourcesWith();
    const projectId = simulator().world.projects.find(({ name }) => name === 'orders-prod')?.id ?? assert.fail();
    await load(sources, projectId);
    simulator().clearRequests();
    const input = { exportBucketId: bucketOf(projectId), usedBy: true };
    assert.match(confirmed(describeBucket, input, sources), /about \d+ GET requests/);
    const result = await run(describeBucket, input, sources);
    assert.equal(sent(projectId)[0], 'clusters');
    assert.ok(sent(projectId).every((path) => /^clusters(\/[^/]+\/backup\/(schedule|exports))?$/.test(path)));
    assert.match(JSON.stringify(result['usedBy']), /"exportsHere":"yes"/);
    assert.ok(result.results.some(({ autoExport }) => autoExport === 'on'));
    simulator().fault({ path: /backup\/exports/, response: { status: 403, errorCode: 'USER_UNAUTHORIZED' } });
    simulator().fault({ path: /backup\/schedule/, response: { status: 403, errorCode: 'USER_UNAUTHORIZED' } });
    const partial = await run(describeBucket, input, sources);
    assert.match(JSON.stringify(partial['usedBy']), /"partly loaded".*"exportsHere":"unknown","jobsHere":"unknown"/);
    assert.match(JSON.stringify(partial.notRead), /Project Backup Manager/);
    assert.match(JSON.stringify(partial.notRead), /The backup schedule of the cluster/);
  });

  it('takes the failure of one part of a sharded export as its result, and names no last job if one may be newer', async () => {
    const sources = { ...sourcesWith(), now: () => Date.now() };
    const project = simulator().world.projects.find(({ name }) => name === 'orders-prod') ?? assert.fail();
    simulator().world.setRole(KEYS.serviceAccount.id, project.id, 'GROUP_BACKUP_MANAGER');
    await load(sources, project.id);
    const index = project.clusters.findIndex(({ name }) => name === 'orders-shards');
    const sharded = project.clusters[index] ?? assert.fail();
    const [part = assert.fail(), ...others] = sharded.exports.toSorted((job) =>
      job['state'] === 'Successful' ? -1 : 1,
    );
    const succeeded = { ...part, createdAt: new Date().toISOString() };
    project.clusters[index] = { ...sharded, exports: [succeeded, ...others] };
    const input = { exportBucketId: bucketOf(project.id), usedBy: true };
    const lastJob = async (): Promise<object> => {
      const { results } = await run(describeBucket, input, sources);
      const found = results.find(({ cluster }) => cluster === 'orders-shards') ?? assert.fail();
      return { lastJob: found['lastJob'], lastLoadedJob: found['lastLoadedJob'] };
    };
    assert.match(JSON.stringify(await lastJob()), /^\{"lastJob":\{"state":"Failed","createdAt":"20[^"]+"\}\}$/);
    const undated = { ...succeeded, id: 'd'.repeat(24), createdAt: 'soon', finishedAt: 'soon', state: 'Failed' };
    project.clusters[index] = { ...sharded, exports: [succeeded, ...others, undated] };
    assert.match(
      JSON.stringify(await lastJob()),
      /^\{"lastJob":\{"state":"not loaded"\},"lastLoadedJob":\{"state":"Failed"/,
    );
  });

  it('doesn’t say that nothing uses it if the clusters could not be listed', async () => {
    const sources = sourcesWith();
    await load(sources, PROJECTS.aws);
    simulator().fault({ path: /\/clusters/, response: { status: 403, errorCode: 'USER_UNAUTHORIZED' } });
    const result = await run(describeBucket, { exportBucketId: bucketOf(PROJECTS.aws), usedBy: true }, sources);
    assert.match(JSON.stringify(result['usedBy']), /"not loaded".*"exportsHere":"unknown"/);
    assert.equal(result.notRead.length, 1);
  });

  it('says that it doesn’t exist only if every project was searched', async () => {
    const absent = { exportBucketId: 'e'.repeat(24), readMissing: true };
    const all = await run(describeBucket, absent, sourcesWith(KEYS.otherOrganizationKey));
    assert.deepEqual([all['found'], all.notRead], ['no', []]);
    simulator().fault({ path: new RegExp(`/groups/${PROJECTS.aws}/`), response: { status: 403 } });
    const some = await run(describeBucket, absent, sourcesWith());
    assert.equal(some['found'], 'unknown');
    const one = await run(describeBucket, { ...absent, projectId: PROJECTS.aws }, sourcesWith());
    assert.deepEqual([one['found'], one.notRead.length], ['unknown', 1]);
  });

  it('rejects invalid input before it is confirmed and before it runs', async () => {
    const sources = sourcesWith();
    for (const input of [{}, { exportBucketId: '../../orgs' }, { exportBucketId: 7 }, undefined, []]) {
      assert.throws(() => describeBucket.confirm(input, sources), { name: 'ToolError' });
      await assert.rejects(run(describeBucket, input, sources), { name: 'ToolError' });
    }
    assert.deepEqual(simulator().requests, []);
  });
});
