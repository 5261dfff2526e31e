import { EXPORT_BUCKET_VERSIONS } from '../atlas/versions';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN } from '../atlas/origin';
import { quoteShell } from './quoting';
import type { ReferenceSubject } from './reference';

/** Continues a command on the next line. */
const NEXT = ' \\\n  ';
const ACCEPT = `--header ${quoteShell(`Accept: application/vnd.atlas.${EXPORT_BUCKET_VERSIONS[0]}+json`)}`;

/**
 * Returns the command that describes a bucket.
 * @see https://www.mongodb.com/docs/atlas/cli/current/command/atlas-backups-exports-buckets-describe/
 */
export function cliDescribe({ bucket, projectId, origin }: ReferenceSubject): string {
  return [
    `${atlas(origin)} backups exports buckets describe`,
    `--bucketId ${quoteShell(bucket._id)}`,
    `--projectId ${quoteShell(projectId)}`,
    '--output json',
  ].join(NEXT);
}

/**
 * Returns the command that creates an export job, with shell variables for the cluster and the snapshot.
 * @see https://www.mongodb.com/docs/atlas/cli/current/command/atlas-backups-exports-jobs-create/
 */
export function cliCreateJob({ bucket, projectId, origin }: ReferenceSubject): string {
  return [
    `${atlas(origin)} backups exports jobs create`,
    `--bucketId ${quoteShell(bucket._id)}`,
    '--clusterName "${CLUSTER_NAME}"',
    '--snapshotId "${SNAPSHOT_ID}"',
    `--projectId ${quoteShell(projectId)}`,
  ].join(NEXT);
}

/**
 * Returns the command that gets a bucket from the API.
 * @see https://www.mongodb.com/docs/atlas/cli/current/command/atlas-api-cloudBackups-getExportBucket/
 */
export function cliApi({ bucket, projectId, origin }: ReferenceSubject): string {
  return [
    `${atlas(origin)} api cloudBackups getExportBucket`,
    `--groupId ${quoteShell(projectId)}`,
    `--exportBucketId ${quoteShell(bucket._id)}`,
    `--version ${EXPORT_BUCKET_VERSIONS[0]}`,
  ].join(NEXT);
}

/**
 * Returns the commands that request a token and a bucket, with shell variables for the client ID and secret.
 * @see https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/
 */
export function curlBearer(subject: ReferenceSubject): string {
  const token = [
    'curl --fail --silent --show-error --request POST',
    `--header "Authorization: Basic $(printf '%s' "\${CLIENT_ID}:\${CLIENT_SECRET}" | base64 | tr -d '\\n')"`,
    `--header 'Content-Type: application/x-www-form-urlencoded'`,
    `--header 'Accept: application/json'`,
    '--data grant_type=client_credentials',
    `${quoteShell(`${subject.origin}/api/oauth/token`)} | jq --raw-output .access_token`,
  ].join(NEXT);
  const get = [
    'curl --fail-with-body --silent --show-error',
    '--header "Authorization: Bearer ${ACCESS_TOKEN}"',
    ACCEPT,
    quoteShell(urlOf(subject)),
  ].join(NEXT);
  return `ACCESS_TOKEN=$(${token})\n${get}`;
}

/**
 * Returns the command that requests a bucket, with shell variables for the public and the private key.
 * @see https://www.mongodb.com/docs/atlas/api/api-authentication/
 */
export function curlDigest(subject: ReferenceSubject): string {
  return [
    'curl --fail-with-body --silent --show-error',
    '--digest --user "${PUBLIC_KEY}:${PRIVATE_KEY}"',
    ACCEPT,
    quoteShell(urlOf(subject)),
  ].join(NEXT);
}

function urlOf({ bucket, projectId, origin }: ReferenceSubject): string {
  return `${origin}/api/atlas/v2/groups/${projectId}/backup/exportBuckets/${bucket._id}`;
}

/** Returns the name of the Atlas CLI, with the variable that sets a base URL other than the default. */
function atlas(origin: string): string {
  switch (origin) {
    case ATLAS_ORIGIN:
      return 'atlas';
    case ATLAS_FOR_GOVERNMENT_ORIGIN:
      return 'MONGODB_ATLAS_SERVICE=cloudgov atlas';
    default:
      return `MONGODB_ATLAS_OPS_MANAGER_URL=${quoteShell(`${origin}/`)} atlas`;
  }
}
