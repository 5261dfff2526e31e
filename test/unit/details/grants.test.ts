import assert from 'node:assert/strict';
import type { CloudProviderRole } from '../../../src/atlas/cloudProviderAccess';
import type { ExportBucket } from '../../../src/atlas/models';
import { grantBlocks, grantsPending } from '../../../src/details/sections/grants';
import { AWS_ROLE, AZURE_ROLE, GCP_ROLE, grantSubject, grantText, NEW_ROLE } from '../references/grantsSupport';
import { AWS, AZURE, GCP } from '../references/support';
import { LANGUAGE } from './support';

describe('What your cloud must grant, in the role section', () => {
  const shown = (bucket: ExportBucket, role: CloudProviderRole) => {
    const [block, ...others] = grantBlocks(grantSubject(bucket, role), LANGUAGE);
    assert.ok(block?.kind === 'snippets' && others.length === 0);
    return { notes: block.disclosure?.notes ?? [], titles: block.snippets.map(({ title }) => title), block };
  };

  it('offers the texts of the provider for copying', () => {
    assert.deepEqual(shown(AWS, NEW_ROLE).titles, [
      'Trust Policy',
      'Permissions Policy',
      'AWS CLI: Role and Permissions',
      'Terraform: Role with Trust Policy',
      'Terraform: Permissions Policy',
    ]);
    assert.deepEqual(shown(AZURE, AZURE_ROLE).titles, ['Azure CLI: Role Assignments', 'Terraform: Role Assignments']);
    assert.deepEqual(shown(GCP, GCP_ROLE).titles, ['gcloud CLI: Bucket Binding', 'Terraform: Bucket Binding']);
    const [first] = shown(AWS, AWS_ROLE).block.snippets;
    assert.equal(first?.value.text, grantText('awsTrustPolicy', AWS, AWS_ROLE));
    assert.deepEqual(first?.value.copy, { title: 'Copy Trust Policy', label: 'Trust Policy' });
  });

  it('tells the three IDs of AWS apart, and mentions encryption as a note', () => {
    const [ids, encryption] = shown(AWS, NEW_ROLE).notes;
    assert.match(ids ?? '', /role ID .*24 hexadecimal digits.* external ID .*UUID.* ARN/);
    assert.match(encryption ?? '', /^Note: if .*kms:GenerateDataKey/);
    assert.doesNotMatch(
      shown(AWS, NEW_ROLE)
        .block.snippets.map(({ value }) => value.text)
        .join(),
      /kms/,
    );
  });

  it('says which texts lack a value from Atlas', () => {
    const { notes, titles } = shown(GCP, { ...GCP_ROLE, gcpServiceAccountForAtlas: undefined });
    assert.deepEqual(titles, []);
    assert.match(notes.at(-1) ?? '', /^Not available, .*: gcloud CLI: Bucket Binding, Terraform: Bucket Binding$/);
  });

  it('shows nothing for an unknown provider', () => {
    const later = { ...GCP, cloudProvider: 'OCI' };
    assert.deepEqual(grantBlocks(grantSubject(later, { ...GCP_ROLE, providerName: 'OCI' }), LANGUAGE), []);
    assert.deepEqual(grantsPending(later, LANGUAGE), []);
  });

  it('has its title before the role is loaded, so that nothing moves', () => {
    for (const [bucket, role] of [
      [AWS, AWS_ROLE],
      [AZURE, AZURE_ROLE],
      [GCP, GCP_ROLE],
    ] as const) {
      const [pending] = grantsPending(bucket, LANGUAGE);
      assert.ok(pending?.kind === 'snippets');
      assert.equal(pending.disclosure?.title, shown(bucket, role).block.disclosure?.title);
    }
  });
});
