import assert from 'node:assert/strict';
import { FileSystemError, Uri } from 'vscode';
import { exportBucketDocuments } from '../../src/documents/exportBucketDocuments';
import { comparedUri, exportBucketUri, parseExportBucketUri } from '../../src/documents/exportBucketUri';
import { credentialNode, exportBucketNode, projectNode } from '../../src/model/nodes';
import { startAtlasSimulator, type AtlasSimulator } from '../atlas/simulator';
import { sampleCredentials } from './support';

describe('the documents of export buckets', () => {
  const started: { simulator?: AtlasSimulator } = {};
  before(async () => {
    started.simulator = await startAtlasSimulator();
  });
  after(() => started.simulator?.close());

  function build() {
    assert.ok(started.simulator);
    const { world } = started.simulator;
    const credentials = sampleCredentials(started.simulator, { retail: world.credentials.serviceAccount });
    const project = world.projects.find(({ name }) => name === 'aws-backups-prod');
    const [bucket] = project?.exportBuckets ?? [];
    const [credential] = credentials.list();
    assert.ok(project && bucket && credential);
    const parent = projectNode(credentialNode(credential), { id: project.id, name: project.name });
    const node = exportBucketNode(parent, { ...bucket, _id: bucket._id });
    const read = async (uri: Uri, inTree = false): Promise<unknown> => {
      const documents = exportBucketDocuments(credentials, () => (inTree ? node : undefined));
      return JSON.parse(new TextDecoder().decode(await documents.readFile(uri)));
    };
    return { simulator: started.simulator, credentials, node, read, uri: exportBucketUri(node) };
  }

  it('reads the response for one export bucket, and sends no request for its state', async () => {
    const { read, uri, node, credentials } = build();
    assert.deepEqual(await read(uri), node.bucket);
    const sent = credentials.requests.length;
    const documents = exportBucketDocuments(credentials, () => undefined);
    assert.equal(documents.stat(uri).permissions, 1);
    assert.equal(credentials.requests.length, sent);
  });

  it('also have the project and the storage when they are compared, as far as they are loaded', async () => {
    const { read, node } = build();
    const { bucket, parent } = node;
    assert.deepEqual(await read(comparedUri(node), true), {
      _project: `aws-backups-prod (${parent.project.id})`,
      _storage: `s3://${bucket.bucketName}`,
      ...bucket,
    });
    assert.deepEqual(await read(comparedUri(node)), { _project: parent.project.id, ...bucket });
    const named = exportBucketUri({ ...node, bucket: { ...bucket, bucketName: 'exports.compared' } });
    assert.deepEqual(await read(named), bucket);
    assert.deepEqual(parseExportBucketUri(comparedUri(node)), parseExportBucketUri(exportBucketUri(node)));
  });

  it('shows values exactly as Atlas sent them', async () => {
    const { credentials, uri, node, simulator } = build();
    const known = `"_id":"${node.bucket._id}","bucketName":"b","cloudProvider":"AWS"`;
    simulator.fault({
      path: /exportBuckets\//,
      times: 1,
      response: {
        status: 200,
        contentType: 'application/vnd.atlas.2024-05-30+json',
        body: `{${known},"region":{"x":null},"size":12345678901234567890,"zero":-0.0,"__proto__":1,"size":1e400}`,
      },
    });
    const bytes = await exportBucketDocuments(credentials, () => undefined).readFile(uri);
    assert.equal(
      new TextDecoder().decode(bytes),
      `{
  "_id": "${node.bucket._id}",
  "bucketName": "b",
  "cloudProvider": "AWS",
  "region": {
    "x": null
  },
  "size": 12345678901234567890,
  "zero": -0.0,
  "__proto__": 1,
  "size": 1e400
}
`,
    );
  });

  it('has a short and readable title for any bucket name', () => {
    const { node } = build();
    const titleOf = (bucketName: string): string =>
      exportBucketUri({ ...node, bucket: { ...node.bucket, bucketName } })
        .path.split('/')
        .at(-1) ?? '';
    assert.equal(titleOf('a/../b\u202E\u3164\u115F\u200B $(x)'), 'a_.._b_x_.json');
    assert.equal(titleOf('x'.repeat(9_000_000)).length, 105);
  });

  it('falls back to the row of the list with a notice', async () => {
    const { read, uri, node, simulator } = build();
    simulator.fault({
      path: /exportBuckets\//,
      times: 1,
      response: { status: 404, errorCode: 'EXPORT_BUCKET_NOT_FOUND' },
    });
    const shown = await read(uri, true);
    assert.deepEqual(shown, {
      _note:
        'Atlas didn’t return this export bucket (Not found or no longer accessible). This is the entry in the loaded list, which may be out of date. Atlas says: Unexpected error.',
      ...node.bucket,
    });
  });

  it('shows the cause if both are missing', async () => {
    const { read, uri, simulator } = build();
    simulator.fault({
      path: /exportBuckets\//,
      times: 1,
      response: { status: 404, errorCode: 'EXPORT_BUCKET_NOT_FOUND' },
    });
    await assert.rejects(read(uri), (error) => error instanceof FileSystemError && error.message.includes('Not found'));
  });

  it('reports that the credential no longer exists', async () => {
    const { read, uri, node } = build();
    assert.deepEqual(await read(uri.with({ path: uri.path.replace('retail', 'gone') })), {
      _note: 'The credential for this export bucket was removed.',
      _id: node.bucket._id,
    });
  });

  it('rejects writes', () => {
    const { credentials, uri } = build();
    const documents = exportBucketDocuments(credentials, () => undefined);
    for (const write of [
      () => documents.writeFile(uri),
      () => documents.delete(uri),
      () => documents.rename(uri),
      () => documents.createDirectory(uri),
    ]) {
      assert.throws(write, FileSystemError);
    }
  });

  it('accepts only its own URIs', () => {
    const { uri, node } = build();
    assert.deepEqual(parseExportBucketUri(uri), {
      credentialId: 'retail',
      projectId: node.parent.project.id,
      exportBucketId: node.bucket._id,
    });
    assert.equal(uri.path.endsWith('.json'), true);
    for (const other of [
      'file:///x',
      'atlas-export-bucket:/a/b/c/d.json',
      `atlas-export-bucket:/a/${node.bucket._id}/../x/d.json`,
      `atlas-export-bucket:/a/${node.bucket._id}/${node.bucket._id}/x/d.json`,
    ]) {
      assert.equal(parseExportBucketUri(Uri.parse(other)), undefined);
    }
  });

  it('makes a harmless title from any name', () => {
    const { node } = build();
    for (const bucketName of ['a/../b', '<img src=x>', 'x\u202Egnp', '..', 'a b', '%2e%2e%2f', 'ü']) {
      const uri = exportBucketUri({ ...node, bucket: { ...node.bucket, bucketName } });
      assert.equal(uri.path.split('/').length, 5);
      assert.doesNotMatch(uri.path, /[<>\u202E ]/);
      assert.notEqual(parseExportBucketUri(uri), undefined);
    }
  });
});
