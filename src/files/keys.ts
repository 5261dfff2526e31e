/** What an ID in a file identifies; `unknown` if the text around it doesn't say so. */
export type IdKind = 'bucket' | 'role' | 'project' | 'unknown';

/** What the key of a value says about the value. */
export interface KeyMeaning {
  readonly kind: IdKind;
  /** Whether other clouds use the key too, so that it counts only beside a word of Atlas. */
  readonly isAmbiguous?: true;
}

const ATLAS_KEYS: ReadonlyMap<string, KeyMeaning> = new Map<string, KeyMeaning>([
  ['exportbucketid', { kind: 'bucket' }],
  ['bucketid', { kind: 'bucket', isAmbiguous: true }],
  ['iamroleid', { kind: 'role' }],
  ['roleid', { kind: 'role', isAmbiguous: true }],
  ['projectid', { kind: 'project' }],
  ['groupid', { kind: 'project' }],
  // Each resource has one of these, so they say that the value is an ID, but not of what.
  ['id', { kind: 'unknown' }],
  ['attrid', { kind: 'unknown' }],
]);

/** The prefixes of environment and Terraform variables. */
const PREFIX = /^(?:tfvar)?(?:mongodb)?(?:atlas)?/;

/**
 * Returns what the key of a value says; undefined if it says nothing. All tools use the same words, but write them in
 * snake case, camel case, Pascal case or kebab case. CloudFormation has both `IamRoleId` and `IamRoleID`.
 */
export function meaningOfKey(key: string): KeyMeaning | undefined {
  const folded = key.replace(/[_-]/g, '').toLowerCase();
  return ATLAS_KEYS.get(folded) ?? ATLAS_KEYS.get(folded.replace(PREFIX, ''));
}

/** The segment before the ID of a project in the user interface of Atlas. */
export const INTERFACE_SEGMENT = 'v2';

/** Returns what the segment of a path before an ID says: the Admin API, or the user interface of Atlas (`/v2/…`). */
export function meaningOfSegment(segment: string): KeyMeaning | undefined {
  switch (segment) {
    case 'exportBuckets':
      return { kind: 'bucket' };
    case 'cloudProviderAccess':
      return { kind: 'role' };
    case 'groups':
    case INTERFACE_SEGMENT:
      return { kind: 'project' };
    default:
      return undefined;
  }
}

/** A word that only appears in the context of Atlas. */
export const ATLAS_WORD = /atlas|\/backup\//i;

/** The names of the resource of an export bucket: Terraform, Pulumi and CDK, CloudFormation, Crossplane. */
export const EXPORT_BUCKET_WORD = /export_?buckets?\b/i;

/** The names of a cloud provider access role in Terraform. */
export const ROLE_WORD = /cloud_provider_access/i;
