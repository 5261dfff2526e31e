import { quoteHcl, quoteShell } from '../quoting';
import { storageUri } from '../storage';
import { attributes, blockName } from '../terraform';
import type { GrantSubject } from './grant';

const ROLE = 'roles/storage.objectUser';

/**
 * Returns the command that binds the service account of Atlas to the bucket.
 * @see https://www.mongodb.com/docs/atlas/backup/cloud-backup/export/google-cloud-storage/
 */
export function gcloud(subject: GrantSubject): string | undefined {
  const member = memberOf(subject);
  const uri = storageUri(subject);
  return member === undefined || uri === undefined
    ? undefined
    : [
        `gcloud storage buckets add-iam-policy-binding ${quoteShell(uri)}`,
        `--member=${quoteShell(member)}`,
        `--role=${ROLE}`,
      ].join(' \\\n  ');
}

/**
 * Returns the binding for Terraform. It adds a member and keeps the others.
 * @see https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket_iam
 */
export function gcpTerraform(subject: GrantSubject): string | undefined {
  const member = memberOf(subject);
  return member === undefined
    ? undefined
    : [
        `resource "google_storage_bucket_iam_member" ${quoteHcl(blockName(subject))} {`,
        ...attributes([
          ['bucket', quoteHcl(subject.bucket.bucketName)],
          ['role', quoteHcl(ROLE)],
          ['member', quoteHcl(member)],
        ]),
        '}',
      ].join('\n');
}

const SERVICE_ACCOUNT = /^[\w.+-]+@[\w.-]+\.gserviceaccount\.com$/;

function memberOf({ bucket, role }: GrantSubject): string | undefined {
  const account = role?.gcpServiceAccountForAtlas;
  return bucket.cloudProvider === 'GCP' &&
    role?.providerName === 'GCP' &&
    account !== undefined &&
    SERVICE_ACCOUNT.test(account)
    ? `serviceAccount:${account}`
    : undefined;
}
