import assert from 'node:assert/strict';
import { shortId } from '../../src/text/wording';
import { distinctName, hasNamesake } from '../../src/tree/namesakes';
import { named, useTrees } from './trees';

describe('The name of an export bucket in titles', () => {
  const { simulator, build } = useTrees();

  it('has the end of its ID if another loaded export bucket has the same name, in any project', async () => {
    const { tree } = build({ retail: simulator().world.credentials.apiKey });
    const projects = await tree.getChildren();
    const [unique] = await tree.getChildren(named(projects, 'data-platform-multi-cloud'));
    const [shared] = await tree.getChildren(named(projects, 'test-bucket-archive'));
    assert.ok(unique?.kind === 'exportBucket' && shared?.kind === 'exportBucket');
    assert.deepEqual([hasNamesake(tree.rows, unique), hasNamesake(tree.rows, shared)], [false, true]);
    assert.equal(distinctName(tree.rows, unique), unique.bucket.bucketName);
    assert.equal(distinctName(tree.rows, shared), `test-bucket ${shortId(shared.bucket._id)}`);
  });
});
