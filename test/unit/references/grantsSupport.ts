import type { CloudProviderRole } from '../../../src/atlas/cloudProviderAccess';
import type { ExportBucket } from '../../../src/atlas/models';
import type { GrantId, GrantSubject } from '../../../src/references/grants/grant';
import { grants } from '../../../src/references/grants/grants';
import { AWS, subjectOf } from './support';

export const ROLE_ID = AWS.iamRoleId ?? '';

/** An AWS role that isn't authorized yet: Atlas has no ARN of it. */
export const NEW_ROLE: CloudProviderRole = {
  id: ROLE_ID,
  roleId: ROLE_ID,
  providerName: 'AWS',
  atlasAWSAccountArn: 'arn:aws:iam::299602853325:root',
  atlasAssumedRoleExternalId: 'b63a96a9-2f1d-4c0e-9a57-3d8e6b1c7f42',
};
export const AWS_ROLE: CloudProviderRole = {
  ...NEW_ROLE,
  iamAssumedRoleArn: 'arn:aws:iam::123456789012:role/backup/atlas-exports',
  authorizedDate: '2026-08-10T03:03:36Z',
};
export const AZURE_ROLE: CloudProviderRole = {
  id: ROLE_ID,
  _id: ROLE_ID,
  providerName: 'AZURE',
  servicePrincipalId: '5a6b7c8d-0e1f-4a2b-8c3d-4e5f6a7b8c9d',
};
export const GCP_ROLE: CloudProviderRole = {
  id: ROLE_ID,
  roleId: ROLE_ID,
  providerName: 'GCP',
  gcpServiceAccountForAtlas: 'mongodb-atlas-0123456789abcdef@p-0123456789abcdef01234567.iam.gserviceaccount.com',
  status: 'COMPLETE',
};

export function grantSubject(bucket: ExportBucket, role?: CloudProviderRole, origin?: string): GrantSubject {
  return { ...subjectOf(bucket, origin), role };
}

/** Returns the text of one grant; undefined if it can't be written. */
export function grantText(
  id: GrantId,
  bucket: ExportBucket,
  role?: CloudProviderRole,
  origin?: string,
): string | undefined {
  return grants(grantSubject(bucket, role, origin)).grants.find((grant) => grant.id === id)?.text;
}
