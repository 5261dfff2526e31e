import { roleIdOf } from '../atlas/models';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN } from '../atlas/origin';
import { quoteHcl } from './quoting';
import type { ReferenceSubject } from './reference';

const RESOURCE = 'mongodbatlas_cloud_backup_snapshot_export_bucket';

/**
 * Returns the blocks that import a bucket into Terraform's state without changes, and what the provider needs for it.
 * @returns undefined for an unknown provider, and if a required attribute is missing
 */
export function terraformResource(subject: ReferenceSubject): string | undefined {
  const blocks = importBlocks(subject);
  return blocks === undefined ? undefined : [...providerHint(subject), blocks].join('\n');
}

/** The cloud providers that the provider for Terraform supports. */
const PROVIDERS: ReadonlySet<string> = new Set(['AWS', 'AZURE', 'GCP']);

/** Returns why `importBlocks` has no blocks for an export bucket; undefined if it has. */
export function importObstacle(subject: ReferenceSubject): 'provider' | 'attribute' | undefined {
  if (roleAttributes(subject) !== undefined) {
    return undefined;
  }
  return PROVIDERS.has(subject.bucket.cloudProvider) ? 'attribute' : 'provider';
}

/**
 * Returns the blocks that import a bucket into Terraform's state without changes.
 * @returns undefined for an unknown provider, and if a required attribute is missing
 * @see https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/resources/cloud_backup_snapshot_export_bucket
 */
export function importBlocks(subject: ReferenceSubject): string | undefined {
  const { bucket, projectId } = subject;
  const role = roleAttributes(subject);
  if (role === undefined) {
    return undefined;
  }
  const name = blockName(subject);
  return [
    'import {',
    ...attributes([
      ['to', `${RESOURCE}.${name}`],
      ['id', quoteHcl(`${projectId}-${bucket._id}`)],
    ]),
    '}',
    '',
    `resource ${quoteHcl(RESOURCE)} ${quoteHcl(name)} {`,
    ...attributes([
      ['project_id', quoteHcl(projectId)],
      ['bucket_name', quoteHcl(bucket.bucketName)],
      ['cloud_provider', quoteHcl(bucket.cloudProvider)],
      ...role,
    ]),
    '}',
  ].join('\n');
}

/**
 * Returns a data source for a bucket.
 * @see https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/data-sources/cloud_backup_snapshot_export_bucket
 */
export function terraformDataSource(subject: ReferenceSubject): string {
  const { bucket, projectId } = subject;
  return [
    ...providerHint(subject),
    `data ${quoteHcl(RESOURCE)} ${quoteHcl(blockName(subject))} {`,
    ...attributes([
      ['project_id', quoteHcl(projectId)],
      ['export_bucket_id', quoteHcl(bucket._id)],
    ]),
    '}',
  ].join('\n');
}

/**
 * Returns the attributes that make a `mongodbatlas_cloud_backup_schedule` export to a bucket.
 * @see https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/resources/cloud_backup_schedule
 */
export function terraformSchedule({ bucket }: ReferenceSubject): string {
  return [
    'auto_export_enabled = true',
    '',
    'export {',
    ...attributes([
      ['export_bucket_id', quoteHcl(bucket._id)],
      ['frequency_type', quoteHcl('monthly')],
    ]),
    '}',
  ].join('\n');
}

/**
 * Returns subjects with unique block names, because Terraform rejects duplicate addresses. If export buckets would
 * share a name, as for one bucket in several projects, the names contain their IDs.
 */
export function withBlockNames<S extends ReferenceSubject>(subjects: readonly S[]): S[] {
  const ids = new Set(subjects.map(({ bucket }) => bucket._id));
  const idsByName = new Map<string, Set<string>>();
  for (const { bucket } of subjects) {
    const name = identifier(bucket.bucketName);
    idsByName.set(name, (idsByName.get(name) ?? new Set()).add(bucket._id));
  }
  return subjects.map((subject) => {
    const { _id, bucketName } = subject.bucket;
    const name = identifier(bucketName);
    const isShared = (idsByName.get(name)?.size ?? 0) > 1;
    const endsWithId = ids.has(name.slice(name.lastIndexOf('_') + 1));
    return isShared || endsWithId ? { ...subject, blockName: `${name}_${_id}` } : subject;
  });
}

/** Returns the name of the Terraform block of a bucket. */
export function blockName({ bucket, blockName: given }: ReferenceSubject): string {
  return given ?? identifier(bucket.bucketName);
}

type Attribute = readonly [name: string, value: string];

function roleAttributes({ bucket }: ReferenceSubject): Attribute[] | undefined {
  const roleId = roleIdOf(bucket);
  if (roleId === undefined) {
    return undefined;
  }
  switch (bucket.cloudProvider) {
    case 'AWS':
      return [['iam_role_id', quoteHcl(roleId)]];
    case 'AZURE':
      return bucket.serviceUrl === undefined
        ? undefined
        : [
            ['role_id', quoteHcl(roleId)],
            ['service_url', quoteHcl(bucket.serviceUrl)],
          ];
    case 'GCP':
      return [['role_id', quoteHcl(roleId)]];
    default:
      return undefined;
  }
}

/** Returns attributes in the format of `terraform fmt`. */
export function attributes(pairs: readonly Attribute[]): string[] {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`);
}

/** Returns a comment about the provider setting for another base URL than the default, and an empty line. */
export function providerHint({ origin }: Pick<ReferenceSubject, 'origin'>): string[] {
  switch (origin) {
    case ATLAS_ORIGIN:
      return [];
    case ATLAS_FOR_GOVERNMENT_ORIGIN:
      return ['# The provider "mongodbatlas" needs is_mongodbgov_cloud = true', ''];
    default:
      return [`# The provider "mongodbatlas" needs base_url = ${quoteHcl(origin)}`, ''];
  }
}

/** Returns a valid block name: letters, digits, `_`, and `-`, without a digit or `-` at the start. */
function identifier(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_-]+/g, '_');
  return /^[A-Za-z_]/.test(safe) ? safe : `bucket_${safe}`;
}
