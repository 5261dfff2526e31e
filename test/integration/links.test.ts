import assert from 'node:assert/strict';
import { loadedBucket, requestBucket } from '../../src/links/requestBucket';
import { SubjectFailure } from '../../src/failures/subjectFailure';
import { useTrees } from './trees';

const signal = new AbortController().signal;

describe('An export bucket that a link leads to', () => {
  const { simulator, build } = useTrees();
  const linkTo = (projectName: string, index = 0) => {
    const project = simulator().world.projects.find(({ name }) => name === projectName) ?? assert.fail();
    const bucket = project.exportBuckets[index] ?? assert.fail();
    return { projectId: project.id, exportBucketId: bucket._id, origin: simulator().origin };
  };

  it('is requested by its ID, and its row is kept in the list of its project', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey });
    const [retail = assert.fail()] = credentials.list();
    const link = linkTo('test-bucket-archive', 150);
    assert.equal(loadedBucket(tree, link, retail), undefined);
    assert.equal(credentials.requests.length, 0);
    const node = await requestBucket(link, retail, { tree, credentials, signal });
    assert.equal(node.bucket._id, link.exportBucketId);
    const [bucket, projects, ...others] = credentials.requests.filter(({ outcome }) => outcome === 200);
    assert.match(bucket?.path ?? '', new RegExp(`/exportBuckets/${link.exportBucketId}`));
    assert.match(projects?.path ?? '', /\/groups\?/);
    assert.deepEqual(others, []);
    assert.equal(loadedBucket(tree, link, retail)?.id, node.id);
    const rows = await tree.getChildren(node.parent);
    assert.ok(rows.some(({ id }) => id === node.id));
  });

  it('adds no project to the view', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey }, 1);
    const [retail = assert.fail()] = credentials.list();
    const link = linkTo('data-platform-multi-cloud');
    const node = await requestBucket(link, retail, { tree, credentials, signal });
    assert.equal(node.parent.project.name, 'data-platform-multi-cloud');
    const rows = await tree.getChildren();
    assert.ok(rows.every((row) => row.kind !== 'project' || row.project.id !== link.projectId));
  });

  it('names the credential and the project if it is not found', async () => {
    const { tree, credentials } = build({ retail: simulator().world.credentials.apiKey });
    const [retail = assert.fail()] = credentials.list();
    const link = { ...linkTo('aws-backups-prod'), exportBucketId: 'f'.repeat(24) };
    await assert.rejects(
      requestBucket(link, retail, { tree, credentials, signal }),
      (error) =>
        error instanceof SubjectFailure &&
        error.subject.credential === retail &&
        error.subject.projectId === link.projectId,
    );
  });
});
