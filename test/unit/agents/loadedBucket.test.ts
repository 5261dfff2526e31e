import assert from 'node:assert/strict';
import { describeBucket } from '../../../src/agents/answers/describeBucket';
import { credentialNode } from '../../../src/model/nodes';
import { clientOf, KEYS, paths, PROJECTS, useSimulator } from '../client/support';
import { bucketIn, confirmed, credentialOf, load, run, sourcesOf } from './support';

describe('A loaded export bucket that a tool describes', () => {
  const simulator = useSimulator();
  const sourcesWith = (): ReturnType<typeof sourcesOf> =>
    sourcesOf([
      {
        credential: credentialOf('Contoso', simulator().origin),
        client: clientOf(simulator(), { keys: KEYS.serviceAccount }).client,
      },
    ]);
  const bucketOf = (projectId: string): string => bucketIn(simulator(), projectId);
  /** The paths of the requests below a project, without those that list projects. */
  const sent = (projectId: string): string[] =>
    paths(simulator()).flatMap((path) => path.replace(/\?.*/, '').split(`/groups/${projectId}/`)[1] ?? []);

  it('may be out of date, and is requested again if the input says so', async () => {
    const sources = { ...sourcesWith(), now: Date.now };
    await load(sources, PROJECTS.aws);
    const exportBucketId = bucketOf(PROJECTS.aws);
    const describeIt = (readMissing = false): ReturnType<typeof run> =>
      run(describeBucket, { exportBucketId, readMissing }, sources);
    assert.deepEqual((await describeIt()).notRead, []);
    sources.lists.markStale();
    simulator().clearRequests();
    const old = await describeIt();
    assert.deepEqual(
      old.notRead.map(({ what, reason }) => [what, reason]),
      [['The current state of the export bucket', 'Out of date. Load it again.']],
    );
    assert.match(String(old['nextStep']), /readMissing: true and role: true and usedBy: true/);
    assert.match(confirmed(describeBucket, { exportBucketId }, sources), /sends no request/);
    assert.deepEqual(simulator().requests, []);
    const input = { exportBucketId, readMissing: true };
    assert.match(confirmed(describeBucket, input, sources), /about 1 GET request to/);
    const current = await describeIt(true);
    assert.deepEqual(sent(PROJECTS.aws), [`backup/exportBuckets/${exportBucketId}`]);
    assert.deepEqual([current['found'], current.notRead], ['yes', []]);
    assert.ok((current.asOf ?? '') > (old.asOf ?? ''));
  });

  it('has the reason why it could not be refreshed', async () => {
    const sources = sourcesWith();
    await load(sources, PROJECTS.aws);
    const exportBucketId = bucketOf(PROJECTS.aws);
    const root = credentialNode(sources.credentials()[0] ?? assert.fail());
    const { node } = sources.projectsOf(root).find(({ node: one }) => one.project.id === PROJECTS.aws) ?? assert.fail();
    const forbidden = { path: /exportBuckets/, response: { status: 403, errorCode: 'USER_UNAUTHORIZED' } };
    simulator().fault(forbidden);
    await sources.lists.refresh(node).catch(() => undefined);
    const result = await run(describeBucket, { exportBucketId }, sources);
    assert.equal(result['found'], 'yes');
    assert.match(result.notRead[0]?.reason ?? '', /Project Read Only/);
    simulator().fault(forbidden);
    const again = await run(describeBucket, { exportBucketId, readMissing: true }, sources);
    assert.deepEqual([again['found'], again.notRead.length, again.asOf], ['yes', 2, result.asOf]);
  });

  it('no longer exists once Atlas says so', async () => {
    const sources = sourcesWith();
    await load(sources, PROJECTS.aws);
    const exportBucketId = bucketOf(PROJECTS.aws);
    sources.lists.markStale();
    simulator()
      .world.projects.find(({ id }) => id === PROJECTS.aws)
      ?.exportBuckets.splice(0, 1);
    assert.equal((await run(describeBucket, { exportBucketId }, sources))['found'], 'yes');
    const result = await run(describeBucket, { exportBucketId, readMissing: true }, sources);
    assert.deepEqual([result['found'], result.notRead], ['no', []]);
  });

  it('has the time of its own response if it was found by its ID', async () => {
    const sources = sourcesWith();
    await load(sources, PROJECTS.aws);
    const exportBucketId = bucketOf(PROJECTS.gcp);
    const before = new Date().toISOString();
    await run(describeBucket, { exportBucketId, projectId: PROJECTS.gcp, readMissing: true }, sources);
    const after = new Date().toISOString();
    const { asOf } = await run(describeBucket, { exportBucketId }, sources);
    assert.ok(asOf !== null && before <= asOf && asOf <= after, String(asOf));
  });
});
