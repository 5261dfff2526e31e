import assert from 'node:assert/strict';
import { cluster } from '../../atlas/clusters';
import { checkExports } from '../../../src/agents/answers/checkExports';
import { findBuckets } from '../../../src/agents/answers/findBuckets';
import { isAbort } from '../../../src/atlas/errors';
import { clientOf, KEYS, paths, useSimulator } from '../client/support';
import { confirmed, credentialOf, run, sourcesOf } from './support';

describe('The tool that checks exports', () => {
  const simulator = useSimulator();
  const sourcesWith = (...names: readonly string[]): ReturnType<typeof sourcesOf> =>
    sourcesOf(
      names.map((name) => ({
        credential: credentialOf(name, simulator().origin),
        client: clientOf(simulator(), { keys: KEYS.serviceAccount }).client,
      })),
    );
  const orders = (): string =>
    simulator().world.projects.find(({ name }) => name === 'orders-prod')?.id ?? assert.fail();
  const states = (result: object): Record<string, number> =>
    'clusters' in result && typeof result.clusters === 'object' ? { ...result.clusters } : {};

  it('sends no request if the input doesn’t say so, and returns how many it takes', async () => {
    const sources = sourcesWith('Contoso');
    const result = await run(checkExports, {}, sources);
    assert.deepEqual(simulator().requests, []);
    assert.deepEqual([result['checked'], result['isComplete'], result['mayNeedMoreRequests']], [false, false, true]);
    assert.equal(result['clusters'], undefined);
    assert.equal(result.notRead[0]?.reason, 'Not checked yet.');
  });

  it('checks one project, with the worst clusters first', async () => {
    const sources = sourcesWith('Contoso');
    const input = { projectId: orders(), readMissing: true, limit: 4 };
    assert.match(confirmed(checkExports, input, sources), /about \d+ GET requests? to http:\/\/127\S+, and more/);
    const result = await run(checkExports, input, sources);
    assert.equal(result['checked'], true);
    assert.equal(result['projects'], 1);
    const { broken = 0, atRisk = 0, unknown = 0, fine = 0 } = states(result);
    assert.ok(broken > 0 && atRisk > 0);
    assert.deepEqual(result.results.length, 4);
    assert.equal(result.results.length + result.moreResults, broken + atRisk + unknown + fine);
    assert.equal(result.results[0]?.['state'], 'broken');
    const projects = paths(simulator()).flatMap((path) => /\/groups\/(\w+)/.exec(path)?.[1] ?? []);
    assert.deepEqual([...new Set(projects)], [orders()]);
  });

  it('requests the export buckets, although the view has loaded them before', async () => {
    const sources = sourcesWith('Contoso');
    await run(findBuckets, { query: 'contoso', projectId: orders(), readMissing: true }, sources);
    simulator().clearRequests();
    const { world } = simulator();
    const project = world.project(orders());
    assert.ok(project);
    const bucket = world.addExportBucket(project.id, { bucketName: 'created-later' });
    project.clusters.splice(0, Infinity, cluster(world, 'orders-later', { exportTo: bucket._id }));
    const result = await run(checkExports, { projectId: project.id, readMissing: true }, sources);
    assert.equal(result.results[0]?.['bucketName'], 'created-later');
    assert.equal(result.asOf, '2026-11-27T12:00:00.000Z');
    assert.equal(paths(simulator()).filter((path) => path.includes('/backup/exportBuckets')).length, 1);
  });

  it('never counts a cluster as fine if something could not be loaded', async () => {
    const sources = sourcesWith('Contoso');
    for (const path of [/backup\/schedule/, /backup\/exports/, /alertConfigs/]) {
      simulator().fault({ path, response: { status: 403, errorCode: 'USER_UNAUTHORIZED' } });
    }
    const result = await run(checkExports, { projectId: orders(), readMissing: true }, sources);
    assert.equal(states(result)['fine'], 0);
    assert.ok((states(result)['unknown'] ?? 0) > 0);
  });

  it('says which projects could not be checked', async () => {
    const sources = sourcesWith('Contoso');
    simulator().fault({ path: /\/clusters/, response: { status: 403, errorCode: 'USER_UNAUTHORIZED' } });
    const result = await run(checkExports, { projectId: orders(), readMissing: true }, sources);
    assert.deepEqual([result['isComplete'], result.results.length], [false, 0]);
    assert.match(JSON.stringify(result.notRead), /orders-prod/);
  });

  it('is incomplete if any kind of response could not be loaded, however many rows it returns', async () => {
    const sources = sourcesWith('Contoso');
    await run(checkExports, { projectId: orders(), readMissing: true }, sources);
    const kinds: readonly (readonly [path: RegExp, what: RegExp])[] = [
      [/backup\/schedule/, /^The backup schedules of \d+ clusters?$/],
      [/backup\/exports/, /^The export jobs of \d+ clusters?$/],
      [/exportBuckets/, /^The export buckets of a project$/],
      [/cloudProviderAccess/, /^The cloud provider access roles of a project$/],
      [/\/events/, /^The export events of a project$/],
      [/alertConfigs/, /^The alert configurations of a project$/],
    ];
    for (const [path, what] of kinds) {
      const restore = simulator().fault({ path, response: { status: 400 } });
      const result = await run(checkExports, { projectId: orders(), readMissing: true, limit: 1 }, sources);
      restore();
      assert.equal(result['isComplete'], false, String(path));
      const [missing, ...others] = result.notRead;
      assert.ok(missing !== undefined && others.length === 0, JSON.stringify(result.notRead));
      assert.match(missing.what, what);
      assert.equal(missing['projectId'], orders());
      assert.match(missing.reason, /\(400\)/);
    }
  });

  it('is incomplete if the responses don’t say enough, such as with roles in an unsupported format', async () => {
    const sources = sourcesWith('Contoso');
    simulator().fault({
      path: /cloudProviderAccess/,
      response: {
        status: 200,
        contentType: 'application/vnd.atlas.2023-01-01+json',
        body: JSON.stringify({ awsIamRoles: [{ roleId: 5 }], azureServicePrincipals: [], gcpServiceAccounts: [] }),
      },
    });
    const result = await run(checkExports, { projectId: orders(), readMissing: true, limit: 1 }, sources);
    assert.equal(result['isComplete'], false);
    const [missing] = result.notRead.filter(({ what }) => /^Some data about \d+ clusters?$/.test(what));
    assert.match(missing?.reason ?? '', /whether the role of the export bucket works\. Atlas’s response doesn’t say/);
  });

  it('doesn’t say that nothing is wrong in a project that no credential can access', async () => {
    const result = await run(checkExports, { projectId: 'f'.repeat(24), readMissing: true }, sourcesWith('Contoso'));
    assert.deepEqual([result['isComplete'], result['projects']], [false, 0]);
    assert.match(JSON.stringify(result.notRead), /may not have access/);
  });

  it('checks a project once, and names its credential if there are several', async () => {
    const sources = sourcesWith('Contoso', 'Twin');
    const result = await run(checkExports, { projectId: orders(), readMissing: true, limit: 1 }, sources);
    assert.equal(result['projects'], 1);
    assert.equal(result.results[0]?.['credential'], 'Contoso');
    assert.doesNotMatch(JSON.stringify(result), /id-of-|key-of-/);
  });

  it('ends with the AbortError when it is canceled', async () => {
    const sources = sourcesWith('Contoso');
    const cancellation = new AbortController();
    const running = run(checkExports, { readMissing: true }, sources, cancellation.signal);
    cancellation.abort();
    await assert.rejects(running, isAbort);
  });

  it('rejects invalid input before it is confirmed and before it runs', async () => {
    const sources = sourcesWith('Contoso');
    for (const input of [{ projectId: 'x' }, { readMissing: 'yes' }, { all: true }, null]) {
      assert.throws(() => checkExports.confirm(input, sources), { name: 'ToolError' });
      await assert.rejects(run(checkExports, input, sources), { name: 'ToolError' });
    }
    assert.deepEqual(simulator().requests, []);
  });
});
