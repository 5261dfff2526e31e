import * as v from 'valibot';
import type { WithRawJson } from './rawJson';
import { count, flag, ObjectId, optionalField, text } from './fields';
import { namesNextPage } from './nextPage';

/**
 * An export bucket as Atlas sends it, including unknown fields. Fits both versions of the resource (2024-05-30, and
 * 2023-01-01 with AWS fields only) and providers that Atlas adds later.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupbackupexportbuckets
 */
export const ExportBucketSchema = v.looseObject({
  _id: ObjectId,
  /** Name of the S3 bucket, Azure container or Google Cloud Storage bucket. Several export buckets may share it. */
  bucketName: v.string(),
  /** `AWS`, `AZURE`, `GCP`, or one that Atlas adds later. */
  cloudProvider: v.string(),
  /** AWS: refers to `awsIamRoles[].roleId` of the project's cloud provider access. */
  iamRoleId: text,
  /** AZURE: refers to `azureServicePrincipals[]._id`; GCP: to `gcpServiceAccounts[].roleId`. */
  roleId: text,
  /** AWS: set by Atlas some time after the bucket was registered. */
  region: text,
  /** AWS. */
  requirePrivateNetworking: flag,
  /** AZURE. */
  serviceUrl: text,
  /** AZURE. */
  tenantId: text,
});
export type ExportBucket = WithRawJson<v.InferOutput<typeof ExportBucketSchema>>;

/** A project (the API says "group"). */
export const ProjectSchema = v.object({
  id: ObjectId,
  name: v.string(),
  orgId: optionalField(ObjectId),
  /** Number of clusters when Atlas sent the project. With 0, requesting them can be skipped. */
  clusterCount: count,
});
/** A project that is kept for longer than a response, without the number that soon changes. */
export const KeptProjectSchema = v.omit(ProjectSchema, ['clusterCount']);
export type Project = v.InferOutput<typeof ProjectSchema>;

export const OrganizationSchema = v.object({ id: ObjectId, name: v.string() });
export type Organization = v.InferOutput<typeof OrganizationSchema>;

/** Returns the ID of the cloud provider access role that Atlas uses to write to the bucket. */
export function roleIdOf(bucket: ExportBucket): string | undefined {
  return bucket.iamRoleId ?? bucket.roleId;
}

/** Returns the common name of the cloud provider. */
export function providerName({ cloudProvider }: Pick<ExportBucket, 'cloudProvider'>): string {
  const names: Record<string, string> = { AZURE: 'Azure', GCP: 'Google Cloud' };
  return Object.hasOwn(names, cloudProvider) ? (names[cloudProvider] ?? cloudProvider) : cloudProvider;
}

/** One page of a list, in the server's order. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Number of rows without a required field. */
  readonly unreadable: number;
  /** Atlas's estimate of the number of items in the list; undefined if no count was requested. */
  readonly totalCount: number | undefined;
  /** Whether another page may follow, because this one is full or names a next one. */
  readonly mayContinue: boolean;
}

const PageBody = v.object({
  results: v.array(v.unknown()),
  totalCount: count,
});

/**
 * Reads a page row by row, so that one invalid row never hides the others.
 * @param itemsPerPage the requested page size, 1 to 500
 * @param decode decodes a row, given its index on the page; returns undefined if it is unreadable
 * @returns undefined if the body is not a page
 */
export function decodePage<T>(
  schema: v.GenericSchema<unknown, T>,
  body: unknown,
  itemsPerPage: number,
  decode: (row: unknown, index: number) => T | undefined = (row) => {
    const parsed = v.safeParse(schema, row);
    return parsed.success ? parsed.output : undefined;
  },
): Page<T> | undefined {
  const page = v.safeParse(PageBody, body);
  if (!page.success) {
    return undefined;
  }
  const { results, totalCount } = page.output;
  const items = results.flatMap((row, index) => {
    const item = decode(row, index);
    return item === undefined ? [] : [item];
  });
  return {
    items,
    unreadable: results.length - items.length,
    totalCount,
    mayContinue: results.length >= itemsPerPage || namesNextPage(body),
  };
}
