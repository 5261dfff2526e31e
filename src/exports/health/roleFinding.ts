import { rolesFor, type CloudProviderAccess, type CloudProviderRole } from '../../atlas/cloudProviderAccess';
import { roleIdOf, type ExportBucket } from '../../atlas/models';
import { isObjectId } from '../../atlas/objectId';
import { findIn, type Verdict } from '../../atlas/loadedItems';

/** Whether Atlas can use a role. `notReported` means that Atlas says nothing about it for this provider. */
type Authorization = 'authorized' | 'notAuthorized' | 'unclear' | 'notReported';

/** What the roles of a project say about the role of one of its export buckets. */
export type RoleFinding =
  | { readonly kind: 'noRoleId' }
  | { readonly kind: 'found'; readonly role: CloudProviderRole; readonly authorization: Authorization }
  /** `gone` only if all roles were readable. */
  | { readonly kind: 'gone' | 'undetermined'; readonly roleId: string };

/** Finds the role that Atlas assumes to write to a bucket. */
export function findRole(bucket: ExportBucket, access: CloudProviderAccess): RoleFinding {
  const roleId = roleIdOf(bucket);
  if (roleId === undefined) {
    return { kind: 'noRoleId' };
  }
  const found = findIn(rolesFor(bucket.cloudProvider, access), ({ id, _id }) => id === roleId || _id === roleId);
  return found.kind === 'found'
    ? { kind: 'found', role: found.item, authorization: authorizationOf(found.item, bucket.cloudProvider) }
    : { kind: found.kind === 'missing' && isObjectId(roleId) ? 'gone' : 'undetermined', roleId };
}

/** Returns whether exports fail because of the role. */
export function isBroken(finding: RoleFinding): Verdict {
  if (finding.kind !== 'found') {
    return finding.kind === 'gone' ? 'yes' : 'unknown';
  }
  return finding.authorization === 'notAuthorized' ? 'yes' : finding.authorization === 'authorized' ? 'no' : 'unknown';
}

/** Statuses of a Google Cloud service account that isn't ready. */
const NOT_READY = new Set(['IN_PROGRESS', 'FAILED', 'NOT_INITIATED']);

function authorizationOf(role: CloudProviderRole, provider: string): Authorization {
  if (role.providerName !== undefined && role.providerName !== provider) {
    return 'unclear';
  }
  switch (role.providerName) {
    case 'AWS':
      return awsAuthorization(role);
    case 'GCP':
      return role.status === 'COMPLETE' ? 'authorized' : NOT_READY.has(role.status ?? '') ? 'notAuthorized' : 'unclear';
    case undefined:
    default:
      return 'notReported';
  }
}

/** Atlas documents that the date and the ARN are absent until a role is authorized. If only one is present, the state is unclear. */
function awsAuthorization({
  authorizedDate,
  iamAssumedRoleArn,
  unreadableFields = [],
}: CloudProviderRole): Authorization {
  const isReadable = !unreadableFields.some((field) => field === 'authorizedDate' || field === 'iamAssumedRoleArn');
  if (isReadable && authorizedDate === undefined && iamAssumedRoleArn === undefined) {
    return 'notAuthorized';
  }
  return isDate(authorizedDate) && iamAssumedRoleArn !== undefined ? 'authorized' : 'unclear';
}

function isDate(iso: string | undefined): boolean {
  return iso !== undefined && !Number.isNaN(Date.parse(iso));
}
