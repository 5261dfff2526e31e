import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { tokens } from '../../../src/details/page/highlight';
import { references } from '../../../src/references/references';
import type { ReferenceId } from '../../../src/references/reference';
import { grantText, NEW_ROLE } from '../references/grantsSupport';
import { AWS, AZURE, GCP, hostileText, subjectOf } from '../references/support';

describe('Syntax highlighting of code snippets', () => {
  const kindsIn = (id: ReferenceId, origin?: string): Record<string, string[]> => {
    const reference = references(subjectOf(AWS, origin)).find((candidate) => candidate.id === id);
    assert.ok(reference);
    const found: Record<string, string[]> = {};
    for (const { text, kind } of tokens(reference.text, reference.language)) {
      (found[kind ?? 'other'] ??= []).push(text);
    }
    return found;
  };

  it('highlights shell commands', () => {
    const { keyword, name, string } = kindsIn('cliCreateJob', 'https://cloud.mongodbgov.com');
    assert.deepEqual(keyword, ['atlas']);
    assert.deepEqual(name, [
      ...['MONGODB_ATLAS_SERVICE', '--bucketId', '--clusterName', '${CLUSTER_NAME}', '--snapshotId', '${SNAPSHOT_ID}'],
      '--projectId',
    ]);
    assert.deepEqual(string, ['"', '"', '"', '"']);
  });

  it('highlights variables inside shell strings', () => {
    const { keyword, name, string } = kindsIn('curlBearer');
    assert.deepEqual(keyword, ['curl', 'jq', 'curl']);
    assert.deepEqual(
      name?.filter((text) => text.startsWith('$')),
      ['${CLIENT_ID}', '${CLIENT_SECRET}', '${ACCESS_TOKEN}'],
    );
    assert.ok(string?.includes(`" | base64 | tr -d '\\n')"`));
  });

  it('highlights Terraform', () => {
    const { comment, keyword, name, string } = kindsIn('terraformResource', 'https://cloud.mongodbgov.com');
    assert.deepEqual(comment, ['# The provider "mongodbatlas" needs is_mongodbgov_cloud = true']);
    assert.deepEqual(keyword, ['import', 'resource']);
    assert.deepEqual(name, ['to', 'id', 'project_id', 'bucket_name', 'cloud_provider', 'iam_role_id']);
    assert.ok(string?.includes('"contoso-mongodb-exports"'));
    assert.deepEqual(kindsIn('terraformSchedule')['keyword'], ['true', 'export']);
  });

  it('highlights Go', () => {
    const { keyword, name, string } = kindsIn('goSdk');
    assert.deepEqual(keyword?.slice(0, 3), ['package', 'import', 'func']);
    assert.ok(name?.includes('GetExportBucket'));
    assert.ok(string?.includes('"MONGODB_ATLAS_CLIENT_ID"'));
  });

  it('highlights JSON', () => {
    const parts = tokens(grantText('awsTrustPolicy', AWS, NEW_ROLE) ?? '', 'json');
    const textsOf = (kind: string) => parts.filter((part) => part.kind === kind).map(({ text }) => text);
    assert.ok(textsOf('name').includes('"sts:ExternalId"'));
    assert.ok(textsOf('string').includes('"sts:AssumeRole"'));
    assert.equal(parts.map(({ text }) => text).join(''), grantText('awsTrustPolicy', AWS, NEW_ROLE));
  });

  it('keeps the text unchanged with any bucket name', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(AWS, AZURE, GCP), (bucketName, bucket) => {
        for (const { text, language } of references(subjectOf({ ...bucket, bucketName, serviceUrl: bucketName }))) {
          const parts = tokens(text, language);
          assert.equal(parts.map((part) => part.text).join(''), text);
        }
      }),
    );
  });
});
