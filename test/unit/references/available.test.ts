import assert from 'node:assert/strict';
import { availableReferences } from '../../../src/references/available';
import { bucketArn, consolePage, storageUri } from '../../../src/references/storage';
import { terraformResource } from '../../../src/references/terraform';
import { AWS, AZURE, GCP, subjectOf } from './support';

describe('The available references', () => {
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
    it(`of ${what} are those that can be written`, () => {
      const subject = subjectOf(bucket);
      assert.deepEqual(availableReferences(bucket), {
        uri: storageUri(subject) !== undefined,
        arn: bucketArn(subject) !== undefined,
        terraformResource: terraformResource(subject) !== undefined,
        consolePage: consolePage(subject) !== undefined,
      });
    });
  }

  it('are all for AWS, and none for an unknown provider', () => {
    assert.deepEqual(Object.values(availableReferences(AWS)), [true, true, true, true]);
    const unknown = availableReferences({ ...AWS, cloudProvider: 'ORACLE' });
    assert.deepEqual(Object.values(unknown), [false, false, false, false]);
  });
});
