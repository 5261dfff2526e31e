import assert from 'node:assert/strict';
import { roleIdOf } from '../../../src/atlas/models';
import { bucketArn, consolePage, storageUri } from '../../../src/references/storage';
import { terraformResource } from '../../../src/references/terraform';
import { exportBucketContext } from '../../../src/tree/exportBucketContext';
import { AWS, AZURE, GCP, subjectOf } from '../references/support';

describe('The context value of an export bucket', () => {
  for (const [what, bucket] of [
    ['AWS', AWS],
    ['AWS without a role', { ...AWS, iamRoleId: undefined }],
    ['Azure', AZURE],
    ['Azure without a service URL', { ...AZURE, serviceUrl: undefined }],
    ['Azure with a service URL of another site', { ...AZURE, serviceUrl: 'https://example.com' }],
    ['Google Cloud', GCP],
    ['Google Cloud without a role', { ...GCP, roleId: undefined }],
    ['an unknown provider', { ...AWS, cloudProvider: 'ORACLE' }],
  ] as const) {
    it(`has a word for each reference that can be written: ${what}`, () => {
      const subject = subjectOf(bucket);
      const references: Readonly<Record<string, string | undefined>> = {
        uri: storageUri(subject),
        arn: bucketArn(subject),
        role: roleIdOf(bucket),
        terraform: terraformResource(subject),
        console: consolePage(subject),
      };
      const words = Object.keys(references).filter((word) => references[word] !== undefined);
      assert.equal(exportBucketContext(bucket), ['exportBucket', ...words].join(' '));
    });
  }

  it('has all words for AWS', () => {
    assert.equal(exportBucketContext(AWS), 'exportBucket uri arn role terraform console');
  });
});
